using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>
/// Each code of the protocol reference's catalogue (7.3) can be made to happen, and comes in the shape of 7.1. What the
/// sandbox has no reason of its own for, the switch <c>fail</c> says.
/// </summary>
public sealed partial class EveryCodeTests(EveryCodeTests.OneSandbox shared) : IClassFixture<EveryCodeTests.OneSandbox>
{
    private const string Robot = "33333333-3333-3333-3333-000000000009";
    private const string Late = "33333333-3333-3333-3333-00000000000a";
    private const string Off = "33333333-3333-3333-3333-00000000000b";
    private const string Issuer = "https://pipelines.example";

    /// <summary>How each refusal is met: the code, <c>error</c>, <c>suberror</c>, and what somebody does.</summary>
    private static readonly IReadOnlyList<Row> Rows =
    [
        new(16000, "interaction_required", null, s => s.SilentAsync(Running.Ada, Orders.Olga)),
        new(28002, "invalid_request", null, s => s.RedeemForAsync("api://orders/")),
        new(28003, "invalid_request", null, s => s.RedeemForAsync(" ")),
        new(50001, "invalid_resource", null, FailAsync(50001, "invalid_resource")),
        new(50011, "", null, s => s.PageAsync(Orders.Url(changes: ("redirect_uri", "https://evil.example/")))),
        new(50020, "invalid_grant", null, s => s.PasswordAsync(Orders.Olga, tenant: Running.Fabrikam)),
        new(50034, "invalid_grant", null, s => s.PasswordAsync("nobody@contoso.onmicrosoft.com")),
        new(50049, "invalid_instance", null, s => s.GetAsync("/common/discovery/instance?authorization_endpoint=http://x")),
        new(50053, "invalid_grant", null, s => s.PasswordAsync("locked@contoso.onmicrosoft.com")),
        new(50055, "invalid_grant", "user_password_expired", s => s.PasswordAsync("expired@contoso.onmicrosoft.com")),
        new(50056, "invalid_grant", null, s => s.PasswordAsync("fed@federated.example")),
        new(50057, "invalid_grant", null, s => s.PasswordAsync("disabled@contoso.onmicrosoft.com")),
        new(50058, "login_required", null, s => s.SilentAsync()),
        new(50059, "invalid_request", null, s => s.RobotAsync(tenant: "organizations")),
        new(50076, "invalid_grant", "basic_action", s => s.PasswordAsync("mfa@contoso.onmicrosoft.com")),
        new(50078, "invalid_grant", "basic_action", FailAsync(50078, "invalid_grant", "basic_action")),
        new(50079, "invalid_grant", "basic_action", s => s.PasswordAsync("new@contoso.onmicrosoft.com")),
        new(50097, "invalid_grant", "additional_action", s => s.PolicyAsync("registeredDevice")),
        new(50105, "invalid_grant", null, s => s.PasswordAsync(Orders.Olga, scope: "api://orders/.default")),
        new(50126, "invalid_grant", null, s => s.PasswordAsync(Running.Ada, "wrong")),
        new(50158, "invalid_grant", "additional_action", s => s.PolicyAsync("externalChallenge")),
        new(50173, "invalid_grant", "bad_token", s => s.RevokedAsync()),
        new(50196, "invalid_grant", null, FailAsync(50196, "invalid_grant")),
        new(500011, "invalid_resource", null, s => s.PasswordAsync(Running.Ada, scope: "https://nowhere.example/.default")),
        new(501481, "invalid_grant", null, s => s.RedeemWithAsync(("code_verifier", "another-verifier-of-a-sufficient-length-000000"))),
        new(53003, "invalid_grant", "message_only", s => s.PolicyAsync("block")),
        new(530003, "invalid_grant", "message_only", s => s.PolicyAsync("managedDevice")),
        new(54005, "invalid_grant", null, s => s.RedeemTwiceAsync()),
        new(65001, "invalid_grant", "consent_required", s => s.PasswordAsync(Running.Ada, client: Orders.Desktop)),
        new(65004, "access_denied", null, s => s.CancelAsync()),
        new(70000, "invalid_grant", "bad_token", s => s.TokenAsync("organizations", ("grant_type", "refresh_token"), ("client_id", Running.AzureCli), ("refresh_token", "1.AAAA"))),
        new(70002, "invalid_client", null, FailAsync(70002, "invalid_client")),
        new(70003, "unsupported_grant_type", null, s => s.TokenAsync("organizations", ("grant_type", "magic"), ("client_id", Running.AzureCli))),
        new(70008, "invalid_grant", "token_expired", s => s.RedeemLateAsync()),
        new(70011, "invalid_scope", null, s => s.PasswordAsync(Running.Ada, scope: "https://vault.azure.net/")),
        new(70016, "authorization_pending", null, async s => await s.PollAsync($"{(await s.StartDeviceCodeAsync()).Json["device_code"]}")),
        new(70018, "bad_verification_code", null, s => s.PollAsync("AAAA")),
        new(70019, "expired_token", null, s => s.PollLateAsync()),
        new(70043, "invalid_grant", "token_expired", s => s.TooOldAsync()),
        new(700016, "unauthorized_client", null, s => s.PasswordAsync(Running.Ada, client: "00000000-0000-0000-0000-000000000009")),
        new(700024, "invalid_client", null, s => s.RobotAsync(s.SignedByRobot(ends: -3600))),
        new(700025, "invalid_client", null, s => s.PasswordAsync(Running.Ada, more: ("client_secret", "x"))),
        new(700027, "invalid_client", null, s => s.RobotAsync(s.SignedByRobot(thumbprint: "AAAA"))),
        new(700030, "invalid_client", null, s => s.RobotAsync(s.SignedByRobot(thumbprint: "AAAA", chain: true))),
        new(700082, "invalid_grant", "bad_token", s => s.UnusedAsync()),
        new(700211, "invalid_client", null, s => s.PipelineAsync("https://elsewhere.example", "me", "api://AzureADTokenExchange")),
        new(700212, "invalid_client", null, s => s.PipelineAsync(Issuer, "me", "api://else")),
        new(700213, "invalid_client", null, s => s.PipelineAsync(Issuer, "you", "api://AzureADTokenExchange")),
        new(7000112, "unauthorized_client", null, s => s.PasswordAsync(Running.Ada, client: Off)),
        new(7000215, "invalid_client", null, s => s.RobotAsync(("client_secret", "wrong"))),
        new(7000218, "invalid_client", null, s => s.RobotAsync(("unknown", ""))),
        new(7000222, "invalid_client", null, s => s.RobotAsync(client: Late, proof: ("client_secret", "late"))),
        new(90002, "invalid_request", null, s => s.PasswordAsync(Running.Ada, tenant: "nosuch.test")),
        new(90014, "invalid_request", null, FailAsync(90014, "invalid_request")),
        new(900144, "invalid_request", null, s => s.TokenAsync("organizations", ("client_id", Running.AzureCli))),
        new(900023, "invalid_request", null, s => s.PasswordAsync(Running.Ada, tenant: "no_tenant!")),
        new(9001023, "invalid_request", null, s => s.PasswordAsync(Running.Ada, tenant: "common")),
        new(9002313, "invalid_grant", null, s => s.RedeemWithAsync(("code", "1.AAAA"))),
        new(90055, "temporarily_unavailable", null, s => s.ThrottledAsync()),
    ];

    public static TheoryData<int> Codes => [.. Rows.Select(row => row.Code)];

    private static readonly X509Certificate2 Certificate = MakeCertificate();

    private static string Scenario => Orders.Scenario(
        user: """, "passwordHint":"none" """,
        api: ""","assignmentRequired":true""",
        more: $$"""
            ,"name":"Everything"
            """)
        .Replace("\"users\":[", $$"""
            "users":[{{User("locked", "\"locked\":true")}},{{User("expired", "\"passwordExpired\":true")}},{{User("disabled", "\"disabled\":true")}},
            {{User("mfa", "\"requireMfa\":true")}},{{User("new", "\"requireMfa\":true,\"mfaRegistered\":false")}},
            {"userName":"fed@federated.example","id":"{{Guid.NewGuid()}}","password":"{{Running.Password}}"},
            """, StringComparison.Ordinal)
        .Replace("\"tenants\":[", """
            "tenants":[{"id":"11111111-1111-1111-1111-00000000000f","name":"Federated","domains":["federated.example"],"federated":true},
            """, StringComparison.Ordinal)
        .Replace("\"applications\":[", $$"""
            "applications":[
            {"clientId":"{{Robot}}","name":"Robot","certificates":[{"pem":{{JsonValue.Create(Certificate.ExportCertificatePem()).ToJsonString()}} }],"secrets":[{"value":"right"}],
             "trustedSubjects":[{"subject":"CN=somebody-else","issuer":{{JsonValue.Create(Certificate.ExportCertificatePem()).ToJsonString()}} }],
             "federatedCredentials":[{"issuer":"{{Issuer}}","subject":"me"}]},
            {"clientId":"{{Late}}","name":"Late","secrets":[{"value":"late","expires":"2001-01-01T00:00:00Z"}]},
            {"clientId":"{{Off}}","name":"Off","disabled":true},
            """, StringComparison.Ordinal);

    private static string User(string name, string more) =>
        $$"""{"userName":"{{name}}@contoso.onmicrosoft.com","id":"{{Guid.NewGuid()}}","password":"{{Running.Password}}",{{more}} }""";

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_refusal_of_the_catalogue_can_be_met_and_has_its_shape(int code)
    {
        var row = Rows.Single(one => one.Code == code);
        (await shared.Sandbox.PostControlAsync("reset", $$"""{"scenario":{{Scenario}} }""")).Status.ShouldBe(200);

        var answer = await row.Met(new Someone(shared.Sandbox));

        if (answer.Text.StartsWith('<'))
        {
            answer.Text.ShouldContain($"AADSTS{code}");
            return;
        }

        answer.ShouldBeRefused(code, row.Error, answer.Status);
        $"{answer.Json["suberror"]}".ShouldBe(row.SubError ?? "");
        var description = Description().Match($"{answer.Json["error_description"]}");
        description.Success.ShouldBeTrue($"{answer.Json["error_description"]}");
        if (answer.Json["trace_id"] is { } trace)
        {
            answer.Status.ShouldBe(row.Error switch { "invalid_client" when code != 70002 => 401, "temporarily_unavailable" => 429, _ => 400 });
            $"{trace}".ShouldBe(description.Groups["trace"].Value);
            $"{trace}".ShouldBe(answer.Headers["x-ms-request-id"]);
            $"{answer.Json["correlation_id"]}".ShouldBe(description.Groups["correlation"].Value);
            $"{answer.Json["timestamp"]}".ShouldBe(description.Groups["time"].Value);
            answer.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        }
    }

    [Fact]
    public void The_table_is_the_whole_catalogue()
    {
        // Protocol reference 7.3, the codes of the device flow's row and of "90014 / 900144" one by one.
        int[] catalogue =
        [
            16000, 28002, 28003, 50001, 50011, 50020, 50034, 50049, 50053, 50055, 50056, 50057, 50058, 50059, 50076, 50078, 50079, 50097, 50105, 50126, 50158,
            50173, 50196, 500011, 501481, 53003, 530003, 54005, 65001, 65004, 70000, 70002, 70003, 70008, 70011, 70016, 70018, 70019, 70043, 700016, 700024, 700025,
            700027, 700030, 700082, 700211, 700212, 700213, 7000112, 7000215, 7000218, 7000222, 90002, 90014, 900144, 900023, 9001023, 9002313, 90055,
        ];

        Rows.Select(row => row.Code).Order().ShouldBe(catalogue.Order());
    }

    /// <summary>One sandbox for all rows, each of which begins with another world.</summary>
    public sealed class OneSandbox : IAsyncLifetime
    {
        internal Running Sandbox { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Sandbox = await Running.StartAsync();

        public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
    }

    private sealed record Row(int Code, string Error, string? SubError, Func<Someone, Task<Answer>> Met);

    private static Func<Someone, Task<Answer>> FailAsync(int code, string error, string? subError = null) => async someone =>
    {
        var settings = new JsonObject { ["on"] = true, ["code"] = code, ["error"] = error, ["subError"] = subError };
        (await someone.Sandbox.PostControlAsync("switches/fail", settings.ToJsonString())).Status.ShouldBe(200);
        return await someone.PasswordAsync(Running.Ada);
    };

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=robot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    [GeneratedRegex("^AADSTS[0-9]+: .+ Trace ID: (?<trace>[0-9a-f-]{36}) Correlation ID: (?<correlation>[0-9a-f-]{36}) Timestamp: (?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z)$")]
    private static partial Regex Description();

    /// <summary>What people and programs do to be refused.</summary>
    private sealed record Someone(Running Sandbox)
    {
        public Task<Answer> TokenAsync(string tenant, params (string, string)[] fields) => Sandbox.TokenAsync(tenant, fields);

        public Task<Answer> StartDeviceCodeAsync() => Sandbox.StartDeviceCodeAsync();

        public Task<Answer> PollAsync(string code) => Sandbox.PollAsync(code);

        public Task<Answer> GetAsync(string path) => Sandbox.ArmAsync(path, null);

        public Task<Answer> PasswordAsync(
            string user, string password = Running.Password, string tenant = "organizations", string scope = Running.ArmScope, string client = Running.AzureCli, (string, string)? more = null) =>
            TokenAsync(tenant, [("grant_type", "password"), ("client_id", client), ("username", user), ("password", password), ("scope", scope), .. more is { } one ? [one] : Array.Empty<(string, string)>()]);

        public Task<Answer> RobotAsync((string, string)? proof = null, string client = Robot, string tenant = Running.Contoso) => TokenAsync(tenant,
            ("grant_type", "client_credentials"), ("client_id", client), ("scope", "https://management.azure.com/.default"), proof ?? ("client_secret", "right"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));

        public Task<Answer> PipelineAsync(string issuer, string subject, string audience) => RobotAsync(("client_assertion", Assertion(issuer, subject, audience, 600, [])));

        public (string, string) SignedByRobot(int ends = 600, string? thumbprint = null, bool chain = false)
        {
            var header = new Dictionary<string, object> { ["x5t#S256"] = thumbprint ?? Base64UrlEncoder.Encode(Certificate.GetCertHash(HashAlgorithmName.SHA256)) };
            if (chain)
            {
                header["x5c"] = new[] { Convert.ToBase64String(Certificate.RawData) };
            }

            return ("client_assertion", Assertion(Robot, Robot, $"{Sandbox.Ready.SignIn}/{Running.Contoso}/oauth2/v2.0/token", ends, header));
        }

        private static string Assertion(string issuer, string subject, string audience, int ends, Dictionary<string, object> header) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new JsonObject { ["iss"] = issuer, ["sub"] = subject, ["aud"] = audience, ["jti"] = Guid.NewGuid().ToString(), ["exp"] = DateTimeOffset.UtcNow.AddSeconds(ends).ToUnixTimeSeconds() }.ToJsonString(),
            new SigningCredentials(new RsaSecurityKey(Certificate.GetRSAPrivateKey()), SecurityAlgorithms.RsaSha256), header);

        public async Task<Answer> PageAsync(string url)
        {
            var browser = Sandbox.NewBrowser();
            await browser.OpenAsync(url);
            return browser.Page;
        }

        /// <summary><c>prompt=none</c> in a browser in which these people are signed in.</summary>
        public async Task<Answer> SilentAsync(params string[] people)
        {
            var browser = Sandbox.NewBrowser();
            foreach (var person in people)
            {
                await browser.SignInAsync(Orders.Url(Orders.Page, "openid", ("prompt", "login")), person);
                await browser.SubmitAsync(("step", "kmsi"), ("stay", "yes"));
            }

            await browser.OpenAsync(Orders.Url(Orders.Page, "openid", ("prompt", "none")));
            return Sent(browser);
        }

        public async Task<Answer> CancelAsync()
        {
            var browser = Sandbox.NewBrowser();
            await browser.SignInAsync(Orders.Url(Orders.Desktop, "openid"));
            await browser.SubmitAsync(("step", "cancel"));
            return Sent(browser);
        }

        public Task<Answer> RedeemForAsync(string scope) => RedeemWithAsync(("scope", scope));

        public async Task<Answer> RedeemWithAsync(params (string Name, string Value)[] changes) => await RedeemAsync(await CodeAsync(), changes);

        public async Task<Answer> RedeemTwiceAsync()
        {
            var code = await CodeAsync();
            (await RedeemAsync(code)).Status.ShouldBe(200);
            return await RedeemAsync(code);
        }

        public async Task<Answer> RedeemLateAsync()
        {
            var code = await CodeAsync();
            await AdvanceAsync(TimeSpan.FromMinutes(10));
            return await RedeemAsync(code);
        }

        public async Task<Answer> PollLateAsync()
        {
            var code = (await StartDeviceCodeAsync()).Json;
            await AdvanceAsync(TimeSpan.FromMinutes(15));
            return await PollAsync($"{code["device_code"]}");
        }

        public async Task<Answer> UnusedAsync()
        {
            var tokens = await Sandbox.SignInAsync();
            await AdvanceAsync(TimeSpan.FromDays(90));
            return await Sandbox.RefreshAsync(tokens);
        }

        public async Task<Answer> RevokedAsync()
        {
            var tokens = await Sandbox.SignInAsync();
            await Sandbox.PostControlAsync($"users/{Running.Ada}/revoke");
            return await Sandbox.RefreshAsync(tokens);
        }

        public async Task<Answer> PolicyAsync(string require)
        {
            var tokens = await Sandbox.SignInAsync();
            (await Sandbox.PostControlAsync("scenario", Orders.Scenario(Orders.Policy($"\"require\":[\"{require}\"]")))).Status.ShouldBe(200);
            return await Sandbox.RefreshAsync(tokens);
        }

        public async Task<Answer> TooOldAsync()
        {
            var tokens = await Sandbox.SignInAsync();
            (await Sandbox.PostControlAsync("scenario", Orders.Scenario(Orders.Policy("\"signInFrequencySeconds\":60")))).Status.ShouldBe(200);
            await AdvanceAsync(TimeSpan.FromSeconds(61));
            return await Sandbox.RefreshAsync(tokens);
        }

        public async Task<Answer> ThrottledAsync()
        {
            (await Sandbox.PostControlAsync("switches/throttle", """{"on":true}""")).Status.ShouldBe(200);
            return await PasswordAsync(Running.Ada);
        }

        private Task<Answer> AdvanceAsync(TimeSpan by) => Sandbox.PostControlAsync("clock", $$"""{"advanceSeconds":{{(int)by.TotalSeconds}}}""");

        private async Task<string> CodeAsync()
        {
            var body = new JsonObject { ["url"] = Sandbox.Ready.SignIn + Orders.Url(Orders.Desktop, "openid offline_access"), ["user"] = Running.Ada };
            return $"{(await Sandbox.PostControlAsync("authorize", body.ToJsonString())).Json["fields"]!["code"]}";
        }

        private Task<Answer> RedeemAsync(string code, params (string Name, string Value)[] changes)
        {
            var fields = new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = Orders.Desktop,
                ["code"] = code,
                ["code_verifier"] = Orders.Verifier,
                ["redirect_uri"] = Orders.Redirect,
            };
            foreach (var (name, value) in changes)
            {
                fields[name] = value;
            }

            return TokenAsync("organizations", [.. fields.Select(field => (field.Key, field.Value))]);
        }

        /// <summary>What the redirect address was told, as if it had been a body.</summary>
        private static Answer Sent(TestBrowser browser)
        {
            var fields = browser.Answered();
            var code = int.Parse(fields["error_description"]["AADSTS".Length..fields["error_description"].IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
            var body = new JsonObject { ["error"] = fields["error"], ["error_description"] = fields["error_description"], ["error_codes"] = new JsonArray(code) };
            return new Answer((int)HttpStatusCode.Redirect, body.ToJsonString(), browser.Page.Headers);
        }
    }
}
