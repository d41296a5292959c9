using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Storage.Protection;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tokens;

/// <summary>What a <see cref="ProtectedTokenStore"/> keeps.</summary>
internal enum TokenContent
{
    /// <summary>MSAL's cache.</summary>
    Cache,

    /// <summary>What service principals sign in with.</summary>
    ServicePrincipals,
}

/// <summary>
/// One content in the place that <c>core.encrypt_token_cache</c> names: a plain file, or what the system encrypts. What lies in the
/// other place, from before the setting changed, is read too, and moved at the next write: gone from there only after the new place
/// gave it back.
/// </summary>
internal sealed class ProtectedTokenStore(ConfigFiles files, TokenProtection protection, TokenContent kind)
{
    private const int MostMoves = 5;

    // The Azure CLI names one item for both of its files. A token cache stays there, where it looks for it; service
    // principals get an item of their own, since the two would overwrite each other.
    private static readonly KeyringItem CacheItem = new(
        "my_schema_name", [("my_attr1", "foo"), ("my_attr2", "bar")], "my_service_name", "my_account_name");

    private readonly SharedFile _plain = files.Plain(PathOf(files.Folder, kind));
    private readonly bool _isLaterLayout = protection.Keyring is not null && IsLaterLayout(files.Folder, PathOf(files.Folder, kind));

    // What the system encrypts; null: nothing.
    private IByteStore? Encrypted => field ??= protection switch
    {
        { Data: { } data } => files.Encrypted(_plain.Path, data),
        { Keyring: { } keyring } => OnKeyring(keyring, _isLaterLayout),
        _ => null,
    };

    // Where another version of the Azure CLI has the system encrypt it; only emptied. Null: there is no such place.
    private IByteStore? OtherLayout => protection is { Data: null, Keyring: { } keyring } ? OnKeyring(keyring, !_isLaterLayout) : null;

    private IByteStore Home => protection.IsWanted ? Encrypted ?? _plain : _plain;

    // Looked at before it is opened: most folders have no encrypted place.
    private IByteStore? Other => !ReferenceEquals(Home, _plain) ? _plain : File.Exists(Signal(_isLaterLayout)) ? Encrypted : null;

    private (IByteStore First, IByteStore? Second) Readable => (Home, Other) switch
    {
        // Who chose the later layout moves nothing when the setting changes: of two places the one that was written last counts, and
        // what the other holds is not brought back.
        (var home, { Exists: true } other) when _isLaterLayout && home.Exists =>
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
        return here is null ? there : there is null ? here : Merge(here, there, second!.WrittenAt > first.WrittenAt);
    }

    /// <summary>
    /// Applies <paramref name="change"/>, after what lies in the other place was moved. Where the system does not encrypt
    /// now, the plain file takes it, and the user is told: a sign-in that is lost is worse.
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
        catch (ProtectionException failure) when (!ReferenceEquals(home, _plain))
        {
            files.Warn($"Tokens cannot be encrypted: {failure.Message}. Until they can, they are kept unencrypted in '{_plain.Path}', "
                + "which only you can read."
                + (failure.Advice is { } advice ? $" {advice}" : ""));
            await _plain.UpdateAsync(change, cancel);
        }
    }

    /// <summary>Refuses where a change could not be written.</summary>
    /// <exception cref="UserError">The folder or the file is read-only.</exception>
    public void CheckWritable() => Home.CheckWritable();

    /// <summary>
    /// Applies <paramref name="change"/> wherever there is something, and leaves no writer's remains: nothing is moved to be forgotten.
    /// </summary>
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
            if (_isLaterLayout && current.Exists && place.WrittenAt > current.WrittenAt)
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
            throw new UserError($"The tokens were not moved: {failure.Message}.", failure.Advice, cause: failure);
        }
    }

    private IEnumerable<IByteStore> Places =>
        Encrypted is null ? [_plain] : OtherLayout is null ? [_plain, Encrypted] : [_plain, Encrypted, OtherLayout];

    private async Task MoveAsync(IByteStore from, IByteStore to, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MostMoves; attempt++)
        {
            await from.RepairAsync(cancel); // damaged, it is kept aside before it goes
            var content = await from.ReadAsync(cancel);
            if (content is not null)
            {
                var isNewer = attempt > 0 || from.WrittenAt > to.WrittenAt; // it was written since, whatever the times say
                if (_isLaterLayout && to.Read() is { } old && !ReferenceEquals(Merge(content, old, isNewer: false), content))
                {
                    files.Warn($"'{to.Path}' had older accounts or tokens than '{from.Path}'. It now has both. "
                        + "To sign out of all accounts, run: az account clear");
                }

                await to.UpdateAsync(here => here is null ? content : Merge(here, content, isNewer), cancel);
                if (to.Read() is not { } back || !ReferenceEquals(Merge(back, content, isNewer: false), back))
                {
                    throw new UserError(
                        $"The content of '{from.Path}' was stored in '{to.Path}' but cannot be read back from there. It stays in "
                            + $"'{from.Path}'.",
                        "To sign out of all accounts, run: az account clear");
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
            files.Warn($"The tokens of '{place.Path}' cannot be read: {failure.Message}."
                + (failure.Advice is { } advice ? $" {advice}" : ""));
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
            files.Warn(
                $"The tokens of '{place.Path}' could not be removed and may still be usable: {failure.Message}. Fix that, and run the "
                    + "command again.");
            return false;
        }
    }

    private static string PathOf(ConfigFolder folder, TokenContent kind) =>
        kind == TokenContent.Cache ? folder.TokenCache : folder.ServicePrincipals;

    // Whether the layout of the Azure CLI after 2.91 was written last. One of its two files stands for both.
    private static bool IsLaterLayout(ConfigFolder folder, string path)
    {
        var (earlier, later) = (ConfigFolder.EncryptedOf(path), ConfigFolder.SignalOf(path));
        return (File.Exists(later) || (path != folder.TokenCache && File.Exists(ConfigFolder.SignalOf(folder.TokenCache))))
            && (!File.Exists(earlier) || File.GetLastWriteTimeUtc(earlier) <= File.GetLastWriteTimeUtc(later));
    }

    private string Signal(bool isLater) => isLater ? ConfigFolder.SignalOf(_plain.Path) : ConfigFolder.EncryptedOf(_plain.Path);

    // The Azure CLI after 2.91 has two items (Azure/azure-cli pull request 33849), each told of by a file of its own.
    private KeyringByteStore OnKeyring(IKeyring keyring, bool isLater) => (kind, isLater) switch
    {
        (TokenContent.Cache, true) => files.OnKeyring(Signal(isLater), LaterItem("Token cache"), keyring, JsonIntegrity.CheckObject),
        (TokenContent.Cache, false) =>
            files.OnKeyring(Signal(isLater), CacheItem, keyring, JsonIntegrity.CheckObject, foreign => KeepPrincipals(keyring, foreign)),
        (_, true) => files.OnKeyring(Signal(isLater), LaterItem("Secret store"), keyring, JsonIntegrity.CheckArray),
        _ => files.OnKeyring(Signal(isLater), PrincipalsItem, keyring, JsonIntegrity.CheckArray, inherited: CacheItem),
    };

    private static KeyringItem LaterItem(string type) => new("Microsoft Azure CLI", [("type", type)], "Microsoft Azure CLI", type);

    private KeyringItem PrincipalsItem => new(
        "azimuth.service_principal_entries", [("folder", files.Folder.Root)], "azimuth.service_principal_entries", files.Folder.Root);

    // The Azure CLI put them where the token cache belongs. Out of there before the cache goes in.
    private void KeepPrincipals(IKeyring keyring, byte[] foreign)
    {
        if (JsonIntegrity.CheckArray(foreign).Kind == FileIntegrityKind.Intact)
        {
            keyring.Put(
                PrincipalsItem,
                keyring.Find(PrincipalsItem) is { } ours ? ServicePrincipalFile.Merge(ours, foreign, isNewer: false) : foreign);
        }
    }

    // Brings the second into the first; the first itself when it holds all of it already.
    private byte[] Merge(byte[] here, byte[] there, bool isNewer) =>
        kind == TokenContent.Cache ? UnifiedCache.Merge(here, there, isNewer) : ServicePrincipalFile.Merge(here, there, isNewer);
}
