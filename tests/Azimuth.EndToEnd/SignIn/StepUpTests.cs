using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>A resource that wants a second factor where Resource Manager does not (Conditional Access by resource).</summary>
public sealed class StepUpTests
{
    private const string Vault = "https://vault.azure.net/.default";

    [Fact]
    public async Task A_resource_that_wants_a_second_factor_refuses_and_the_sign_in_that_is_named_opens_it_and_the_others()
    {
        await using var azure = await Sandbox.StartAsync(new Scenario
        {
            Tenants = [Contoso.Tenant],
            People = [Contoso.Ada with { GuestOf = [] }],
            ResourcesWithMfa = ["https://vault.azure.net"],
        });
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var arm = await ClaimsAsync(home, "");
        var refused = await home.Az.RunAsync($"account get-access-token --scope {Vault}");

        (arm["aud"]!.ToString(), Methods(arm)).ShouldBe(("https://management.core.windows.net/", "pwd"));
        refused.ShouldExit(1).Stderr.ShouldStartWith("ERROR: AADSTS50076: ");
        var login = refused.Stderr.Split('\n').Single(line => line.StartsWith("az login", StringComparison.Ordinal))["az ".Length..];
        login.ShouldContain($"--scope \"{Vault}\"");

        // The command is the remedy: it is run as it was printed.
        (await home.Az.RunAsync($"{login} --use-device-code", approveAs: Contoso.Ada)).ShouldSucceed();

        (await ClaimsAsync(home, ""))["aud"]!.ToString().ShouldBe("https://management.core.windows.net/");
        var vault = await ClaimsAsync(home, $" --scope {Vault}");
        (vault["aud"]!.ToString(), Methods(vault)).ShouldBe(("https://vault.azure.net", "pwd mfa"));
        (await home.Az.RunAsync("logout")).ShouldSucceed();
    }

    private static string Methods(JsonNode claims) => string.Join(' ', claims["amr"]!.AsArray().Select(each => each!.ToString()));

    private static async Task<JsonNode> ClaimsAsync(Home home, string words) => JsonNode.Parse(
        Base64Url.DecodeFromChars(
            (await home.Az.RunAsync($"account get-access-token{words}")).ShouldSucceed().Text("accessToken").Split('.')[1]))!;
}
