using System.Text;

namespace Azimuth.Cli.Terminal.Text;

/// <summary>
/// Words and variables in which half of a character (an unpaired surrogate, which Windows permits) is U+FFFD, as bytes that are
/// not UTF-8 are elsewhere: neither can be written as text.
/// </summary>
internal static class UnicodeText
{
    /// <summary>The same words where all characters are whole.</summary>
    public static string[] From(string[] words) => Array.TrueForAll(words, IsWhole) ? words : Array.ConvertAll(words, From);

    /// <summary>The same text where all its characters are whole.</summary>
    public static string From(string text) => IsWhole(text) ? text : string.Concat(text.EnumerateRunes());

    private static bool IsWhole(string text)
    {
        for (var rest = text.AsSpan(); rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at; rest = rest[(at + 2)..])
        {
            if (!Rune.TryGetRuneAt(text, text.Length - rest.Length + at, out _))
            {
                return false;
            }
        }

        return true;
    }
}
