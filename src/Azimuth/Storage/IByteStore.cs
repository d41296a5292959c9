namespace Azimuth.Storage;

/// <summary>What several programs keep in one place, be it a file, an encrypted file, or the system's keyring.</summary>
public interface IByteStore
{
    /// <summary>The file that holds it, or that tells of it; for sentences.</summary>
    string Path { get; }

    /// <summary>Whether this folder keeps something here.</summary>
    bool Exists { get; }

    /// <summary>When it was last written.</summary>
    DateTime WrittenAt { get; }

    /// <summary>The bytes as they are, without waiting for a writer; null when there is nothing.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    /// <exception cref="Protection.ProtectionException">It cannot be decrypted.</exception>
    byte[]? Read();

    /// <summary>The bytes; null when there is nothing, or when what is there is damaged and was warned about. Changes nothing.</summary>
    ValueTask<byte[]?> ReadAsync(CancellationToken cancel);

    /// <summary>Applies <paramref name="change"/> to what is there, under its lock. The same array, or null, means: no write.</summary>
    Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel);

    /// <summary>Sets aside what is damaged, as any change of it would; what is whole stays as it is.</summary>
    Task RepairAsync(CancellationToken cancel);

    /// <summary>
    /// Removes it under its lock, with what killed writers left; not when it is there and <paramref name="may"/> says no to it.
    /// </summary>
    /// <returns>Whether nothing is there any more.</returns>
    Task<bool> DeleteAsync(Func<byte[]?, bool> may, CancellationToken cancel);

    /// <summary>Refuses where a change could not be written.</summary>
    /// <exception cref="UserError">The folder or the file is read-only.</exception>
    void CheckWritable();

    /// <summary>Removes what killed writers left beside it.</summary>
    Task SweepAsync(CancellationToken cancel);
}
