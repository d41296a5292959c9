using System.Runtime.InteropServices;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>Programs with MSAL share the folder: what <c>az</c> wrote, plain MSAL.NET reads in a process of its own.</summary>
public sealed class SharedCacheTests
{
    [Theory]
    [InlineData("https://management.core.windows.net//.default", "Cache")]
    [InlineData("https://vault.azure.net/.default", "IdentityProvider")]
    public async Task What_login_wrote_is_read_by_MSAL_in_another_process(string scope, string source)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var az = (await home.Az.RunAsync("account get-access-token")).Text("accessToken");

        var said = await ReadAsync(azure, home, scope);

        said[0].ShouldBe(Contoso.Ada.UserName);
        said[2].ShouldBe(source);
        (said[1] == az).ShouldBe(source == "Cache", "the very token that az hands out, or one that only its refresh token can get");
    }

    private static async Task<string[]> ReadAsync(Sandbox azure, Home home, string scope)
    {
        var program = AppContext.BaseDirectory.Replace("Azimuth.EndToEnd", "Azimuth.MsalReader", StringComparison.Ordinal);
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = home.Folder,
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
            ["SSL_CERT_FILE"] = azure.BundleFile,
        };
        string[] words = [Path.Combine(home.Config, "msal_token_cache.json"), $"{azure.SignIn}/organizations", scope];
        await using var process = NativeProcess.Start(Path.Combine(program, "Azimuth.MsalReader"), words, variables, home.WorkingFolder);
        var result = await home.Az.EndAsync(process, ["(MSAL.NET)", .. words]);
        return result.ShouldSucceed().Stdout.Split('\n');
    }
}
