namespace Azimuth.Storage.Protection;

/// <summary>A shared file whose bytes the system encrypts.</summary>
/// <param name="file">The file; its judge is <see cref="Check"/>, so that what cannot be decrypted is set aside.</param>
/// <param name="protection">Encrypts for this user.</param>
internal sealed class EncryptedFile(SharedFile file, IDataProtection protection) : IByteStore
{
    public string Path => file.Path;

    public bool Exists => file.Exists;

    public DateTime WrittenAt => file.WrittenAt;

    /// <summary>
    /// What <paramref name="judge"/> says of the decrypted bytes. Encrypted ones that were cut short cannot be decrypted at all.
    /// </summary>
    public static Func<ReadOnlyMemory<byte>, FileIntegrity> Check(
        IDataProtection protection, Func<ReadOnlyMemory<byte>, FileIntegrity> judge) => kept =>
    {
        if (kept.IsEmpty)
        {
            return new(FileIntegrityKind.Truncated);
        }

        try
        {
            return judge(protection.Unprotect(kept.Span)).Kind == FileIntegrityKind.Intact
                ? new(FileIntegrityKind.Intact)
                : new(FileIntegrityKind.Damaged);
        }
        catch (ProtectionException failure)
        {
            return new(FileIntegrityKind.Undecryptable, Reason: failure.Message);
        }
    };

    public byte[]? Read() => Open(file.Read());

    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancel) => Open(await file.ReadAsync(cancel));

    public Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel) => file.UpdateAsync(
        kept =>
        {
            var before = Open(kept);
            var after = change(before);
            return after is null || ReferenceEquals(before, after) ? kept : protection.Protect(after);
        },
        cancel);

    public Task RepairAsync(CancellationToken cancel) => file.RepairAsync(cancel);

    public Task<bool> DeleteAsync(Func<byte[]?, bool> may, CancellationToken cancel) =>
        file.DeleteAsync(kept => may(TryOpen(kept)), cancel);

    public void CheckWritable() => file.CheckWritable();

    public Task SweepAsync(CancellationToken cancel) => file.SweepAsync(cancel);

    private byte[]? Open(byte[]? kept) => kept is null ? null : protection.Unprotect(kept);

    private byte[]? TryOpen(byte[]? kept)
    {
        try
        {
            return Open(kept);
        }
        catch (ProtectionException)
        {
            return null; // what nobody can read may go
        }
    }
}
