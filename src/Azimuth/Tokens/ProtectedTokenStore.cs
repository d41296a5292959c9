using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Storage.Protection;

namespace Azimuth.Tokens;

/// <summary>The places of a config folder that may hold tokens or credentials, under the names that the Azure CLI gives them.</summary>
/// <param name="folder">Whose.</param>
/// <param name="locks">Takes the locks that msal_extensions takes.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="warn">Says one sentence to the person.</param>
/// <param name="protection">Whether they are encrypted.</param>
internal sealed class ProtectedTokenStore(ConfigFolder folder, FileLocks locks, TimeProvider time, Action<string> warn, TokenProtection protection)
{
    // The Azure CLI names one item for both of its files. A token cache stays there, where it looks for it; service
    // principals get an item of their own, since the two would overwrite each other.
    private static readonly KeyringItem CacheItem = new("my_schema_name", [("my_attr1", "foo"), ("my_attr2", "bar")], "my_service_name", "my_account_name");

    // What the Azure CLI after 2.91 names its two items (Azure/azure-cli pull request 33849), each told of by a file of its own.
    private static readonly KeyringItem LaterCacheItem = LaterItem("Token cache");
    private static readonly KeyringItem LaterPrincipalsItem = LaterItem("Secret store");

    private KeyringItem PrincipalsItem => new(
        "azimuth.service_principal_entries", [("folder", folder.Root)], "azimuth.service_principal_entries", folder.Root);

    /// <summary>The token cache.</summary>
    public MigratingByteStore Cache => Of(
        Plain(folder.TokenCache, Nothing),
        Protected(folder.TokenCache, Nothing, IsObject, CacheItem, KeepPrincipals, null),
        Later(folder.TokenCache, IsObject, LaterCacheItem),
        UnifiedCache.Merge);

    /// <summary>What service principals sign in with.</summary>
    public MigratingByteStore Principals => Of(
        Plain(folder.ServicePrincipals, Nobody),
        Protected(folder.ServicePrincipals, Nobody, IsArray, PrincipalsItem, null, CacheItem),
        Later(folder.ServicePrincipals, IsArray, LaterPrincipalsItem),
        ServicePrincipalFile.Merge);

    /// <summary>The empty file by which the Azure CLI after 2.91 tells that the keyring holds this.</summary>
    public static string SignalOf(string path) => Path.ChangeExtension(path, ".sig");

    /// <summary>Lets go of copies that were set aside: all of them, or those that are too old or too many.</summary>
    public void ForgetCopies(bool all)
    {
        foreach (var path in (ReadOnlySpan<string>)[folder.TokenCache, Hidden(folder.TokenCache), folder.ServicePrincipals, Hidden(folder.ServicePrincipals)])
        {
            if (all)
            {
                Quarantine.Remove(path, folder.Aside);
            }
            else
            {
                Quarantine.LetGo(path, folder.Aside, time);
            }
        }
    }

    /// <summary>Removes what others left of tokens and the authority's answers: the Azure CLI's MSAL, and the Azure CLI before it.</summary>
    public async Task ForgetLeftoversAsync(CancellationToken cancel)
    {
        await ForgetAsync(folder.HttpCache, cancel);
        await ForgetAsync(folder.EarlierTokens, cancel);
    }

    /// <summary>The files of these places among the config folder's files.</summary>
    public static IEnumerable<FileDescription> EntriesOf(ConfigFolder folder, TokenProtection protection) =>
    [
        PlainEntry(folder.TokenCache, Nothing),
        HiddenEntry(folder.TokenCache, Nothing, protection),
        PlainEntry(folder.ServicePrincipals, Nobody),
        HiddenEntry(folder.ServicePrincipals, Nobody, protection),
        .. protection.Keyring is null ? (ReadOnlySpan<FileDescription>)[] : [SignalEntry(SignalOf(folder.TokenCache)), SignalEntry(SignalOf(folder.ServicePrincipals))],
    ];

    private async Task ForgetAsync(string path, CancellationToken cancel)
    {
        try
        {
            if (File.Exists(path))
            {
                Ownership.CheckToWrite(path);
                if (new FileInfo(path).LinkTarget is null)
                {
                    File.Delete(path);
                }
                else
                {
                    await AtomicFile.ReplaceAsync(path, ReadOnlyMemory<byte>.Empty, folder.Aside, time, cancel); // nothing is removed behind a link
                }
            }
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(path, failure);
        }
    }

    private static byte[] Nothing => [.. "{}"u8];

    private static byte[] Nobody => [.. "[]"u8];

    private static FileDescription PlainEntry(string path, byte[] blank) => new(path, $"{path}.lockfile", JsonIntegrity.CheckTexts, () => blank, IsSecret: true);

    // Where the system keeps the content, or does not encrypt, the file only tells of it, and nothing in it can be damaged.
    private static FileDescription HiddenEntry(string path, byte[] blank, TokenProtection protection) => protection.Data is { } data
        ? new(Hidden(path), $"{Hidden(path)}.lockfile", EncryptedFile.Check(data, JsonIntegrity.CheckTexts), () => data.Protect(blank), IsSecret: true)
        : SignalEntry(Hidden(path));

    private static FileDescription SignalEntry(string path) => new(path, $"{path}.lockfile", static _ => new(FileIntegrityKind.Intact), static () => [], IsSecret: true);

    private static KeyringItem LaterItem(string type) => new("Microsoft Azure CLI", [("type", type)], "Microsoft Azure CLI", type);

    // The folder has the layout that was written last.
    private MigratingByteStore Of(IByteStore plain, IByteStore? hidden, KeyringByteStore? later, Merger merge)
    {
        var cacheSignal = SignalOf(folder.TokenCache);
        var isLater = later is not null && hidden is not null
            && (later.Exists || (later.Path != cacheSignal && File.Exists(cacheSignal))) && (!hidden.Exists || hidden.WrittenAt <= later.WrittenAt);
        return isLater
            ? new(plain, later, hidden, protection, merge, warn) { IsLaterLayout = true }
            : new(plain, hidden, later, protection, merge, warn);
    }

    private KeyringByteStore? Later(string path, Func<ReadOnlyMemory<byte>, FileIntegrity> judge, KeyringItem item) =>
        protection.Keyring is { } keyring ? new(SignalOf(path), item, keyring, judge, null, null, locks, time, warn) : null;

    private SharedFile Plain(string path, byte[] blank) => new(PlainEntry(path, blank), folder.Aside, locks, time, warn);

    private IByteStore? Protected(string path, byte[] blank, Func<ReadOnlyMemory<byte>, FileIntegrity> judge, KeyringItem item, Action<byte[]>? displaced, KeyringItem? inherited)
    {
        var hidden = Hidden(path);
        return protection switch
        {
            { Data: { } data } => new EncryptedFile(new SharedFile(HiddenEntry(path, blank, protection), folder.Aside, locks, time, warn), data),
            { Keyring: { } keyring } => new KeyringByteStore(hidden, item, keyring, judge, displaced, inherited, locks, time, warn),
            _ => null,
        };
    }

    // The Azure CLI put them where the token cache belongs. Out of there before the cache goes in.
    private void KeepPrincipals(byte[] foreign)
    {
        if (protection.Keyring is { } keyring && IsArray(foreign).Kind == FileIntegrityKind.Intact)
        {
            keyring.Put(PrincipalsItem, keyring.Find(PrincipalsItem) is { } ours ? ServicePrincipalFile.Merge(ours, foreign, isNewer: false) : foreign);
        }
    }

    private static string Hidden(string path) => Path.ChangeExtension(path, ".bin");

    private static FileIntegrity IsObject(ReadOnlyMemory<byte> content) => Starts(content, JsonTokenType.StartObject);

    private static FileIntegrity IsArray(ReadOnlyMemory<byte> content) => Starts(content, JsonTokenType.StartArray);

    private static FileIntegrity Starts(ReadOnlyMemory<byte> content, JsonTokenType with)
    {
        var verdict = JsonIntegrity.CheckTexts(content);
        if (verdict.Kind != FileIntegrityKind.Intact)
        {
            return verdict;
        }

        var reader = new Utf8JsonReader(content.WithoutMark.Span);
        return reader.Read() && reader.TokenType == with ? verdict : new(FileIntegrityKind.Damaged);
    }
}
