using System.Text.RegularExpressions;

namespace Azimuth.Messages;

/// <summary>Words and turns that texts for users do not have: the field has better ones.</summary>
internal static partial class BannedWords
{
    // Programs for shells, with variables of their own.
    private const string Scripts = "src/Azimuth.Cli/Commands/Completion/CompletionScripts.cs";

    public static bool Holds(string file) => file != Scripts;

    public static IEnumerable<string> In(string text) => Banned.Matches(Placeholder.Replace(text, "")).Select(match => match.Value);

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(
        @"\b(?:mend(?:s|ed|ing)?|tell(?:s|ing)?|told|nobody|somebody|anybody|everybody|whom|person|persons|person's|words?"
            + @"|go(?:es)? on|went on|good (?:for|until|from)|has ended|stands? for|in the place of|at hand|counts? (?:as|for)|out of order"
            + @"|when nothing is said|nothing is said|(?<!there )is no (?!longer\b|more than\b)\w+|(?:that|which) (?:is|are) none)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Banned { get; }
}
