using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Flows.Msal;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Tokens.Fixtures;

/// <summary>Entra ID's token endpoint as far as a refresh needs it, in process.</summary>
internal sealed class FakeAuthority : HttpMessageHandler, IMsalHttpClientFactory
{
    private int _issued;

    /// <summary>The forms that were posted, in order.</summary>
    public ConcurrentQueue<(string Path, string Form)> Asked { get; } = [];

    /// <summary>What is answered instead of tokens: status and body.</summary>
    public (HttpStatusCode Status, string Body)? Refusal { get; set; }

    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    public int ExpiresIn { get; set; } = 3600;

    public static Cloud Cloud { get; } = new()
    {
        Name = "AzureCloud",
        Endpoints = new Dictionary<string, string>
        {
            ["active_directory"] = "https://login.microsoftonline.com",
            ["active_directory_resource_id"] = "https://management.core.windows.net/",
        },
        Suffixes = new Dictionary<string, string>(),
    };

    public HttpClient GetHttpClient() => new(this, disposeHandler: false);

    public MsalClient Msal() => new(CacheFixture.Client, Cloud, this, new EnvironmentVariables(_ => null), DebugLog.Silent);

    public static string Refuse(int code, string text, string error = "invalid_grant") => new JsonObject
    {
        ["error"] = error,
        ["error_description"] =
            $"AADSTS{code}: {text} Trace ID: 00000000-0000-0000-0000-000000000001 Correlation ID: 00000000-0000-0000-0000-000000000002 "
                + "Timestamp: 2026-11-23 23:54:36Z",
        ["error_codes"] = new JsonArray(code),
        ["correlation_id"] = "00000000-0000-0000-0000-000000000002",
    }.ToJsonString();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Enqueue((request.RequestUri!.AbsolutePath, form));
        await BeforeAnswer();
        var (status, body) = Refusal ?? (HttpStatusCode.OK, Tokens(request.RequestUri.AbsolutePath.Split('/')[1], Field(form, "scope")));
        return new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request };
    }

    private string Tokens(string tenant, string scope)
    {
        var number = Interlocked.Increment(ref _issued);
        var asked = string.Join(' ', scope.Split(' ').Where(each => each.Contains("://", StringComparison.Ordinal)));
        return new JsonObject
        {
            ["token_type"] = "Bearer",
            ["scope"] = $"{asked} {asked.Replace(".default", "user_impersonation", StringComparison.Ordinal)}",
            ["expires_in"] = ExpiresIn,
            ["ext_expires_in"] = ExpiresIn,
            ["access_token"] = $"fresh-access-token-{number}-for-{tenant}",
            ["refresh_token"] = $"1.fresh-refresh-token-{number}",
            ["foci"] = "1",
            ["id_token"] =
                $"{Part("""{"alg":"none"}""")}."
                    + $"{Part(CacheFixture.IdTokenClaims(tenant))}.",
            ["client_info"] = Part("""{"uid":"22222222-2222-2222-2222-222222222222","utid":"11111111-1111-1111-1111-000000000001"}"""),
        }.ToJsonString();
    }

    private static string Field(string form, string name) => form.Split('&')
        .Select(each => each.Split('='))
        .Where(each => each[0] == name)
        .Select(each => WebUtility.UrlDecode(each[1]))
        .FirstOrDefault("");

    private static string Part(string json) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
