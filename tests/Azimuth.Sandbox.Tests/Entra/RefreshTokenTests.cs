using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra;

public sealed class RefreshTokenTests
{
    [Fact]
    public async Task A_refresh_token_is_good_for_every_tenant_of_the_person_and_client_info_stays_home()
    {
        await using var sandbox = await Running.StartAsync();
        var home = await sandbox.SignInAsync();

        var guest = (await sandbox.RefreshAsync(home, Running.Fabrikam)).Json;

        var token = new JsonWebToken($"{guest["access_token"]}");
        token.GetPayloadValue<string>("tid").ShouldBe(Running.Fabrikam);
        token.GetPayloadValue<string>("oid").ShouldNotBe(new JsonWebToken($"{home["access_token"]}").GetPayloadValue<string>("oid"));
        token.Issuer.ShouldBe($"{sandbox.Ready.SignIn}/{Running.Fabrikam}/");
        token.GetPayloadValue<bool>("azimuth_sandbox").ShouldBeTrue();
        $"{guest["client_info"]}".ShouldBe($"{home["client_info"]}");
    }

    [Fact]
    public async Task Each_redemption_gives_a_new_one_and_the_old_one_stays_good()
    {
        await using var sandbox = await Running.StartAsync();
        var first = await sandbox.SignInAsync();

        var second = (await sandbox.RefreshAsync(first)).Json;

        $"{second["refresh_token"]}".ShouldNotBe($"{first["refresh_token"]}");
        (await sandbox.RefreshAsync(first)).Status.ShouldBe(200);
        (await sandbox.RefreshAsync(second)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_restart_loses_nobodys_sign_in_and_keeps_the_ports()
    {
        var state = Directory.CreateTempSubdirectory("az-sandbox-test-").FullName;
        JsonObject tokens;
        string signIn, keyBefore;
        await using (var before = await Running.StartAsync(state: state))
        {
            (
                tokens,
                signIn,
                keyBefore) = (
                    await before.SignInAsync(),
                    before.Ready.SignIn,
                    await File.ReadAllTextAsync(before.Ready.ControlKeyFile, TestContext.Current.CancellationToken));
        }

        await using (var after = await Running.StartAsync(state: state))
        {
            after.Ready.SignIn.ShouldBe(signIn);
            (await after.RefreshAsync(tokens)).Status.ShouldBe(200);
            (await after.ArmAsync("/tenants?api-version=2022-12-01", $"{tokens["access_token"]}")).Status.ShouldBe(200);
            (await File.ReadAllTextAsync(after.Ready.ControlKeyFile, TestContext.Current.CancellationToken)).ShouldNotBe(keyBefore);
        }

        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task A_tenant_that_demands_mfa_refuses_a_sign_in_without_it_in_the_recorded_words()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        var answer = await sandbox.RefreshAsync(tokens, Running.Woodgrove);

        answer.ShouldBeRefused(50076, "invalid_grant");
        $"{answer.Json["suberror"]}".ShouldBe("basic_action");
        $"{answer.Json["error_description"]}".ShouldStartWith(
            "AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use "
                + "multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'. Trace ID: ");
        (await sandbox.RefreshAsync(await sandbox.SignInAsync(Running.Grace), Running.Woodgrove)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_revoked_person_starts_anew_and_arm_wants_a_newer_token()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var answersChallenges = (await sandbox.RefreshAsync(tokens, claims: Running.Cp1)).Json;

        await sandbox.PostControlAsync($"users/{Running.Ada}/revoke");

        (await sandbox.RefreshAsync(tokens)).ShouldBeRefused(50173, "invalid_grant");
        // without CP1, until it ends
        (await sandbox.ArmAsync("/tenants?api-version=2022-12-01", $"{tokens["access_token"]}")).Status.ShouldBe(200);
        var arm = await sandbox.ArmAsync("/tenants?api-version=2022-12-01", $"{answersChallenges["access_token"]}");
        arm.Status.ShouldBe(401);
        arm.Headers["WWW-Authenticate"].ShouldContain("error=\"insufficient_claims\", claims=\"");
        var fresh = await sandbox.SignInAsync();
        (await sandbox.ArmAsync("/tenants?api-version=2022-12-01", $"{fresh["access_token"]}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Ninety_days_without_use_end_it()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        await sandbox.PostControlAsync("clock", $$"""{"advanceSeconds":{{90 * 24 * 3600}}}""");

        (await sandbox.RefreshAsync(tokens)).ShouldBeRefused(700082, "invalid_grant");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.AAAA")]
    [InlineData("1.not base64!")]
    public async Task What_was_not_sealed_here_is_no_token(string damaged)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.TokenAsync(
            "organizations", ("grant_type", "refresh_token"), ("client_id", Running.AzureCli), ("refresh_token", damaged));

        answer.ShouldBeRefused(damaged == "" ? 900144 : 70000, damaged == "" ? "invalid_request" : "invalid_grant");
    }

    [Fact]
    public async Task A_tenant_that_does_not_know_the_person_refuses()
    {
        await using var sandbox = await Running.StartAsync("""
            {"version":1,
             "tenants":[{"id":"11111111-1111-1111-1111-000000000001","name":"Contoso","domains":["contoso.onmicrosoft.com"]},
                        {"id":"11111111-1111-1111-1111-000000000002","name":"Fabrikam","domains":["fabrikam.onmicrosoft.com"]}],
             "users":[{"userName":"ada@contoso.onmicrosoft.com","id":"22222222-2222-2222-2222-000000000001","password":"x"}]}
            """);

        (await sandbox.RefreshAsync(await sandbox.SignInAsync(), Running.Fabrikam)).ShouldBeRefused(50020, "invalid_grant");
    }
}
