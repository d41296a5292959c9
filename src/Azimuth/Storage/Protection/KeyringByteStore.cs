namespace Azimuth.Storage.Protection;

/// <summary>
/// An item of the keyring, and the file that tells of it: empty, touched at each write, as msal_extensions does it, so
/// that others see by its time when to read again. The keyring is the user's, the file is the folder's.
/// </summary>
/// <param name="path">The file that tells of it.</param>
/// <param name="item">Where the content is.</param>
/// <param name="keyring">The system's.</param>
/// <param name="judge">The format's word on the content; what is not whole counts as nothing.</param>
/// <param name="displaced">Is given what is about to be written over though it is none of ours; null: it is lost.</param>
/// <param name="inherited">Where the content may be as well, put there by another program.</param>
/// <param name="locks">Takes the lock beside the file.</param>
/// <param name="time">For the file's time.</param>
/// <param name="warn">Says one sentence to the person.</param>
internal sealed class KeyringByteStore(
    string path,
    KeyringItem item,
    IKeyring keyring,
    Func<ReadOnlyMemory<byte>, FileIntegrity> judge,
    Action<byte[]>? displaced,
    KeyringItem? inherited,
    FileLocks locks,
    TimeProvider time,
    Action<string> warn) : IByteStore
{
    public string Path => path;

    public bool Exists => File.Exists(path);

    public DateTime WrittenAt => File.GetLastWriteTimeUtc(path);

    public byte[]? Read() => Exists ? Find() : null;

    public ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var content = Read();
        if (content is null && Exists)
        {
            warn($"'{path}' says that the keyring holds its content, and the keyring does not: it was removed there, or this is another keyring.");
        }

        return new(content);
    }

    public Task RepairAsync(CancellationToken cancel) => Task.CompletedTask; // what is not whole in a keyring counts as nothing

    // Read also without the file: what another folder's commands put into the keyring must not be lost.
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        CheckWritable();
        await using var held = await locks.TakeAsync($"{path}.lockfile", cancel);
        var before = Find();
        var after = change(before);
        if (after is null || (ReferenceEquals(before, after) && Exists))
        {
            return;
        }

        if (before is null && displaced is not null && keyring.Find(item) is { } foreign)
        {
            displaced(foreign);
        }

        keyring.Put(item, after);
        if (keyring.Find(item) is not { } back || !back.AsSpan().SequenceEqual(after))
        {
            throw new ProtectionException("the keyring does not give back what was put into it");
        }

        if (inherited is not null && Whole(inherited) is not null)
        {
            keyring.Remove(inherited); // it is in its own place now; left there, it would come back after a sign-out
        }

        Touch();
    }

    public async Task<bool> DeleteAsync(Func<byte[]?, bool> may, CancellationToken cancel)
    {
        Ownership.CheckToWrite(path);
        await using var held = await locks.TakeAsync($"{path}.lockfile", cancel);
        if (Find() is { } content && !may(content))
        {
            return false;
        }

        keyring.Remove(item);
        File.Delete(path);
        return true;
    }

    public void CheckWritable() => Ownership.CheckWritable(path);

    public Task SweepAsync(CancellationToken cancel) => Task.CompletedTask; // a keyring leaves nothing beside it

    private byte[]? Find() => Whole(item) ?? (inherited is null ? null : Whole(inherited));

    private byte[]? Whole(KeyringItem place) => keyring.Find(place) is { } content && judge(content).Kind == FileIntegrityKind.Intact ? content : null;

    private void Touch()
    {
        try
        {
            if (!Exists)
            {
                AtomicFile.CreateNew(path, like: null).Dispose();
            }

            Ownership.Tighten(System.IO.Path.GetDirectoryName(path)!);
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(path, failure);
        }
    }
}
