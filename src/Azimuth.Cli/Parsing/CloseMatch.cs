namespace Azimuth.Cli.Parsing;

/// <summary>
/// The word that somebody probably meant. Measured as the Azure CLI measures it: twice the length of the matching
/// pieces, found longest first, over both lengths (Ratcliff and Obershelp, <i>Pattern Matching: The Gestalt
/// Approach</i>, Dr. Dobb's Journal, July 1988), and at least 0.7.
/// </summary>
internal static class CloseMatch
{
    private const double Threshold = 0.7;
    private const int LongestCompared = 64; // the search is cubic, and nothing that we know is longer

    /// <summary>The nearest of <paramref name="known"/>; null when none is near.</summary>
    public static string? Best(string word, IEnumerable<string> known) => word.Length > LongestCompared
        ? null
        : known
            .Select(candidate => (candidate, ratio: Ratio(candidate, word)))
            .Where(scored => scored.ratio >= Threshold)
            .OrderByDescending(scored => scored.ratio)
            .ThenByDescending(scored => scored.candidate, StringComparer.Ordinal)
            .Select(scored => scored.candidate)
            .FirstOrDefault();

    internal static double Ratio(string a, string b) =>
        a.Length + b.Length == 0 ? 1 : 2.0 * Matching(a, b) / (a.Length + b.Length);

    private static int Matching(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (startA, startB, length) = LongestCommon(a, b);
        return length == 0
            ? 0
            : length + Matching(a[..startA], b[..startB]) + Matching(a[(startA + length)..], b[(startB + length)..]);
    }

    private static (int StartA, int StartB, int Length) LongestCommon(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var best = (StartA: 0, StartB: 0, Length: 0);
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                var length = a[i..].CommonPrefixLength(b[j..]);
                if (length > best.Length)
                {
                    best = (i, j, length);
                }
            }
        }

        return best;
    }
}
