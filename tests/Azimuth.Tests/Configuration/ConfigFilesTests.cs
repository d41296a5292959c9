using Azimuth.Accounts;
using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Tests.Storage.Protection;

namespace Azimuth.Tests.Configuration;

/// <summary>The one list of a config folder's files.</summary>
public sealed class ConfigFilesTests
{
    // Names on disk: other programs, and every version of this one, know the files and their locks by them.
    private static readonly string[] Known =
    [
        "azureProfile.json azimuth/locks/azureProfile.json",
        "msal_token_cache.json msal_token_cache.json.lockfile secret",
        "msal_token_cache.bin msal_token_cache.bin.lockfile secret",
        "msal_token_cache.sig msal_token_cache.sig.lockfile secret",
        "service_principal_entries.json service_principal_entries.json.lockfile secret",
        "service_principal_entries.bin service_principal_entries.bin.lockfile secret",
        "service_principal_entries.sig service_principal_entries.sig.lockfile secret",
        "azimuth/last.json azimuth/locks/last.json",
        "azimuth/accounts.json azimuth/locks/accounts.json",
        "azimuth/authorities.json azimuth/locks/authorities.json",
        "config azimuth/locks/config",
        "clouds.config azimuth/locks/clouds.config",
    ];

    private static readonly TokenProtection OnKeyring = new(static () => false, null, new FakeKeyring());

    private static readonly TokenProtection ByData = new(static () => false, new FakeDataProtection(7), null);

    [Fact]
    public void Files_and_locks_keep_their_names()
    {
        using var folder = new TemporaryFolder();

        folder.Files(static _ => { }).All(OnKeyring)
            .Select(file => $"{In(folder, file.Path)} {In(folder, file.LockFile)}{(file.IsSecret ? " secret" : "")}")
            .ShouldBe(Known);
    }

    [Fact]
    public void What_takes_the_place_of_damage_is_intact()
    {
        using var folder = new TemporaryFolder();
        var files = folder.Files(static _ => { });

        foreach (var file in files.All(OnKeyring).Concat(files.All(ByData)).Where(file => file.Read is null))
        {
            file.Check(file.Blank()).Kind.ShouldBe(FileIntegrityKind.Intact, file.Path);
        }

        files.All(OnKeyring)[0].Blank().ShouldBe(ProfileWriter.Write(new()));
    }

    private static string In(TemporaryFolder folder, string path) => Path.GetRelativePath(folder.Root, path).Replace('\\', '/');
}
