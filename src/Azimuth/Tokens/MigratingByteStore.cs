using Azimuth.Storage;
using Azimuth.Storage.Protection;

namespace Azimuth.Tokens;

/// <summary>
/// One content in the place that <c>core.encrypt_token_cache</c> names. What lies in the other place, from before the
/// setting changed, is read too, and moved at the next write: gone from there only after the new place gave it back.
/// </summary>
/// <param name="plain">A file.</param>
/// <param name="hidden">What the system encrypts; null: nothing.</param>
/// <param name="left">Where another version of the Azure CLI has the system encrypt it; only emptied. Null: there is no such place.</param>
/// <param name="protection">Which of the first two is wanted.</param>
/// <param name="merge">Brings the second into the first; the first itself when there is nothing to bring. The flag says which is newer.</param>
/// <param name="warn">Says one sentence to the person.</param>
internal sealed class MigratingByteStore(
    IByteStore plain, IByteStore? hidden, IByteStore? left, TokenProtection protection, Merger merge, Action<string> warn)
{
    private const int MostMoves = 5;

    /// <summary>
    /// Whether a later Azure CLI chose the place, which moves nothing when the setting changes: of two places the one that was
    /// written last counts, and what the other holds is not brought back.
    /// </summary>
    public bool IsLaterLayout { get; init; }

    /// <summary>Whether there is anything, in either place.</summary>
    public bool Exists => plain.Exists || hidden is { Exists: true };

    private IByteStore Home => protection.IsWanted && hidden is not null ? hidden : plain;

    private IByteStore? Other => ReferenceEquals(Home, plain) ? hidden : plain;

    private (IByteStore First, IByteStore? Second) Readable => (Home, Other) switch
    {
        (var home, { Exists: true } other) when IsLaterLayout && home.Exists =>
            home.WrittenAt >= other.WrittenAt ? (home, null) : (other, null),
        var both => both,
    };

    // What is to be moved to its home, if anything.
    private IByteStore? Misplaced
    {
        get
        {
            var (first, second) = Readable;
            return !ReferenceEquals(first, Home) ? first : second is { Exists: true } ? second : null;
        }
    }

    /// <summary>The bytes as they are, from one place, without waiting for a writer: for who looks for one token and no more.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    /// <exception cref="ProtectionException">It cannot be decrypted.</exception>
    public byte[]? Read()
    {
        var (first, second) = Readable;
        byte[]? here;
        try
        {
            here = first.Read();
        }
        catch (ProtectionException) when (second is { Exists: true })
        {
            here = null;
        }

        return here ?? second?.Read();
    }

    /// <summary>All that is there, in both places. What cannot be decrypted is said, and counts as nothing.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        var (first, second) = Readable;
        var here = await TryReadAsync(first, cancel);
        var there = second is { Exists: true } ? await TryReadAsync(second, cancel) : null;
        return here is null ? there : there is null ? here : merge(here, there, second!.WrittenAt > first.WrittenAt);
    }

    /// <summary>
    /// Applies <paramref name="change"/>, after what lies in the other place was moved. Where the system does not encrypt
    /// now, the plain file takes it, and the person is told: a sign-in that is lost helps nobody.
    /// </summary>
    public async Task UpdateAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        var home = Home;
        try
        {
            if (Misplaced is { } other)
            {
                await MoveAsync(other, home, cancel);
            }

            await home.UpdateAsync(change, cancel);
        }
        catch (ProtectionException failure) when (!ReferenceEquals(home, plain))
        {
            warn($"Tokens cannot be encrypted: {failure.Message}. They are kept unencrypted in '{plain.Path}', which only you can read, until they can."
                + (failure.Remedy is { } remedy ? $" To mend it: {remedy}" : ""));
            await plain.UpdateAsync(change, cancel);
        }
    }

    /// <summary>Refuses where a change could not be written.</summary>
    /// <exception cref="UserError">The folder or the file is read-only.</exception>
    public void CheckWritable() => Home.CheckWritable();

    /// <summary>Applies <paramref name="change"/> wherever there is something, and leaves no writer's remains: nothing is moved to be forgotten.</summary>
    /// <returns>Whether it changed anything, or may have to: a place could not be read.</returns>
    public async Task<bool> ForgetAsync(Func<byte[]?, byte[]?> change, CancellationToken cancel)
    {
        var changed = false;
        var current = Readable.First;
        foreach (var place in Places)
        {
            await place.SweepAsync(cancel);
            if (place.Exists)
            {
                var isDone = await TellAsync(place, () => place.UpdateAsync(Noting, cancel));
                changed |= !isDone;
            }
        }

        foreach (var place in Places)
        {
            if (IsLaterLayout && current.Exists && place.WrittenAt > current.WrittenAt)
            {
                File.SetLastWriteTimeUtc(current.Path, place.WrittenAt.AddMilliseconds(1)); // what was the newest stays the newest
            }
        }

        return changed;

        byte[]? Noting(byte[]? before)
        {
            var after = change(before);
            changed |= !ReferenceEquals(before, after);
            return after;
        }
    }

    /// <summary>Removes it from both places.</summary>
    public async Task DeleteAsync(CancellationToken cancel)
    {
        foreach (var place in Places)
        {
            await place.SweepAsync(cancel);
            if (place.Exists)
            {
                _ = await TellAsync(place, () => place.DeleteAsync(static _ => true, cancel));
            }
        }
    }

    /// <summary>Brings everything to where it is wanted, if it is not there.</summary>
    /// <exception cref="UserError">The system does not encrypt or decrypt now; it stays where it is.</exception>
    public async Task SettleAsync(CancellationToken cancel)
    {
        try
        {
            if (Misplaced is { } other)
            {
                await MoveAsync(other, Home, cancel);
            }
        }
        catch (ProtectionException failure)
        {
            throw new UserError($"The tokens stay where they are: {failure.Message}.", failure.Remedy, cause: failure);
        }
    }

    private IEnumerable<IByteStore> Places => hidden is null ? [plain] : left is null ? [plain, hidden] : [plain, hidden, left];

    private async Task MoveAsync(IByteStore from, IByteStore to, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MostMoves; attempt++)
        {
            await from.RepairAsync(cancel); // damaged, it is kept aside before it goes
            var content = await from.ReadAsync(cancel);
            if (content is not null)
            {
                var isNewer = attempt > 0 || from.WrittenAt > to.WrittenAt; // it was written since, whatever the times say
                if (IsLaterLayout && to.Read() is { } old && !ReferenceEquals(merge(content, old, isNewer: false), content))
                {
                    warn($"'{to.Path}' held accounts or tokens from before those of '{from.Path}'. It now holds both. "
                        + "To sign out of all accounts, run: az account clear");
                }

                await to.UpdateAsync(here => here is null ? content : merge(here, content, isNewer), cancel);
                if (to.Read() is not { } back || !ReferenceEquals(merge(back, content, isNewer: false), back))
                {
                    throw new UserError($"What '{from.Path}' holds was put into '{to.Path}', which does not give it back. It stays where it was.", "az account clear");
                }
            }

            // Another program may have written there meanwhile: then once more.
            if (await from.DeleteAsync(now => now is null || content is null || now.AsSpan().SequenceEqual(content), cancel))
            {
                return;
            }
        }
    }

    private async ValueTask<byte[]?> TryReadAsync(IByteStore place, CancellationToken cancel)
    {
        try
        {
            return await place.ReadAsync(cancel);
        }
        catch (ProtectionException failure)
        {
            warn($"The tokens that '{place.Path}' tells of cannot be read: {failure.Message}."
                + (failure.Remedy is { } remedy ? $" To mend it: {remedy}" : ""));
            return null;
        }
    }

    // Whether it could be done.
    private async Task<bool> TellAsync(IByteStore place, Func<Task> forget)
    {
        try
        {
            await forget();
            return true;
        }
        catch (ProtectionException failure)
        {
            warn($"What '{place.Path}' tells of could not be removed and may still sign in: {failure.Message}. Run the command again when that is mended.");
            return false;
        }
    }
}

/// <summary>Brings <paramref name="there"/> into <paramref name="here"/>.</summary>
/// <returns><paramref name="here"/> itself when it holds all of it already.</returns>
internal delegate byte[] Merger(byte[] here, byte[] there, bool isNewer);
