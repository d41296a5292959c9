using System.Text;

namespace Azimuth.JmesPath.Values;

/// <summary>Strings as Python has them: a character is a code point, not half of a surrogate pair.</summary>
public static class CodePoints
{
    /// <summary>Python's order of strings. UTF-16's differs where a pair meets a character from U+E000 on.</summary>
    public static readonly Comparer<string> Order = Comparer<string>.Create(Compare);

    /// <summary>How many characters there are.</summary>
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>The characters from the last to the first.</summary>
    public static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        for (var end = text.Length; end > 0;)
        {
            var start = end > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1]) ? end - 2 : end - 1;
            reversed.Append(text, start, end - start);
            end = start;
        }

        return reversed.ToString();
    }

    private static int Compare(string? left, string? right)
    {
        var (a, b) = (left ?? "", right ?? "");
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        var (x, y) = (a[same], b[same]);
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x.CompareTo(y) : char.IsSurrogate(x) ? 1 : -1;
    }
}
