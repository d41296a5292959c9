using Azimuth.Cli.Parsing.Specs;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Parsing;

/// <summary>What argparse and the Azure CLI say about words that do not fit; all leave with exit code 2.</summary>
internal static class UsageErrors
{
    // Commands of the Azure CLI (2.91) that read like ours.
    private static readonly string[] NearOurs = ["appconfig", "connection", "consumption", "logic"];

    /// <summary>
    /// What is said of a command that is not ours, where there is no Azure CLI to run it. The Azure CLI's own sentence (2.91) only
    /// where one of ours is near.
    /// </summary>
    public static UserError UnknownCommand(string word, IEnumerable<string> known) =>
        !NearOurs.Contains(word) && CloseMatch.Best(word, known) is { } near
        ? Usage($"'{word}' is misspelled or not recognized by the system.", DidYouMean(near))
        : Usage($"'{word}' is not a command of Azimuth, and the Azure CLI was not found on PATH.");

    /// <param name="arguments">What fits nowhere, in order.</param>
    /// <param name="options">The command's options: those with similar names are suggested.</param>
    /// <param name="isSecretive">Whether the command takes secrets: any of the arguments may be one.</param>
    public static UserError Unrecognized(IReadOnlyList<string> arguments, IEnumerable<OptionSpec> options, bool isSecretive) => Usage(
        $"unrecognized arguments: {string.Join(' ', RedactedArguments.From(arguments, isSecretive))}",
        CloseOptions(arguments, options));

    public static UserError Ambiguous(string word, IEnumerable<string> names, bool isSecretive) =>
        Usage($"ambiguous option: {RedactedArguments.From([word], isSecretive)[0]} could match {string.Join(", ", names)}");

    /// <param name="names">What is missing.</param>
    /// <param name="arguments">What fits nowhere: it may be a misspelled option that is missing.</param>
    /// <param name="options">The command's options.</param>
    public static UserError Missing(
        IEnumerable<string> names, IReadOnlyList<string>? arguments = null, IEnumerable<OptionSpec>? options = null) => Usage(
        $"the following arguments are required: {string.Join(", ", names)}", CloseOptions(arguments ?? [], options ?? []));

    public static UserError ExpectedOne(OptionSpec option) => Argument(option, "expected one argument");

    public static UserError ExpectedSome(OptionSpec option) => Argument(option, "expected at least one argument");

    public static UserError IgnoredValue(OptionSpec option, string value, bool isSecretive) =>
        Argument(option, $"ignored explicit argument {PythonText.Repr(isSecretive ? RedactedArguments.Hidden : value)}");

    public static UserError Argument(OptionSpec option, string reason) => Usage($"argument {option.Title}: {reason}");

    public static UserError NotAChoice(string command, OptionSpec option, string value, bool isSecretive)
    {
        var near = CloseMatch.Best(value, option.Choices!);
        return Usage(
            $"{command}: '{RedactedArguments.OfChoice(value, isSecretive)}' is not a valid value for '{option.Name}'. Allowed "
                + $"values: {string.Join(", ", option.Choices!)}.",
            near is null ? null : DidYouMean(near));
    }

    // Names of ours alone: what was typed may hold a secret behind an equals sign.
    private static string? CloseOptions(IReadOnlyList<string> arguments, IEnumerable<OptionSpec> options)
    {
        if (arguments.Count == 0)
        {
            return null;
        }

        List<string> names = [.. options
            .Where(option => option.Help is not null)
            .SelectMany(option => option.Names)
            .Where(name => name.StartsWith("--", StringComparison.Ordinal))
            .Select(name => name[2..])];
        var suggestions = arguments
            .Where(argument => argument.StartsWith("--", StringComparison.Ordinal))
            .Select(argument => CloseMatch.Best(argument.Split('=')[0].ToLowerInvariant()[2..], names))
            .Where(near => near is not null)
            .Select(near => DidYouMean($"--{near}"))
            .Distinct()
            .ToList();
        return suggestions.Count > 0 ? string.Join('\n', suggestions) : null;
    }

    private static string DidYouMean(string word) => $"Did you mean '{word}' ?";

    private static UserError Usage(string sentence, string? remedy = null) => new(sentence, remedy, exitCode: 2);
}
