using Azimuth.Storage.FileSystem;

namespace Azimuth.Storage.Protection;

/// <summary>
/// An item of the keyring, and the file that tells of it: empty, touched at each write, as msal_extensions does it, so
/// that others see by its time when to read again. The keyring is the user's, the file is the folder's.
/// </summary>
/// <param name="signal">The file that tells of it.</param>
/// <param name="item">Where the content is.</param>
/// <param name="keyring">The system's.</param>
/// <param name="check">The format's word on the content; what is not intact counts as nothing.</param>
/// <param name="folder">Takes the lock beside the file, and says when it is written.</param>
internal sealed class KeyringByteStore(
    FileDescription signal, KeyringItem item, IKeyring keyring, Func<ReadOnlyMemory<byte>, FileIntegrity> check,
    SharedFolder folder) : IByteStore
{
    /// <summary>Is given what is about to be written over though it is none of ours; null: it is lost.</summary>
    public Action<byte[]>? Displaced { get; init; }

    /// <summary>Where the content may be as well, put there by another program.</summary>
    public KeyringItem? Inherited { get; init; }

    public string Path => signal.Path;

    public bool Exists => File.Exists(Path);

    public DateTime WrittenAt => File.GetLastWriteTimeUtc(Path);

    public byte[]? Read() => Exists ? Find() : null;

    public ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var content = Read();
        if (content is null && Exists)
        {
            folder.Warn(
                $"The content of '{Path}' is not in the keyring. It was removed there, or this is another keyring. To sign in again, run: "
                    + "az login");
        }

        return new(content);
    }

    public Task RepairAsync(CancellationToken cancel) => Task.CompletedTask; // what is not whole in a keyring counts as nothing

    // Read also without the file: what another folder's commands put into the keyring must not be lost.
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        CheckWritable();
        await using var held = await folder.Locks.TakeAsync(signal.LockFile, cancel);
        var before = Find();
        var after = change(before);
        if (after is null || (ReferenceEquals(before, after) && Exists))
        {
            return;
        }

        if (before is null && Displaced is not null && keyring.Find(item) is { } foreign)
        {
            Displaced(foreign);
        }

        keyring.Put(item, after);
        if (keyring.Find(item) is not { } back || !back.AsSpan().SequenceEqual(after))
        {
            throw new ProtectionException("the keyring does not return what was stored in it");
        }

        if (Inherited is not null && Whole(Inherited) is not null)
        {
            keyring.Remove(Inherited); // it is in its own place now; left there, it would come back after a sign-out
        }

        Touch();
    }

    public async Task<bool> DeleteAsync(Func<byte[]?, bool> may, CancellationToken cancel)
    {
        Ownership.CheckToWrite(Path);
        await using var held = await folder.Locks.TakeAsync(signal.LockFile, cancel);
        if (Find() is { } content && !may(content))
        {
            return false;
        }

        keyring.Remove(item);
        AtomicFile.Remove(Path);
        return true;
    }

    public void CheckWritable() => Ownership.CheckWritable(Path);

    public Task SweepAsync(CancellationToken cancel) => Task.CompletedTask; // a keyring leaves nothing beside it

    private byte[]? Find() => Whole(item) ?? (Inherited is null ? null : Whole(Inherited));

    private byte[]? Whole(KeyringItem place) =>
        keyring.Find(place) is { } content && check(content).Kind == FileIntegrityKind.Intact ? content : null;

    private void Touch()
    {
        try
        {
            if (!Exists)
            {
                AtomicFile.CreateNew(Path, like: null).Dispose();
            }

            Ownership.Tighten(System.IO.Path.GetDirectoryName(Path)!);
            File.SetLastWriteTimeUtc(Path, folder.Time.GetUtcNow().UtcDateTime);
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(Path, failure);
        }
    }
}
