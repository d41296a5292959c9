namespace Azimuth.Storage;

/// <summary>What a format says of a file's bytes.</summary>
/// <param name="Kind">Whole, unfinished, or worse.</param>
/// <param name="WholeLength">For <see cref="VerdictKind.Followed"/>: how many bytes the complete value takes.</param>
public readonly record struct Verdict(VerdictKind Kind, int WholeLength = 0);

/// <summary>The kinds of <see cref="Verdict"/>.</summary>
public enum VerdictKind
{
    /// <summary>One complete value.</summary>
    Whole,

    /// <summary>Empty, or cut short: a writer that does not write in one step may be at work.</summary>
    Unfinished,

    /// <summary>A complete value, and the tail of an older, longer one.</summary>
    Followed,

    /// <summary>Anything else.</summary>
    Damaged,
}
