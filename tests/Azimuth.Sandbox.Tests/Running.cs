using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.Hosting.Startup;

namespace Azimuth.Sandbox.Tests;

/// <summary>A sandbox of a test's own: real Kestrel on free ports, TLS trusted through its own CA and nothing else.</summary>
internal sealed class Running : IAsyncDisposable
{
    public const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    public const string ArmScope = "https://management.core.windows.net//.default offline_access openid profile";
    public const string Contoso = "11111111-1111-1111-1111-000000000001";
    public const string Fabrikam = "11111111-1111-1111-1111-000000000002";
    public const string Woodgrove = "11111111-1111-1111-1111-000000000003";
    /// <summary>What a client sends that can answer a claims challenge.</summary>
    public const string Cp1 = """{"access_token":{"xms_cc":{"values":["CP1"]}}}""";

    public const string Ada = "ada@contoso.onmicrosoft.com";
    public const string Grace = "grace@contoso.onmicrosoft.com";
    public const string Password = "Azimuth-sandbox-1";

    private readonly bool _ownsState;

    private Running(SandboxServer server, string state, bool ownsState)
    {
        Server = server;
        State = state;
        _ownsState = ownsState;
        Https = new HttpClient(Handler(server.Ready.CaFile)) { BaseAddress = new Uri(server.Ready.SignIn) };
        Pages = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(server.Ready.Pages)
        };
        Control = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(server.Ready.Control + "/") };
        Control.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", File.ReadAllText(server.Ready.ControlKeyFile));
    }

    public SandboxServer Server { get; }

    public ReadyFile Ready => Server.Ready;

    public string State { get; }

    /// <summary>Sign-in and ARM.</summary>
    public HttpClient Https { get; }

    public HttpClient Control { get; }

    private HttpClient Pages { get; }

    /// <param name="ownKeys">Whether it makes certificates and a signing key of its own, which takes long; else it has those of the test
    /// run.</param>
    public static async Task<Running> StartAsync(string? scenario = null, string? state = null, int port = 0, bool ownKeys = false)
    {
        var folder = state ?? Directory.CreateTempSubdirectory("az-sandbox-test-").FullName;
        var options = new ServeOptions
        {
            State = Path.Combine(folder, "state"),
            Port = port,
            Arc = new(Path.Combine(folder, "arc-agent"), Path.Combine(folder, "no-agent")), // the machine's own stays untouched
        };
        if (scenario is not null)
        {
            options = options with { Scenario = Path.Combine(folder, "scenario.json") };
            await File.WriteAllTextAsync(options.Scenario, scenario);
        }

        if (!ownKeys)
        {
            SharedKeys.GiveTo(new StateFolder(options.State));
        }

        using var self = Process.GetCurrentProcess();
        var facts = new ProcessFacts(self.Id, self.StartTime.ToUniversalTime());
        var server = await SandboxServer.StartAsync(options, facts, TimeProvider.System, TestContext.Current.CancellationToken);
        return new Running(server, folder, state is null);
    }

    /// <summary>Trusts what the CA file vouches for, as a client that was given it does.</summary>
    public static SocketsHttpHandler Handler(string caFile) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustOnly(caFile) },
    };

    public static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }

    /// <summary>A browser that keeps cookies and follows nothing by itself.</summary>
    public TestBrowser NewBrowser() => new(Pages);

    public async Task<Answer> PostControlAsync(string path, string json = "{}")
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Control.PostAsync(path, content);
        return await Answer.OfAsync(response);
    }

    public async Task<JsonObject> GetControlAsync(string path)
    {
        using var response = await Control.GetAsync(path);
        return (await Answer.OfAsync(response)).Json;
    }

    public Task<Answer> TokenAsync(string tenant, params (string Name, string Value)[] fields) =>
        PostAsync($"/{tenant}/oauth2/v2.0/token", fields);

    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await Https.PostAsync(path, content);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> StartDeviceCodeAsync(string tenant = "organizations") =>
        PostAsync($"/{tenant}/oauth2/v2.0/devicecode", ("client_id", AzureCli), ("scope", ArmScope));

    public Task<Answer> PollAsync(string deviceCode, string tenant = "organizations") => TokenAsync(
        tenant, ("grant_type", "device_code"), ("client_id", AzureCli), ("device_code", deviceCode), ("client_info", "1"));

    /// <summary>The token response of a person who signed in by device code.</summary>
    public async Task<JsonObject> SignInAsync(string user = Ada, string tenant = "organizations")
    {
        var code = (await StartDeviceCodeAsync(tenant)).Json;
        (await PostControlAsync($"device-codes/{code["user_code"]}/approve", $$"""{"user":"{{user}}"}""")).Status.ShouldBe(200);
        var tokens = await PollAsync(code["device_code"]!.GetValue<string>(), tenant);
        tokens.Status.ShouldBe(200, tokens.Text);
        return tokens.Json;
    }

    public Task<Answer> RefreshAsync(JsonObject tokens, string tenant = "organizations", string? scope = null, string? claims = null) =>
        TokenAsync(tenant,
        [(
            "grant_type",
            "refresh_token"), ("client_id", AzureCli), ("refresh_token", tokens["refresh_token"]!.GetValue<string>()), ("client_info", "1"),
            .. scope is null ? [] : new[] { ("scope", scope) }, .. claims is null ? [] : new[] { ("claims", claims) }]);

    public Task<Answer> ArmAsync(string path, string? accessToken) => AskAsync(HttpMethod.Get, path, accessToken);

    public Task<Answer> PostEmptyAsync(string path, string? accessToken) => AskAsync(HttpMethod.Post, path, accessToken);

    private async Task<Answer> AskAsync(HttpMethod method, string path, string? accessToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accessToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        using var response = await Https.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Asks a managed identity endpoint on the pages' listener, or Service Fabric's over TLS.</summary>
    public async Task<Answer> MachineAsync(
        string path, HttpMethod? method = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(
            method ?? HttpMethod.Get,
            path.Contains("service-fabric", StringComparison.Ordinal) ? path : Ready.Pages + path)
        { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Https.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>What <c>IDENTITY_HEADER</c> and <c>MSI_SECRET</c> hold.</summary>
    public string IdentitySecret => File.ReadAllText(Ready.IdentitySecretFile);

    public async ValueTask DisposeAsync()
    {
        Https.Dispose();
        Control.Dispose();
        Pages.Dispose();
        await Server.DisposeAsync();
        if (_ownsState)
        {
            Directory.Delete(State, recursive: true);
        }
    }
}

/// <summary>What a request was answered with, read to its end.</summary>
internal sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)?.AsObject() ?? throw new InvalidOperationException($"{Status}: no JSON object: {Text}");

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>Entra ID said no: with this status, <c>error</c> and code, and a description that names the code.</summary>
    public void ShouldBeRefused(int code, string error, int status = 400)
    {
        Status.ShouldBe(status, Text);
        Json["error"]!.GetValue<string>().ShouldBe(error);
        Json["error_codes"]![0]!.GetValue<int>().ShouldBe(code);
        Json["error_description"]!.GetValue<string>().ShouldStartWith($"AADSTS{code}: ");
    }
}
