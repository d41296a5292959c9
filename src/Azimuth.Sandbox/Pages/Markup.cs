using System.Runtime.CompilerServices;
using System.Text;

namespace Azimuth.Sandbox.Pages;

/// <summary>HTML that is safe to send: literals of our own, and text that was encoded on its way in.</summary>
/// <remarks>There is no way from a string to a <see cref="Markup"/> that does not encode it, so forgetting is impossible.</remarks>
internal readonly struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    public static Markup None => default;

    /// <summary>The literal parts as they are, the holes encoded, unless a hole is markup itself.</summary>
    public static Markup From(Writer html) => new(html.Finish());

    public override string ToString() => _html ?? "";

    /// <summary>Receives an interpolated string: what the compiler knows to be literal apart from what is not.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + (formattedCount * 32));

        public void AppendLiteral(string ours) => _html.Append(ours);

        public void AppendFormatted(string? text) => VisibleText.AppendEncoded(_html, text);

        public void AppendFormatted(int number) => _html.Append(number);

        public void AppendFormatted(Markup markup) => _html.Append(markup._html);

        public void AppendFormatted(IEnumerable<Markup> markups)
        {
            foreach (var markup in markups)
            {
                _html.Append(markup._html);
            }
        }

        public string Finish() => _html.ToString();
    }
}
