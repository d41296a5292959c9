using Azimuth.Configuration.Ini;
using Azimuth.Storage;
using Azimuth.Storage.FileSystem;
using Azimuth.Storage.Locks;
using Azimuth.Storage.Protection;
using Azimuth.Text;

namespace Azimuth.Configuration;

/// <summary>
/// The files of a config folder, each with its path, its lock, the check of its format and its secrecy. Made once and given to
/// whatever keeps something in the folder; a file is opened when it is first needed, and reading one takes no lock.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="locks">Makes the locks; asked at the first change.</param>
/// <param name="time">The clock of the waits and of the files' times.</param>
/// <param name="warn">Is given one sentence for the user.</param>
public sealed class ConfigFiles(ConfigFolder folder, Func<FileLocks> locks, TimeProvider time, Action<string> warn)
{
    private readonly SharedFolder _shared = new(folder.Quarantine, locks, time, warn);

    /// <summary>Where they are.</summary>
    public ConfigFolder Folder { get; } = folder;

    /// <summary>
    /// <c>azureProfile.json</c>. The Azure CLI takes no lock for it, nor for its INI files: ours is among our own processes.
    /// </summary>
    public SharedFile Profile => _shared.Open(ProfileEntry);

    /// <summary><c>config</c> (INI).</summary>
    public SharedFile Config => Ini(Folder.Config);

    /// <summary><c>clouds.config</c> (INI).</summary>
    public SharedFile Clouds => Ini(Folder.Clouds);

    /// <summary><c>azimuth/last.json</c>.</summary>
    public SharedFile LastUsedSubscriptions => _shared.Open(MapEntry(Folder.LastUsedSubscriptions));

    /// <summary><c>azimuth/accounts.json</c>.</summary>
    public SharedFile Accounts => _shared.Open(MapEntry(Folder.Accounts));

    /// <summary><c>azimuth/authorities.json</c>.</summary>
    public SharedFile Authorities => _shared.Open(MapEntry(Folder.Authorities));

    internal FileLocks Locks => _shared.Locks;

    internal TimeProvider Time => _shared.Time;

    /// <summary>An INI file: one of this folder, or of a local folder, whose lock is here too.</summary>
    internal SharedFile Ini(string path) => _shared.Open(IniEntry(path));

    /// <summary>Tokens or credentials in a plain file. Its lock is the one that msal_extensions takes.</summary>
    internal SharedFile Plain(string path) => _shared.Open(PlainEntry(path));

    /// <summary>The same content in a file that the system encrypts.</summary>
    internal EncryptedFile Encrypted(string path, IDataProtection data) => new(_shared.Open(EncryptedEntry(path, data)), data);

    /// <summary>The same content in the keyring.</summary>
    /// <param name="signal">The file that tells of it.</param>
    /// <param name="item">Where it is.</param>
    /// <param name="keyring">The system's.</param>
    /// <param name="check">The format's word on the content.</param>
    /// <param name="displaced">Is given what is about to be written over though it is none of ours; null: it is lost.</param>
    /// <param name="inherited">Where the content may be as well, put there by another program.</param>
    internal KeyringByteStore OnKeyring(
        string signal,
        KeyringItem item,
        IKeyring keyring,
        Func<ReadOnlyMemory<byte>, FileIntegrity> check,
        Action<byte[]>? displaced = null,
        KeyringItem? inherited = null) =>
        new(SignalEntry(signal), item, keyring, check, _shared) { Displaced = displaced, Inherited = inherited };

    /// <summary>Every file that a sign-in reads or writes, whether or not it exists.</summary>
    /// <param name="protection">What encrypts tokens: it alone can tell whether encrypted files are intact.</param>
    public IReadOnlyList<FileDescription> All(TokenProtection protection)
    {
        ArgumentNullException.ThrowIfNull(protection);

        return
        [
            ProfileEntry,
            .. ((string[])[Folder.TokenCache, Folder.ServicePrincipals]).SelectMany(path => TokenEntries(path, protection)),
            MapEntry(Folder.LastUsedSubscriptions),
            MapEntry(Folder.Accounts),
            MapEntry(Folder.Authorities),
            IniEntry(Folder.Config),
            IniEntry(Folder.Clouds),
        ];
    }

    /// <summary>The folders: who may write them replaces what is in them.</summary>
    public IReadOnlyList<string> Folders => [Folder.Root, Folder.Ours, Folder.Locks, Folder.Quarantine];

    /// <summary>Lock files that exist, with what killed processes left half written of them.</summary>
    public IReadOnlyList<string> LockFiles => [.. Matching(Folder.Root, "*.lockfile"), .. Matching(Folder.Locks, "*")];

    /// <summary>What killed writers left.</summary>
    public IReadOnlyList<string> Temporaries =>
        [.. Matching(Folder.Root, $"*{AtomicFile.TemporaryEnd}"), .. Matching(Folder.Ours, $"*{AtomicFile.TemporaryEnd}")];

    /// <summary>Sets aside what is damaged in one of the files, as any change of it would.</summary>
    /// <returns>What there is to say of it: nothing where the file is intact.</returns>
    public Task<IReadOnlyList<string>> RepairAsync(FileDescription file, CancellationToken cancel) => _shared.RepairAsync(file, cancel);

    /// <summary>Removes what the Azure CLI's MSAL left of the authority's answers.</summary>
    internal Task RemoveHttpCacheAsync(CancellationToken cancel) => _shared.RemoveAsync(Folder.HttpCache, cancel);

    /// <summary>Removes the refresh tokens of the Azure CLI before 2.30. Its signing out does so first, whoever is signed in.</summary>
    internal Task RemoveEarlierTokensAsync(CancellationToken cancel) => _shared.RemoveAsync(Folder.EarlierTokens, cancel);

    /// <summary>Removes every copy of damaged tokens: what was set aside may still hold a good refresh token.</summary>
    internal void RemoveTokenCopies()
    {
        foreach (var path in CopiedTokens)
        {
            Quarantine.Remove(path, Folder.Quarantine);
        }
    }

    /// <summary>Removes copies of damaged tokens that are too old or too many.</summary>
    internal void TrimTokenCopies()
    {
        foreach (var path in CopiedTokens)
        {
            Quarantine.LetGo(path, Folder.Quarantine, Time);
        }
    }

    internal void Warn(string sentence) => _shared.Warn(sentence);

    /// <summary>Replaces a file that only we write and that has no lock.</summary>
    internal Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        _shared.ReplaceAsync(path, content, cancel);

    private IEnumerable<string> CopiedTokens =>
        ((string[])[Folder.TokenCache, Folder.ServicePrincipals]).SelectMany(path => (string[])[path, ConfigFolder.EncryptedOf(path)]);

    private FileDescription ProfileEntry => new(
        Folder.Profile, OwnLock(Folder.Profile), JsonIntegrity.CheckProfile,
        static () => [.. ByteOrderMark.Bytes, .. "{\"subscriptions\": []}"u8], IsSecret: false);

    private FileDescription MapEntry(string path) =>
        new(path, OwnLock(path), JsonIntegrity.CheckTexts, static () => [.. "{}\n"u8], IsSecret: false);

    // Every text is intact to INI: a line too few cannot be told from a line not written.
    private FileDescription IniEntry(string path) => new(
        path, OwnLock(path), static bytes => new(bytes.IsEmpty ? FileIntegrityKind.Truncated : FileIntegrityKind.Intact),
        static () => [], IsSecret: false)
    { Read = static path => IniFile.Read(path) };

    private FileDescription PlainEntry(string path) =>
        new(path, MsalLock(path), JsonIntegrity.CheckTexts, () => Empty(path), IsSecret: true);

    private FileDescription EncryptedEntry(string path, IDataProtection data)
    {
        var encrypted = ConfigFolder.EncryptedOf(path);
        return new(
            encrypted,
            MsalLock(encrypted),
            EncryptedFile.Check(data, JsonIntegrity.CheckTexts),
            () => data.Protect(Empty(path)),
            IsSecret: true);
    }

    // Where the keyring has the content, or nothing is encrypted, the file only tells of it, and nothing in it can be damaged.
    private static FileDescription SignalEntry(string path) =>
        new(path, MsalLock(path), static _ => new(FileIntegrityKind.Intact), static () => [], IsSecret: true);

    private IEnumerable<FileDescription> TokenEntries(string path, TokenProtection protection)
    {
        yield return PlainEntry(path);
        yield return protection.Data is { } data ? EncryptedEntry(path, data) : SignalEntry(ConfigFolder.EncryptedOf(path));
        if (protection.Keyring is not null)
        {
            yield return SignalEntry(ConfigFolder.SignalOf(path));
        }
    }

    private byte[] Empty(string path) => path == Folder.TokenCache ? [.. "{}"u8] : [.. "[]"u8];

    private string OwnLock(string path) => Path.Combine(Folder.Locks, Path.GetFileName(path));

    private static string MsalLock(string path) => $"{path}.lockfile";

    private static string[] Matching(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
}
