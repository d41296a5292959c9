using System.Globalization;
using Azimuth.Cli.Output;

namespace Azimuth.Cli.Parsing;

/// <summary>The options that every command takes, and what was given of them.</summary>
internal static class GlobalWords
{
    /// <summary>The one global option that the Azure CLI does not have.</summary>
    public const string ContextName = "--context";

    private static readonly OptionWords Debug = new(["--debug"], Takes.Nothing) { Description = "Tell the protocol step by step; secrets show as fingerprints." };
    private static readonly OptionWords Verbose = new(["--verbose"], Takes.Nothing) { Description = "Tell what was decided, and how long it took." };
    private static readonly OptionWords OnlyShowErrors = new(["--only-show-errors"], Takes.Nothing) { Description = "No warnings." };

    private static readonly OptionWords Output = new(["--output", "-o"], Takes.One)
    {
        Description = "How the result is printed. Without it: AZURE_CORE_OUTPUT, `az config set core.output=…`, json.",
        Choices = Formats.Names,
        Normalize = static value => value.ToLower(CultureInfo.InvariantCulture),
    };

    private static readonly OptionWords Query = new(["--query"], Takes.One)
    {
        Description = "What of the result is printed, as a JMESPath expression (https://jmespath.org).",
    };

    /// <summary>The option of that name.</summary>
    public static readonly OptionWords Context = new([ContextName], Takes.One)
    {
        Description = "Work in the config folder of this context, for example `sandbox`; `default` is ~/.azure.",
        Unabbreviated = true,
    };

    // The Azure CLI takes these two with every command that may change something. They mean nothing to sign-in.
    private static readonly OptionWords PolicyToken = new(["--acquire-policy-token"], Takes.Nothing);
    private static readonly OptionWords ChangeReference = new(["--change-reference"], Takes.One);

    /// <summary>All of them, in the order in which argparse searches them.</summary>
    public static IReadOnlyList<OptionWords> All { get; } = [Verbose, Debug, OnlyShowErrors, Output, Query, Context];

    /// <summary>Those of one command.</summary>
    /// <param name="verb">Its last word: <c>list</c> and <c>show</c> change nothing.</param>
    public static IReadOnlyList<OptionWords> Of(string verb) => verb is "list" or "show" ? All : [.. All, PolicyToken, ChangeReference];

    /// <summary>What was given: <paramref name="later"/> words count before <paramref name="earlier"/> ones.</summary>
    public static GlobalOptions Read(IReadOnlyDictionary<OptionWords, IReadOnlyList<string>> earlier, IReadOnlyDictionary<OptionWords, IReadOnlyList<string>> later)
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

        bool Has(OptionWords option) => later.ContainsKey(option) || earlier.ContainsKey(option);

        string? Last(OptionWords option) =>
            later.TryGetValue(option, out var value) || earlier.TryGetValue(option, out value) ? value[0] : null;
    }
}
