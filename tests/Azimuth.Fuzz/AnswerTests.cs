using System.Net;
using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Discovery;
using Azimuth.Flows;
using Azimuth.Flows.Loopback.Requests;
using Azimuth.Flows.Msal;
using Azimuth.Http.Handlers;
using Azimuth.Text;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Fuzz;

/// <summary>What comes over the network: each answer is understood, or ends in one sentence.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void Requests_to_the_listener()
    {
        const string Form =
            "POST / HTTP/1.1\r\nHost: localhost:8400\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + "16\r\n\r\ncode=a&state=bcd";
        const string Page = "GET /?code=a&state=b HTTP/1.1\r\nHost: 127.0.0.1:8400\r\nAccept: */*\r\nSec-Fetch-Site: cross-site\r\n\r\n";
        Fuzz.Try(
            new Mutator(
                Seeds.Of(Form, Page),
                [
                    "\r\n", "\n", "\r", ":", " ", "\0", "Host: x\r\n", "Content-Length: 99999999999\r\n",
                    "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "HTTP/1.1",
                    "/", "%", "&", "=", "code=", "state="
                ]),
            (byte[] bytes) =>
            {
                var reading = RequestReader.ReadAsync(new MemoryStream(bytes), CancellationToken.None);
                reading.IsCompletedSuccessfully.ShouldBeTrue();
                var request = reading.GetAwaiter().GetResult();
                if (request.Head is { } head)
                {
                    request.Body.Length.ShouldBe(head.ContentLength);
                }
            });
    }

    [Fact]
    public void Lists_of_ARM()
    {
        const string Subscriptions =
            """
            {"value":[{"id":"/subscriptions/99999999-9999-9999-0001-000000000001",
            "subscriptionId":"99999999-9999-9999-0001-000000000001","tenantId":"11111111-1111-1111-1111-000000000001","displayName":"A",
            "state":"Enabled","subscriptionPolicies":{"quotaId":"x"},"managedByTenants":[{"tenantId":"x"}]}],"count":{"type":"Total",
            "value":1}}
            """;
        const string Tenants =
            """
            {"value":[{"id":"/tenants/1","tenantId":"11111111-1111-1111-1111-000000000001","countryCode":"US","displayName":"Contoso",
            "domains":["contoso.onmicrosoft.com"],"tenantCategory":"Home","defaultDomain":"x"}],
            "nextLink":"https://arm.test/tenants?page=2"}
            """;
        const string Error = """{"error":{"code":"InvalidAuthenticationToken","message":"no"}}""";
        Fuzz.Try(
            new Mutator(
                Seeds.Of(Subscriptions, Tenants, Error),
                [.. Seeds.Json, "https://evil.test/", "https://arm.test/x", "../", "\"nextLink\":\"\","]),
            (byte[] bytes) =>
            {
                var asked = 0;
                using var arm = new HttpMessageInvoker(
                    new Answering(
                        _ => new(
                            bytes.Length % 7 == 0 ? HttpStatusCode.Forbidden : HttpStatusCode.OK)
                        {
                            Content = new ByteArrayContent(asked++ == 0 ? bytes : "{}"u8.ToArray())
                        }));
                var pages = new ArmPages(arm, new("https://arm.test/"));
                Fuzz.Allow<UserError>(() => ReadAsync(pages).GetAwaiter().GetResult());
            });
    }

    [Fact]
    public void Answers_of_the_token_endpoint()
    {
        using var home = new Harness.Home().WithFixture("user");
        var cloud = new Cloud
        {
            Name = "AzureCloud",
            Endpoints = new Dictionary<string, string>
            {
                ["active_directory"] = "https://login.microsoftonline.com",
                ["active_directory_resource_id"] = "https://management.core.windows.net/"
            },
            Suffixes = new Dictionary<string, string>(),
        };
        var cache = new Tokens.TokenCache(
            new ConfigFiles(new(home.Config), static () => new(TimeProvider.System, 1, "az"), TimeProvider.System, static _ => { }));
        var answer = new Answer();
        using var network = new ResponseGuard(
            answer, "azimuth/fuzz", Expected.SmallJson, new(new EnvironmentVariables(_ => null)), new(TimeProvider.System, _ => { }));
        var ada = new UserCredential(
            "ada@contoso.onmicrosoft.com",
            null,
            cloud,
            new Lazy<MsalClient>(
                () => new(ClientIds.AzureCli, cloud, new Factory(network), new EnvironmentVariables(_ => null), DebugLog.Silent)),
            ClientIds.AzureCli);
        var request = new TokenRequest
        {
            User = AccountUser.Person("ada@contoso.onmicrosoft.com"),
            Tenant = "11111111-1111-1111-1111-000000000001",
            Scopes = ["https://vault.azure.net/.default"]
        };

        const string IdToken = "eyJhbGciOiJub25lIn0.eyJ0aWQiOiIxMTExMTExMS0xMTExLTExMTEtMTExMS0wMDAwMDAwMDAwMDEiLCJvaWQiOiJhIiwi"
            + "c3ViIjoicyIsInZlciI6IjIuMCJ9.";
        const string ClientInfo = "eyJ1aWQiOiIyMjIyMjIyMi0yMjIyLTIyMjItMjIyMi0yMjIyMjIyMjIyMjIiLCJ1dGlkIjoiMTExMTExMTEtMTExMS0xMTExLTEx"
            + "MTEtMDAwMDAwMDAwMDAxIn0";
        const string Tokens =
            $$"""
            {"token_type":"Bearer","scope":"https://vault.azure.net/.default","expires_in":3599,
            "ext_expires_in":3599,"access_token":"eyJ0eXAiOiJKV1QifQ.e30.x","refresh_token":"1.AAAA","foci":"1",
            "id_token":"{{IdToken}}","client_info":"{{ClientInfo}}"}
            """;
        const string Refusal =
            """
            {"error":"invalid_grant","error_description":"AADSTS50076: more. Trace ID: 1","error_codes":[50076],
            "suberror":"basic_action","claims":"{\"access_token\":{}}","timestamp":"x","trace_id":"y","correlation_id":"z"}
            """;
        Fuzz.Try(
            new Mutator(
                Seeds.Of(Tokens, Refusal),
                [
                    .. Seeds.Json, "\"expires_in\":-1,", "\"expires_in\":\"x\",", "\"refresh_in\":1e30,",
                    "\"error\":\"slow_down\",", "\"claims\":{},"
                ]),
            (byte[] bytes) =>
            {
                (answer.Status, answer.Bytes) = (bytes.Length % 3 == 0 ? HttpStatusCode.BadRequest : HttpStatusCode.OK, bytes);
                Fuzz.Allow<UserError>(() => ada.RenewAsync(request, cache.Open(), CancellationToken.None).GetAwaiter().GetResult());
            });
    }

    [Fact]
    public void Lists_of_clouds() => Fuzz.Try(
        new Mutator(
            Seeds.Of(
                """
                [{"name":"X","portal":"https://p","authentication":{"loginEndpoint":"https://l","audiences":["https://a/"],
                "tenant":"common","identityProvider":"AAD"},"resourceManager":"https://r/","suffixes":{"storage":"s",
                "keyVaultDns":"v"}}]
                """),
            [.. Seeds.Json, "\"loginEndpoint\":", "http://", "file:///", "AzureCloud"]),
        (byte[] bytes) =>
        {
            Fuzz.Allow<JsonException>(() => CloudMetadata.ReadList(bytes));
            Fuzz.Allow<JsonException>(() => CloudMetadata.ReadOne(bytes));
        });

    private static async Task ReadAsync(ArmPages pages)
    {
        await foreach (var item in pages.ListAsync(
            "/tenants", (_, _) => Task.FromResult(new Secret("token")), () => { }, CancellationToken.None))
        {
            _ = item.TextOrNull("tenantId");
            _ = item.TextOrNull("displayName");
        }
    }

    private sealed class Factory(HttpMessageHandler handler) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => new(handler, disposeHandler: false);
    }

    private sealed class Answer : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; }

        public byte[] Bytes { get; set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(Bytes);
            content.Headers.ContentType = new("application/json");
            return Task.FromResult(new HttpResponseMessage(Status) { Content = content, RequestMessage = request });
        }
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.Host.ShouldBe("arm.test");
            return Task.FromResult(answer(request));
        }
    }
}
