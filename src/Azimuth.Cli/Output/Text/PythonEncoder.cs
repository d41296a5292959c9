using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Output.Text;

/// <summary>
/// Escapes strings in JSON as Python's <c>json.dumps(ensure_ascii=False)</c> does: quotation mark, backslash and
/// C0 only. For a terminal it escapes what could act on it, too: the JSON means the same.
/// </summary>
internal sealed class PythonEncoder : JavaScriptEncoder
{
    /// <summary>For pipes and files.</summary>
    public static readonly PythonEncoder Exact = new(forTerminal: false);

    /// <summary>For a terminal.</summary>
    public static readonly PythonEncoder Visible = new(forTerminal: true);

    private const int LongestEscape = 12; // two \uXXXX for one scalar beyond the first plane
    private readonly bool _forTerminal;

    private PythonEncoder(bool forTerminal) => _forTerminal = forTerminal;

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar switch
    {
        < ' ' or '"' or '\\' => true,
        <= '~' => false,
        _ => _forTerminal && !VisibleText.IsPlain(new Rune(unicodeScalar)),
    };

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        if (!rest.ContainsAnyExceptInRange(' ', '~') && !rest.ContainsAny('"', '\\'))
        {
            return -1; // almost always
        }

        for (var at = 0; at < rest.Length;)
        {
            // Half a pair counts as one to encode; the writer then puts U+FFFD in its place.
            if (Rune.DecodeFromUtf16(rest[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done
                || WillEncode(rune.Value))
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var destination = new Span<char>(buffer, bufferLength);
        var escape = Escape(unicodeScalar);
        numberOfCharactersWritten = escape.TryCopyTo(destination) ? escape.Length : 0;
        return numberOfCharactersWritten > 0;
    }

    private static string Escape(int scalar) => scalar switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => string.Concat(new Rune(scalar).ToString().Select(unit => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture))),
    };
}
