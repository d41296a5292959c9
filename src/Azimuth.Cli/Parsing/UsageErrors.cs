using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Parsing;

/// <summary>What argparse and the Azure CLI say about words that do not fit; all leave with exit code 2.</summary>
internal static class UsageErrors
{
    public static UserError Misspelled(string word, IEnumerable<string> known)
    {
        var near = CloseMatch.Best(word, known);
        return Usage($"'{word}' is misspelled or not recognized by the system.", near is null ? null : DidYouMean(near));
    }

    public static UserError Unrecognized(IEnumerable<string> words) => Usage($"unrecognized arguments: {string.Join(' ', words)}");

    public static UserError Ambiguous(string word, IEnumerable<string> names) => Usage($"ambiguous option: {word} could match {string.Join(", ", names)}");

    public static UserError Missing(IEnumerable<string> names) => Usage($"the following arguments are required: {string.Join(", ", names)}");

    public static UserError ExpectedOne(OptionWords option) => Argument(option, "expected one argument");

    public static UserError ExpectedSome(OptionWords option) => Argument(option, "expected at least one argument");

    public static UserError IgnoredValue(OptionWords option, string value) => Argument(option, $"ignored explicit argument {PythonText.Repr(value)}");

    public static UserError Argument(OptionWords option, string reason) => Usage($"argument {option.Title}: {reason}");

    public static UserError NotAChoice(string command, OptionWords option, string value)
    {
        var near = CloseMatch.Best(value, option.Choices!);
        return Usage(
            $"{command}: '{value}' is not a valid value for '{option.Names[0]}'. Allowed values: {string.Join(", ", option.Choices!)}.",
            near is null ? null : DidYouMean(near));
    }

    private static string DidYouMean(string word) => $"Did you mean '{word}' ?";

    private static UserError Usage(string sentence, string? remedy = null) => new(sentence, remedy, exitCode: 2);
}
