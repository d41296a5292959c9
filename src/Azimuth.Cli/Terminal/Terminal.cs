namespace Azimuth.Cli.Terminal;

/// <summary>The three streams and what is known of them. Tests build one over buffers.</summary>
internal sealed class Terminal
{
    /// <summary>What a person or a program reads; JSON and only JSON, tables, tokens.</summary>
    public required Stream Out { get; init; }

    /// <summary>Prompts, progress, warnings, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Typed answers. Never read where no command documents it.</summary>
    public required TextReader In { get; init; }

    /// <summary>Whether stdin is a terminal.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether stdout is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether stderr is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns; 80 when not known.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether colors are wanted at all (<c>NO_COLOR</c>, <c>core.no_color</c>); a pipe never gets any.</summary>
    public bool Color { get; init; }
}
