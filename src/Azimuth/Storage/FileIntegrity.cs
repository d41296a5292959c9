namespace Azimuth.Storage;

/// <summary>What a format says of a file's bytes.</summary>
/// <param name="Kind">Whole, unfinished, or worse.</param>
/// <param name="WholeLength">For <see cref="FileIntegrityKind.TrailingBytes"/>: how many bytes the complete value takes.</param>
/// <param name="Reason">For <see cref="FileIntegrityKind.Undecryptable"/>: why.</param>
public readonly record struct FileIntegrity(FileIntegrityKind Kind, int WholeLength = 0, string? Reason = null);

/// <summary>The kinds of <see cref="FileIntegrity"/>.</summary>
public enum FileIntegrityKind
{
    /// <summary>One complete value.</summary>
    Intact,

    /// <summary>Empty, or cut short: a writer that does not write in one step may be at work.</summary>
    Truncated,

    /// <summary>A complete value, and the tail of an older, longer one.</summary>
    TrailingBytes,

    /// <summary>The system does not decrypt it: cut short by who is writing it, or never to be read again.</summary>
    Undecryptable,

    /// <summary>Anything else.</summary>
    Damaged,
}
