using System.Text.RegularExpressions;

namespace Azimuth.Messages;

/// <summary>Words and turns that texts for users do not have: the field has better ones.</summary>
internal static partial class BannedWords
{
    // Areas whose texts keep to the rule; others follow.
    private static readonly string[] Areas =
    [
        "src/Azimuth.JmesPath/", "src/Azimuth/", "src/Azimuth.Cli/Commands/Doctor/", "src/Azimuth.Cli/Commands/Rest/",
        "src/Azimuth.Cli/HandOver/",
    ];

    // Texts that the Azure CLI prints, as it prints them.
    private static readonly string[] Recorded = [];

    public static bool Holds(string file) => Areas.Any(area => file.StartsWith(area, StringComparison.Ordinal));

    public static IEnumerable<string> In(string text) =>
        Recorded.Contains(text) ? [] : Banned.Matches(Placeholder.Replace(text, "")).Select(match => match.Value);

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(
        @"\b(?:mend(?:s|ed|ing)?|tell(?:s|ing)?|told|nobody|somebody|anybody|everybody|whom|person|persons|person's|words?"
            + @"|go(?:es)? on|went on|good (?:for|until|from)|has ended|stands? for|in the place of|at hand|counts? (?:as|for)|out of order"
            + @"|when nothing is said|nothing is said|(?<!there )is no (?!longer\b|more than\b)\w+|(?:that|which) (?:is|are) none)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Banned { get; }
}
