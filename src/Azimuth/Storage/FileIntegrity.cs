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

/// <summary>
/// What there is to know of one file that several programs read and write: its entry in the list of a config folder's files.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="LockFile">What its writers lock.</param>
/// <param name="Check">The format's word on its bytes.</param>
/// <param name="Blank">The bytes of a file that says nothing: what takes the place of damage when nothing else is to be written.</param>
/// <param name="IsSecret">Whether it holds what signs somebody in: then others may not even read it.</param>
public sealed record FileDescription(
    string Path, string LockFile, Func<ReadOnlyMemory<byte>, FileIntegrity> Check, Func<byte[]> Blank, bool IsSecret)
{
    /// <summary>
    /// Reads it as its format, where only a reader can tell what is wrong with it; refuses what its owner has to correct. Null:
    /// <see cref="Check"/> tells all.
    /// </summary>
    public Action<string>? Read { get; init; }
}
