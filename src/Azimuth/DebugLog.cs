using System.Runtime.CompilerServices;
using System.Text;

namespace Azimuth;

/// <summary>
/// Where the library tells what it does, for <c>--debug</c>. Without a listener nothing is formatted: an
/// interpolated string handed to <see cref="Write"/> is not even built.
/// </summary>
/// <param name="listener">Receives each line; null if nothing is logged.</param>
public sealed class DebugLog(Action<string>? listener)
{
    /// <summary>Nothing is logged.</summary>
    public static DebugLog Silent { get; } = new(null);

    /// <summary>Whether log lines are written.</summary>
    public bool IsOn => listener is not null;

    /// <summary>
    /// Tells one line. A <see cref="Secret"/> in it becomes its fingerprint, a <see cref="Uri"/> loses user info and the values of its
    /// query.
    /// </summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref RedactedLine line) => listener?.Invoke(line.ToString());
}

/// <summary>The line that is being told; the compiler builds it out of an interpolated string.</summary>
[InterpolatedStringHandler]
public readonly ref struct RedactedLine
{
    private readonly StringBuilder? _text;

    /// <summary>Called by the compiler; <paramref name="wanted"/> false makes it skip the rest.</summary>
    public RedactedLine(int literalLength, int formattedCount, DebugLog debugLog, out bool wanted)
    {
        ArgumentNullException.ThrowIfNull(debugLog);
        wanted = debugLog.IsOn;
        _text = wanted ? new StringBuilder(literalLength + (formattedCount * 16)) : null;
    }

    /// <summary>Appends our own text.</summary>
    public void AppendLiteral(string text) => _text?.Append(text);

    /// <summary>Appends the secret's fingerprint.</summary>
    public void AppendFormatted(Secret secret) => _text?.Append(secret.ToString());

    /// <summary>Without user info and without the values of its query.</summary>
    public void AppendFormatted(Uri? address) => _text?.Append(address?.WithoutSecrets);

    /// <summary>A number, an ID, a time, a name: anything that is not secret.</summary>
    public void AppendFormatted<T>(T value) => _text?.Append(value);

    /// <summary>A number or a time in a format.</summary>
    public void AppendFormatted<T>(T value, string? format)
        where T : IFormattable => _text?.Append(value.ToString(format, null));

    /// <summary>The finished line.</summary>
    public override string ToString() => _text?.ToString() ?? "";
}

/// <summary>Addresses as a log may show them.</summary>
public static class RedactedAddress
{
    extension(Uri address)
    {
        /// <summary>
        /// The address without user info, and with <c>***</c> for each value of its query and for its fragment: codes, states, claims and
        /// SAS signatures travel there.
        /// </summary>
        public string WithoutSecrets
        {
            get
            {
                if (!address.IsAbsoluteUri)
                {
                    return address.OriginalString.Split('?', '#')[0];
                }

                var text = new StringBuilder()
                    .Append(address.Scheme)
                    .Append("://")
                    .Append(address.Authority.Split('@')[^1])
                    .Append(address.AbsolutePath);
                var separator = '?';
                foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
                {
                    var equals = pair.IndexOf('=', StringComparison.Ordinal);
                    text.Append(separator).Append(equals < 0 ? "***" : $"{pair.AsSpan(0, equals)}=***");
                    separator = '&';
                }

                return address.Fragment.Length > 1 ? text.Append("#***").ToString() : text.ToString();
            }
        }
    }
}
