using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>Continuous access evaluation: a user revokes all sessions by Microsoft Graph, and what was signed in notices.</summary>
public sealed class RevokedSessionsTests
{
    private const string Arm = "rest -u /subscriptions?api-version=2022-12-01";

    [Fact]
    public async Task After_revokeSignInSessions_ARM_challenges_the_token_and_a_sign_in_is_what_helps()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Text("accessToken").Split('.')[1]))!["xms_cc"]!
            .ToJsonString().ShouldBe("""["CP1"]""");
        (await home.Az.RunAsync(Arm)).ShouldSucceed();

        var revoked = await home.Az.RunAsync(
            $"rest -m POST -u {azure.SignIn}/graph/v1.0/me/revokeSignInSessions --resource https://graph.microsoft.com/ --query value");

        revoked.ShouldSucceed().Stdout.ShouldBe("true\n");
        (await home.Az.RunAsync("account get-access-token"))
            .ShouldSucceed().Stdout
            .ShouldBe(token.Stdout, "a cached token is answered without a server");
        var refused = (await home.Az.RunAsync(Arm)).ShouldExit(1);
        refused.Stderr.ShouldContain("\nAADSTS50173: ");
        refused.Stderr.ShouldContain("\naz login ");
        (await home.Az.RunAsync("account list --refresh -o none")).Stderr.ShouldContain("AADSTS50173");
        await home.Az.SignInAsync(Contoso.Ada);
        (await home.Az.RunAsync(Arm)).ShouldSucceed();
    }

    [Fact]
    public async Task Where_CP1_is_switched_off_the_token_is_good_until_it_ends()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["AZURE_IDENTITY_DISABLE_CP1"] = "";
        await home.Az.SignInAsync(Contoso.Ada);

        await azure.Control.RevokeAsync(Contoso.Ada);

        (await home.Az.RunAsync(Arm)).ShouldSucceed();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldExit(1)
            .Stderr.ShouldContain("AADSTS50173");
    }
}
