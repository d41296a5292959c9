using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Windows;

/// <summary>The ways of signing in that a user of Windows has without WAM.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_device_code_signs_in_and_the_tokens_are_encrypted_by_Windows()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);

        var login = (await machine.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada)).ShouldSucceed();

        login.Texts("[].name").ShouldContain("Fabrikam Production");
        (await machine.Az.RunAsync("account get-access-token --query tokenType -o tsv")).ShouldSucceed().Stdout.Trim().ShouldBe("Bearer");
        machine["msal_token_cache.bin"].ShouldNotContain("AccessToken"); // DPAPI's bytes, not JSON
    }
}
