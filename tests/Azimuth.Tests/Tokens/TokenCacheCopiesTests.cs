using Azimuth.Tests.Tokens.Fixtures;

namespace Azimuth.Tests.Tokens;

/// <summary>Copies of damaged token files: what was set aside may still sign in, and goes with the sign-out.</summary>
public sealed class TokenCacheCopiesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_out_removes_the_copies_of_a_file_and_of_what_its_link_leads_to(bool isOfAll)
    {
        using var wallet = new CacheFixture("{}");
        var real = Path.Combine(wallet.Folder.Root, "elsewhere.json");
        File.Move(wallet.Folder.TokenCache, real);
        File.CreateSymbolicLink(wallet.Folder.TokenCache, real);
        Directory.CreateDirectory(wallet.Folder.Quarantine);
        string[] names = ["msal_token_cache.json", "elsewhere.json", "msal_token_cache.bin", "service_principal_entries.json"];
        foreach (var name in names.Append("azureProfile.json"))
        {
            File.WriteAllText(Path.Combine(wallet.Folder.Quarantine, $"{name}.20260101T000000.000Z.0a1b2c3d"), "kept");
        }

        if (isOfAll)
        {
            await wallet.Open().ForgetAllAsync(Cancel);
        }
        else
        {
            await wallet.Open().ForgetAsync(CacheFixture.Ada, Cancel);
        }

        Path.GetFileName(Directory.GetFiles(wallet.Folder.Quarantine).ShouldHaveSingleItem()).ShouldStartWith("azureProfile.json.");
    }
}
