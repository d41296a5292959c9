namespace Azimuth.Configuration.Ini;

/// <summary>Python's idea of white space, where .NET's differs: U+001C to U+001F count.</summary>
internal static class PythonText
{
    public static string Strip(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return StripEnd(text[start..]);
    }

    public static string StripEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>Where the first character stands that is no space; 0 when there is none.</summary>
    public static int IndentOf(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (!IsSpace(line[at]))
            {
                return at;
            }
        }

        return 0;
    }

    private static bool IsSpace(char each) => char.IsWhiteSpace(each) || each is >= '\u001c' and <= '\u001f';
}
