namespace Azimuth.Cli.Parsing.Specs;

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
