using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>What people and programs do to be refused.</summary>
internal sealed record Caller(Running Sandbox)
{
    public const string Late = "33333333-3333-3333-3333-00000000000a";
    public const string Off = "33333333-3333-3333-3333-00000000000b";
    public const string Issuer = "https://pipelines.example";
    private const string Robot = "33333333-3333-3333-3333-000000000009";
    private const string ApiSecret = "api-secret";

    private static readonly X509Certificate2 Certificate = MakeCertificate();

    /// <summary>A world in which everything is there that a refusal needs.</summary>
    public static string Scenario => Orders.Scenario(
        user: """, "passwordHint":"none" """,
        api: $$""","assignmentRequired":true,"secrets":[{"value":"{{ApiSecret}}"}]""",
        more: $$"""
            ,"name":"Everything",
            "servicePrincipals":[{"clientId":"{{Robot}}","id":"66666666-6666-6666-6666-000000000009","tenant":"{{Running.Contoso}}"}]
            """)
        .Replace("\"users\":[", $$"""
            "users":[{{User("locked", "\"locked\":true")}},{{User("expired", "\"passwordExpired\":true")}},
            {{User("disabled", "\"disabled\":true")}},
            {{User("mfa", "\"requireMfa\":true")}},{{User("new", "\"requireMfa\":true,\"mfaRegistered\":false")}},
            {"userName":"fed@federated.example","id":"{{Guid.NewGuid()}}","password":"{{Running.Password}}"},
            """, StringComparison.Ordinal)
        .Replace("\"tenants\":[", """
            "tenants":[{"id":"11111111-1111-1111-1111-00000000000f","name":"Federated","domains":["federated.example"],"federated":true},
            """, StringComparison.Ordinal)
        .Replace("\"applications\":[", $$"""
            "applications":[
            {"clientId":"{{Robot}}","name":"Robot",
             "certificates":[{"pem":{{JsonValue.Create(Certificate.ExportCertificatePem()).ToJsonString()}} }],
             "secrets":[{"value":"right"}],
             "trustedSubjects":[{"subject":"CN=somebody-else",
                 "issuer":{{JsonValue.Create(Certificate.ExportCertificatePem()).ToJsonString()}} }],
             "federatedCredentials":[{"issuer":"{{Issuer}}","subject":"me"}]},
            {"clientId":"{{Late}}","name":"Late","secrets":[{"value":"late","expires":"2001-01-01T00:00:00Z"}]},
            {"clientId":"{{Off}}","name":"Off","disabled":true},
            """, StringComparison.Ordinal);

    private static string User(string name, string more) =>
        $$"""{"userName":"{{name}}@contoso.onmicrosoft.com","id":"{{Guid.NewGuid()}}","password":"{{Running.Password}}",{{more}} }""";

    public Task<Answer> TokenAsync(string tenant, params (string, string)[] fields) => Sandbox.TokenAsync(tenant, fields);

    public Task<Answer> StartDeviceCodeAsync() => Sandbox.StartDeviceCodeAsync();

    public Task<Answer> PollAsync(string code) => Sandbox.PollAsync(code);

    public Task<Answer> GetAsync(string path) => Sandbox.ArmAsync(path, null);

    public Task<Answer> PasswordAsync(
        string user, string password = Running.Password, string tenant = "organizations", string scope = Running.ArmScope,
        string client = Running.AzureCli, (string, string)? more = null) => TokenAsync(tenant,
        [
            ("grant_type", "password"), ("client_id", client), ("username", user), ("password", password), ("scope", scope),
            .. more is { } one ? [one] : Array.Empty<(string, string)>(),
        ]);

    public Task<Answer> RobotAsync(
        (string, string)? proof = null, string client = Robot, string tenant = Running.Contoso,
        string scope = "https://management.azure.com/.default") =>
        TokenAsync(
            tenant,
            ("grant_type", "client_credentials"),
            ("client_id", client),
            ("scope", scope),
            proof ?? ("client_secret", "right"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));

    public Task<Answer> PipelineAsync(string issuer, string subject, string audience) =>
        RobotAsync(("client_assertion", Assertion(issuer, subject, audience, 600, [])));

    public (string, string) SignedByRobot(
        int ends = 600, string? thumbprint = null, bool chain = false, string subject = Robot, string? audience = null, int begins = 0)
    {
        var header = new Dictionary<string, object>
        {
            ["x5t#S256"] = thumbprint ?? Base64UrlEncoder.Encode(Certificate.GetCertHash(HashAlgorithmName.SHA256))
        };
        if (chain)
        {
            header["x5c"] = new[] { Convert.ToBase64String(Certificate.RawData) };
        }

        return (
            "client_assertion",
            Assertion(Robot, subject, audience ?? $"{Sandbox.Ready.SignIn}/{Running.Contoso}/oauth2/v2.0/token", ends, header, begins));
    }

    private static string Assertion(
        string issuer, string subject, string audience, int ends, Dictionary<string, object> header, int begins = 0)
    {
        var claims = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = subject,
            ["aud"] = audience,
            ["jti"] = Guid.NewGuid().ToString(),
            ["nbf"] = DateTimeOffset.UtcNow.AddSeconds(begins).ToUnixTimeSeconds(),
            ["exp"] = DateTimeOffset.UtcNow.AddSeconds(ends).ToUnixTimeSeconds(),
        };
        var key = new SigningCredentials(new RsaSecurityKey(Certificate.GetRSAPrivateKey()), SecurityAlgorithms.RsaSha256);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(claims.ToJsonString(), key, header);
    }

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

    /// <summary>What the authorize endpoint tells the application right away.</summary>
    public async Task<Answer> AuthorizeAsync(string client = Orders.Desktop, params (string Name, string? Value)[] changes)
    {
        var browser = Sandbox.NewBrowser();
        await browser.OpenAsync(Orders.Url(client, "openid", changes));
        return Sent(browser);
    }

    /// <summary>What a person would see who answers like this.</summary>
    public async Task<Answer> ByControlAsync(string url, string user, string mfa = "approve")
    {
        var body = new JsonObject { ["url"] = Sandbox.Ready.SignIn + url, ["user"] = user, ["mfa"] = mfa };
        var answer = await Sandbox.PostControlAsync("authorize", body.ToJsonString());
        return answer with { Text = Body($"{answer.Json["error"]}", $"{answer.Json["code"]}: {answer.Json["message"]}").ToJsonString() };
    }

    /// <summary>The API Orders shows a token that it was called with.</summary>
    public async Task<Answer> OnBehalfOfAsync(string? user = Running.Ada, string audience = Orders.Api, int ends = 600)
    {
        var wanted = new JsonObject { ["user"] = user, ["audience"] = audience, ["v2"] = true, ["expiresInSeconds"] = ends };
        var token = (await Sandbox.PostControlAsync("tokens", wanted.ToJsonString())).Json["accessToken"];
        return await TokenAsync("organizations",
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("requested_token_use", "on_behalf_of"),
            ("client_id", Orders.Api),
            ("client_secret", ApiSecret), ("assertion", $"{token}"), ("scope", "https://graph.microsoft.com/User.Read"));
    }

    public async Task<Answer> RefreshAsAnotherAsync() => await TokenAsync("organizations",
        ("grant_type", "refresh_token"), ("client_id", Orders.Desktop),
        ("refresh_token", $"{(await Sandbox.SignInAsync())["refresh_token"]}"));

    public async Task<Answer> PollAsAnotherAsync() => await TokenAsync("organizations",
        ("grant_type", "device_code"), ("client_id", Orders.Desktop),
        ("device_code", $"{(await StartDeviceCodeAsync()).Json["device_code"]}"));

    public async Task<Answer> PollRefusedAsync()
    {
        var code = (await StartDeviceCodeAsync()).Json;
        (await Sandbox.PostControlAsync($"device-codes/{code["user_code"]}/refuse")).Status.ShouldBe(200);
        return await PollAsync($"{code["device_code"]}");
    }

    /// <summary>A script shows a native program's code.</summary>
    public async Task<Answer> RedeemFromPageAsync() => await Sandbox.RedeemAsync(await CodeAsync(), origin: Orders.PageOrigin);

    /// <summary>A program shows the code of a page's script.</summary>
    public async Task<Answer> RedeemPagesCodeAsync() => await Sandbox.RedeemAsync(await CodeAsync(Orders.Page), Orders.Page);

    public async Task<Answer> CancelAsync()
    {
        var browser = Sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url(Orders.Desktop, "openid"));
        await browser.SubmitAsync(("step", "cancel"));
        return Sent(browser);
    }

    public Task<Answer> RedeemForAsync(string scope) => RedeemWithAsync(("scope", scope));

    public async Task<Answer> RedeemWithAsync(params (string Name, string Value)[] changes) =>
        await RedeemAsync(await CodeAsync(), changes);

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

    private Task<Answer> AdvanceAsync(TimeSpan by) =>
        Sandbox.PostControlAsync("clock", $$"""{"advanceSeconds":{{(int)by.TotalSeconds}}}""");

    private async Task<string> CodeAsync(string client = Orders.Desktop)
    {
        var body = new JsonObject { ["url"] = Sandbox.Ready.SignIn + Orders.Url(client, "openid offline_access"), ["user"] = Running.Ada };
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
        return new Answer(browser.Page.Status, Body(fields["error"], fields["error_description"]).ToJsonString(), browser.Page.Headers);
    }

    private static JsonObject Body(string error, string description) => new()
    {
        ["error"] = error,
        ["error_description"] = description,
        ["error_codes"] = new JsonArray(
            int.Parse(description["AADSTS".Length..description.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture)),
    };

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=robot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }
}
