using System.Text;

namespace Azimuth.Configuration.Ini;

/// <summary>
/// What a percent sign means in the Azure CLI's INI files: <c>%%</c> is one, <c>%(name)s</c> the value of another option of the
/// section (Python's <c>configparser.BasicInterpolation</c>). Python refuses any other percent sign when the option is read.
/// </summary>
internal static class IniInterpolation
{
    // Python's own bound.
    private const int MostDepth = 10;

    /// <summary>A value as it is written, so that Python and we read it back.</summary>
    public static string Escape(string value) => value.Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>
    /// The value that was written as <paramref name="raw"/>. Where Python would refuse it (a percent sign that somebody typed, a
    /// name that is not there, names in a circle), it is taken as it stands.
    /// </summary>
    /// <param name="raw">As the file has it.</param>
    /// <param name="lookUp">From an option's name, in lower case, to what the file has for it; null where there is none.</param>
    public static string Read(string raw, Func<string, string?> lookUp)
    {
        if (!raw.Contains('%', StringComparison.Ordinal))
        {
            return raw;
        }

        var value = new StringBuilder(raw.Length);
        return TryAppend(raw, lookUp, value, depth: 1) ? value.ToString() : raw;
    }

    private static bool TryAppend(string raw, Func<string, string?> lookUp, StringBuilder value, int depth)
    {
        var rest = raw.AsSpan();
        while (rest.IndexOf('%') is var at and >= 0)
        {
            value.Append(rest[..at]);
            rest = rest[(at + 1)..];
            if (rest.StartsWith('%'))
            {
                value.Append('%');
                rest = rest[1..];
            }
            else if (NameAt(rest) is { } name && depth < MostDepth && lookUp(name.ToLowerInvariant()) is { } other)
            {
                if (!TryAppend(other, lookUp, value, depth + 1))
                {
                    return false;
                }

                rest = rest[(name.Length + "()s".Length)..];
            }
            else
            {
                return false;
            }
        }

        value.Append(rest);
        return true;
    }

    private static string? NameAt(ReadOnlySpan<char> rest) =>
        rest.StartsWith('(') && rest.IndexOf(')') is > 1 and var end && end + 1 < rest.Length && rest[end + 1] == 's'
            ? rest[1..end].ToString()
            : null;
}
