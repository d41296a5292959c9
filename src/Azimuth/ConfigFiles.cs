using Azimuth.Accounts;
using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Tokens;

namespace Azimuth;

/// <summary>The files of a config folder that a sign-in reads or writes: each with its path, its lock, what it should be, and whether it is secret.</summary>
internal static class ConfigFiles
{
    /// <summary>All of them, whether or not they exist.</summary>
    /// <param name="folder">The config folder.</param>
    /// <param name="protection">What encrypts tokens: it alone can tell whether encrypted files are whole.</param>
    public static IReadOnlyList<FileDescription> List(ConfigFolder folder, TokenProtection protection) =>
    [
        ProfileFile.EntryOf(folder),
        .. ProtectedTokenStore.EntriesOf(folder, protection),
        LastUsedSubscriptions.EntryOf(folder),
        RememberedAccounts.EntryOf(folder),
        SignInAuthorities.EntryOf(folder),
        IniFile.EntryOf(folder.Config, folder),
        IniFile.EntryOf(folder.Clouds, folder),
    ];
}
