using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>
/// What a person sees of each refusal of the catalogue (docs/protocol.md, 7.3) that a person's sign-in or renewal can
/// meet: Entra ID's code, never a stack, and where a person can mend it the command that does. (Applications' and managed
/// identities' refusals are with theirs.)
/// </summary>
public sealed class EveryRefusalTests(EveryRefusalTests.SignedIn signedIn) : IClassFixture<EveryRefusalTests.SignedIn>
{
    private static readonly string Remedy = $"az login --tenant \"{Contoso.Id}\" --scope \"https://vault.azure.net/.default\"";

    [Theory]
    [InlineData(50020, "invalid_grant", null)]
    [InlineData(50034, "invalid_grant", null)]
    [InlineData(50053, "invalid_grant", null)]
    [InlineData(50055, "invalid_grant", "user_password_expired")]
    [InlineData(50057, "invalid_grant", null)]
    [InlineData(50076, "invalid_grant", "basic_action")]
    [InlineData(50078, "invalid_grant", "basic_action")]
    [InlineData(50079, "invalid_grant", "basic_action")]
    [InlineData(50097, "interaction_required", null)]
    [InlineData(50105, "invalid_grant", null)]
    [InlineData(50158, "interaction_required", "additional_action")]
    [InlineData(50173, "invalid_grant", "bad_token")]
    [InlineData(53003, "invalid_grant", "message_only")]
    [InlineData(530003, "invalid_grant", "message_only")]
    [InlineData(65001, "invalid_grant", "consent_required")]
    [InlineData(70000, "invalid_grant", "bad_token")]
    [InlineData(70008, "invalid_grant", "token_expired")]
    [InlineData(70043, "invalid_grant", "token_expired")]
    [InlineData(700082, "invalid_grant", "bad_token")]
    public async Task A_renewal_that_a_person_can_mend_names_the_code_and_the_command(int code, string error, string? subError)
    {
        await signedIn.RefuseAsync(code, error, subError, "token");

        var asked = await signedIn.Home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        asked.ShouldExit(1).Stdout.ShouldBeEmpty();
        asked.Stderr.ShouldStartWith($"ERROR: AADSTS{code}: ");
        asked.Stderr.ShouldContain(Remedy);
    }

    [Theory]
    [InlineData(50196, "invalid_grant", 400)]
    [InlineData(500011, "invalid_resource", 400)]
    [InlineData(50059, "invalid_request", 400)]
    [InlineData(70002, "invalid_client", 401)]
    [InlineData(70003, "unsupported_grant_type", 400)]
    [InlineData(70011, "invalid_scope", 400)]
    [InlineData(700016, "unauthorized_client", 400)]
    [InlineData(700025, "invalid_client", 401)]
    [InlineData(7000112, "unauthorized_client", 400)]
    [InlineData(7000218, "invalid_client", 401)]
    [InlineData(90002, "invalid_request", 400)]
    [InlineData(90014, "invalid_request", 400)]
    [InlineData(900023, "invalid_request", 400)]
    [InlineData(9002313, "invalid_request", 400)]
    public async Task A_renewal_that_nobody_can_mend_by_signing_in_names_the_code_all_the_same(int code, string error, int status)
    {
        await signedIn.RefuseAsync(code, error, null, "token", status);

        var asked = await signedIn.Home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        asked.ShouldExit(1).Stdout.ShouldBeEmpty();
        asked.Stderr.ShouldStartWith($"ERROR: AADSTS{code}: ");
        asked.Stderr.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData(700016, "unauthorized_client", 400)]
    [InlineData(7000218, "invalid_client", 401)]
    [InlineData(70011, "invalid_scope", 400)]
    [InlineData(90002, "invalid_request", 400)]
    [InlineData(900023, "invalid_request", 400)]
    public async Task A_device_code_that_is_not_given_ends_the_sign_in_with_the_code(int code, string error, int status)
    {
        await signedIn.RefuseAsync(code, error, null, "deviceCode", status);

        var login = await signedIn.Home.Az.RunAsync("login --use-device-code");

        login.ShouldExit(1).Stderr.ShouldContain($"ERROR: AADSTS{code}: ");
        login.Stdout.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(65004, "authorization_declined")]
    [InlineData(70018, "bad_verification_code")]
    [InlineData(70019, "expired_token")]
    [InlineData(53003, "invalid_grant")]
    [InlineData(50105, "invalid_grant")]
    public async Task A_device_code_that_leads_nowhere_ends_the_sign_in_with_the_code(int code, string error)
    {
        await signedIn.RefuseAsync(code, error, null, "token");

        var login = await signedIn.Home.Az.RunAsync("login --use-device-code");

        login.ShouldExit(1).Stderr.ShouldContain($"AADSTS{code}: ");
        login.Stdout.ShouldBeEmpty();
    }

    /// <summary>Ada, signed in once for all rows.</summary>
    public sealed class SignedIn : IAsyncLifetime
    {
        private Sandbox _azure = null!;

        internal Home Home { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _azure = await Sandbox.StartAsync(Scenario.Contoso);
            Home = _azure.NewHome();
            await Home.Az.SignInAsync(Contoso.Ada);
        }

        public async ValueTask DisposeAsync()
        {
            Home.Dispose();
            await _azure.DisposeAsync();
        }

        internal Task RefuseAsync(int code, string error, string? subError, string kind, int status = 400) =>
            _azure.Control.SwitchOnAsync("fail", new()
            {
                ["code"] = code,
                ["error"] = error,
                ["subError"] = subError,
                ["status"] = status,
                ["kinds"] = new System.Text.Json.Nodes.JsonArray(kind),
                ["message"] = "No, and here is why.",
            });
    }
}
