using System.Globalization;
using Azimuth.Cli.Output;

namespace Azimuth.Cli.Parsing;

/// <summary>The options that every command takes, and what was given of them.</summary>
internal static class GlobalWords
{
    /// <summary>The one global option that the Azure CLI does not have.</summary>
    public const string ContextName = "--context";

    private static readonly OptionSpec Debug = new(["--debug"], Arity.Nothing) { Description = "Tell the protocol step by step; secrets show as fingerprints." };
    private static readonly OptionSpec Verbose = new(["--verbose"], Arity.Nothing) { Description = "Tell what was decided, and how long it took." };
    private static readonly OptionSpec OnlyShowErrors = new(["--only-show-errors"], Arity.Nothing) { Description = "No warnings." };

    private static readonly OptionSpec Output = new(["--output", "-o"], Arity.One)
    {
        Description = "How the result is printed. Without it: AZURE_CORE_OUTPUT, `az config set core.output=…`, json.",
        Choices = Formats.Names,
        Normalize = static value => value.ToLower(CultureInfo.InvariantCulture),
    };

    private static readonly OptionSpec Query = new(["--query"], Arity.One)
    {
        Description = "What of the result is printed, as a JMESPath expression (https://jmespath.org).",
    };

    /// <summary>The option of that name.</summary>
    public static readonly OptionSpec Context = new([ContextName], Arity.One)
    {
        Description = "Work in the config folder of this context, for example `sandbox`; `default` is ~/.azure.",
        Unabbreviated = true,
    };

    // The Azure CLI takes these two with every command that may change something. They mean nothing to sign-in.
    private static readonly OptionSpec PolicyToken = new(["--acquire-policy-token"], Arity.Nothing);
    private static readonly OptionSpec ChangeReference = new(["--change-reference"], Arity.One);

    /// <summary>All of them, in the order in which argparse searches them.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } = [Verbose, Debug, OnlyShowErrors, Output, Query, Context];

    /// <summary>Those of one command.</summary>
    /// <param name="verb">Its last word: <c>list</c> and <c>show</c> change nothing.</param>
    public static IReadOnlyList<OptionSpec> Of(string verb) => verb is "list" or "show" ? All : [.. All, PolicyToken, ChangeReference];

    /// <summary>What was given: <paramref name="later"/> words count before <paramref name="earlier"/> ones.</summary>
    public static GlobalOptions Read(IReadOnlyDictionary<OptionSpec, IReadOnlyList<string>> earlier, IReadOnlyDictionary<OptionSpec, IReadOnlyList<string>> later)
    {
        var options = new GlobalOptions
        {
            Debug = Has(Debug),
            Verbose = Has(Verbose),
            OnlyShowErrors = Has(OnlyShowErrors),
            Output = Last(Output),
            Query = Last(Query),
            Context = Last(Context),
        };
        return options.OnlyShowErrors && (options.Debug || options.Verbose)
            ? throw new UserError("--only-show-errors can't be used together with --debug or --verbose")
            : options;

        bool Has(OptionSpec option) => later.ContainsKey(option) || earlier.ContainsKey(option);

        string? Last(OptionSpec option) =>
            later.TryGetValue(option, out var value) || earlier.TryGetValue(option, out value) ? value[0] : null;
    }
}
