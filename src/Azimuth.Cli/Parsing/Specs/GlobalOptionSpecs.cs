using System.Globalization;

namespace Azimuth.Cli.Parsing.Specs;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptionSpecs
{
    private static readonly Flag Debug = new("--debug") { Help = "Show debug logs, including each HTTP request. Secrets are redacted." };
    private static readonly Flag Verbose = new("--verbose") { Help = "Show informational messages and timing." };
    private static readonly Flag OnlyShowErrors = new("--only-show-errors") { Help = "Hide warnings." };

    private static readonly ValueOption Output = new("--output", "-o")
    {
        Help = "Output format. Default: AZURE_CORE_OUTPUT, then core.output, then json.",
        Placeholder = "FORMAT",
        Choices = OutputFormats.Names,
        Kind = ValueKind.Text,
        Normalize = static value => value.ToLower(CultureInfo.InvariantCulture),
    };

    private static readonly ValueOption Query = new("--query")
    {
        Help = "JMESPath query to filter the output. See https://jmespath.org",
        Kind = ValueKind.Text,
    };

    /// <summary>The one global option that the Azure CLI does not have.</summary>
    public static readonly ValueOption Context = new("--context")
    {
        Help = "Use this context's configuration folder, e.g. `sandbox`; `default` is ~/.azure.",
        Kind = ValueKind.Text,
        Completion = CompletionSource.Contexts,
        IsOwn = true,
    };

    // The Azure CLI takes these two with every command that may change something. They mean nothing to sign-in.
    private static readonly Flag PolicyToken = new("--acquire-policy-token");
    private static readonly ValueOption ChangeReference = new("--change-reference") { Kind = ValueKind.Text };

    /// <summary>All of them, in the order in which argparse searches them.</summary>
    public static OptionSpec[] All { get; } = [Verbose, Debug, OnlyShowErrors, Output, Query, Context];

    /// <summary>Those of one command.</summary>
    /// <param name="name">Its last word: <c>list</c> and <c>show</c> change nothing.</param>
    public static OptionSpec[] ForCommand(string name) =>
        name is "list" or "show" ? All : [.. All, PolicyToken, ChangeReference];

    /// <summary>What was given: <paramref name="later"/> arguments count before <paramref name="earlier"/> ones.</summary>
    /// <exception cref="UserError">Two exclude each other.</exception>
    public static GlobalOptions Read(ParsedArguments earlier, ParsedArguments later)
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

        bool Has(Flag flag) => later.Has(flag) || earlier.Has(flag);

        string? Last(ValueOption option) => later.GetValue(option) ?? earlier.GetValue(option);
    }
}

/// <summary>The options that every command takes, found before the command's own are parsed.</summary>
internal sealed record GlobalOptions
{
    /// <summary><c>--output/-o</c>; null when not given, and <c>core.output</c>, then <c>json</c>, decide.</summary>
    public string? Output { get; init; }

    /// <summary><c>--query</c>: a JMESPath expression.</summary>
    public string? Query { get; init; }

    /// <summary><c>--debug</c>: the protocol narrated, stacks shown.</summary>
    public bool Debug { get; init; }

    /// <summary><c>--verbose</c>.</summary>
    public bool Verbose { get; init; }

    /// <summary><c>--only-show-errors</c>: no warnings.</summary>
    public bool OnlyShowErrors { get; init; }

    /// <summary><c>--context</c>: which config folder.</summary>
    public string? Context { get; init; }
}
