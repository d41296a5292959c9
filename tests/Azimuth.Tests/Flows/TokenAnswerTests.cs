using System.Net;
using System.Text;
using Azimuth.Accounts;
using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Flows.Msal;
using Azimuth.Http.Handlers;
using Azimuth.Tests.Tokens.Fixtures;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Flows;

/// <summary>Answers of the token endpoint that are none: whoever asks, each ends in one sentence of ours.</summary>
public sealed class TokenAnswerTests
{
    private const string Good =
        """
        {"token_type":"Bearer","scope":"https://vault.azure.net/.default","expires_in":3599,"ext_expires_in":3599,
        "access_token":"eyJ0eXAiOiJKV1QifQ.e30.x","refresh_token":"1.AAAA","foci":"1","id_token":"ID","client_info":"CLIENT"}
        """;
    private const string Code =
        """
        {"device_code":"d","user_code":"ABC","verification_uri":"https://login.test/device","expires_in":900,"interval":1,
        "message":"Type it."}
        """;

    private static readonly string IdToken =
        $"{Part("""{"alg":"none"}""")}."
            + $"{Part(CacheFixture.IdTokenClaims(CacheFixture.Contoso))}.";
    private static readonly string ClientInfo = Part(
        """{"uid":"22222222-2222-2222-2222-222222222222","utid":"11111111-1111-1111-1111-000000000001"}""");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Charsets =>
        [
            "application/json", "application/json; charset=utf8", "application/json; charset=\"utf-8\"",
            "application/json; charset='utf-8'", "application/json; charset=UTF-8",
            "application/json; charset=windows-1252", "application/json; charset=x-unknown",
            "application/json; charset=", "application/json; charset=us-ascii", "text/json", "", "nonsense"
        ];

    [Theory]
    [MemberData(nameof(Charsets))]
    public async Task A_token_is_read_whatever_its_charset_is_called(string type)
    {
        foreach (var ask in Askers)
        {
            await ask(new Answers(HttpStatusCode.OK, Encoding.UTF8.GetBytes(Whole(Good)), type));
        }
    }

    [Theory]
    [MemberData(nameof(Charsets))]
    public async Task A_refusal_is_read_whatever_its_charset_is_called(string type)
    {
        foreach (var ask in Askers)
        {
            var error = await Should.ThrowAsync<UserError>(
                ask(new Answers(HttpStatusCode.BadRequest, Encoding.UTF8.GetBytes(FakeAuthority.Refuse(50076, "Wants more.")), type)));
            error.Message.ShouldStartWith("AADSTS50076: Wants more.");
        }
    }

    [Theory]
    [InlineData("iso-8859-1", "latin1")]
    [InlineData("windows-1252", "latin1")]
    [InlineData("x-unknown", null)]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-8", "utf-8")]
    public async Task Words_in_another_charset_are_decoded(string charset, string? encoding)
    {
        var bytes = Encoding.GetEncoding(encoding ?? "latin1")
            .GetBytes(
                FakeAuthority.Refuse(50076, "Größe")
                    .Replace("\\u00F6", "ö", StringComparison.Ordinal)
                    .Replace("\\u00DF", "ß", StringComparison.Ordinal));

        var error = await Should.ThrowAsync<UserError>(
            AsPersonAsync(new Answers(HttpStatusCode.BadRequest, bytes, $"application/json; charset={charset}")));

        if (encoding is not null)
        {
            error.Message.ShouldStartWith("AADSTS50076: Größe");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("\"\"")]
    [InlineData("\"token\"")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("{")]
    [InlineData("access_token=a&expires_in=3600")]
    [InlineData("<html>HotelNet</html>")]
    public async Task What_is_no_object_is_told_as_that(string body)
    {
        foreach (var ask in Askers)
        {
            foreach (var type in (string[])["application/json", "application/json; charset=utf8", "text/plain", "text/html", ""])
            {
                var error = await Should.ThrowAsync<UserError>(
                    ask(new Answers(HttpStatusCode.OK, Encoding.UTF8.GetBytes(body), type)), $"{body} as {type}");
                error.Message.ShouldMatch(
                    "^https://login.microsoftonline.com returned (HTTP 200 without the expected JSON object|a response that is not JSON)",
                    $"{body} as {type}");
            }
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"access_token\":null}")]
    [InlineData("{\"error\":null}")]
    [InlineData("{\"error\":{}}")]
    [InlineData("{\"error\":5,\"error_description\":[]}")]
    [InlineData("GOOD -access_token")]
    [InlineData("GOOD access_token=5")]
    [InlineData("GOOD access_token={}")]
    [InlineData("GOOD access_token=[]")]
    [InlineData("GOOD access_token=null")]
    [InlineData("GOOD access_token=\"\"")]
    [InlineData("GOOD -id_token")]
    [InlineData("GOOD id_token=5")]
    [InlineData("GOOD id_token=\"nonsense\"")]
    [InlineData("GOOD id_token=\"a.b.c\"")]
    [InlineData("GOOD id_token=\"..\"")]
    [InlineData("GOOD id_token=null")]
    [InlineData("GOOD -client_info")]
    [InlineData("GOOD client_info=\"nonsense\"")]
    [InlineData("GOOD client_info=5")]
    [InlineData("GOOD client_info=\"bnVsbA\"")]
    [InlineData("GOOD -id_token -client_info")]
    [InlineData("GOOD -refresh_token")]
    [InlineData("GOOD refresh_token=5")]
    [InlineData("GOOD -expires_in")]
    [InlineData("GOOD expires_in={}")]
    [InlineData("GOOD expires_in=\"soon\"")]
    [InlineData("GOOD -token_type")]
    [InlineData("GOOD token_type=5")]
    [InlineData("GOOD token_type=\"pop\"")]
    [InlineData("GOOD -scope")]
    [InlineData("GOOD scope=5")]
    [InlineData("GOOD scope=[]")]
    [InlineData("GOOD foci=5")]
    public async Task What_lacks_a_member_or_has_another_type_is_a_token_or_a_sentence(string body)
    {
        foreach (var ask in Askers)
        {
            try
            {
                await ask(new Answers(HttpStatusCode.OK, Encoding.UTF8.GetBytes(Whole(body)), "application/json"));
            }
            catch (UserError error)
            {
                error.Message.ShouldNotBeEmpty();
                error.Message.ShouldNotContain("Object reference");
                error.Message.ShouldNotContain("System.");
            }
        }
    }

    [Theory]
    [InlineData(101)]
    [InlineData(204)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(418)]
    public async Task A_status_that_no_token_endpoint_has_is_told(int status)
    {
        foreach (var ask in Askers)
        {
            foreach (var (body, type) in ((string, string)[])[
                ("", ""), ("{}", "application/json"), ("null", "application/json"), ("<p>", "text/html")
            ])
            {
                var error = await Should.ThrowAsync<UserError>(
                    ask(new Answers((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), type)), $"{status} {body} {type}");
                error.Message.ShouldNotBeEmpty();
                error.Message.ShouldNotContain("Object reference");
            }
        }
    }

    private static IReadOnlyList<Func<Answers, Task>> Askers => [AsPersonAsync, AsApplicationAsync, ByDeviceCodeAsync];

    private static async Task AsPersonAsync(Answers answers)
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        var ada = new UserCredential(CacheFixture.Ada, null, FakeAuthority.Cloud, new(answers.Msal), CacheFixture.Client);
        await ada.RenewAsync(
            new() { User = AccountUser.Person(CacheFixture.Ada), Tenant = CacheFixture.Contoso, Scopes = [NewScope()] },
            wallet.Open().Open(),
            Cancel);
    }

    private static async Task AsApplicationAsync(Answers answers)
    {
        using var wallet = new CacheFixture();
        answers.IsOfApplication = true;
        var environment = new EnvironmentVariables(_ => null);
        var client = new ApplicationClient(FakeAuthority.Cloud, answers, environment, DebugLog.Silent).For(
            "55555555-5555-5555-5555-555555555555",
            CacheFixture.Contoso,
            new ClientAuthentication.OfSecret(new("s")),
            wallet.Open().Open());
        try
        {
            await client.AcquireTokenForClient([NewScope()]).ExecuteAsync(Cancel);
        }
        catch (Exception failure) when (MsalErrors.IsOne(failure))
        {
            throw MsalErrors.Explain(failure, CacheFixture.Contoso, []);
        }
    }

    private static async Task ByDeviceCodeAsync(Answers answers)
    {
        using var wallet = new CacheFixture();
        answers.DeviceCode = Code;
        await new DeviceCode(answers.Msal(), wallet.Open().Open(), _ => { }).SignInAsync(new() { Scopes = [CacheFixture.Arm] }, Cancel);
    }

    // MSAL remembers for two minutes, in the whole process, that a request like this one was refused.
    private static string NewScope() => $"https://{Guid.NewGuid():N}.vault.azure.net/.default";

    // GOOD, then members that are missing or other: -name, name=JSON.
    private static string Whole(string body)
    {
        if (!body.StartsWith("GOOD", StringComparison.Ordinal))
        {
            return Filled(body);
        }

        var answer = System.Text.Json.Nodes.JsonNode.Parse(Filled(Good))!.AsObject();
        foreach (var change in body.Split(' ').Skip(1))
        {
            var (name, value) = change[0] == '-'
                ? (change[1..], null)
                : (change.Split('=')[0], change[(change.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            answer.Remove(name);
            if (value is not null)
            {
                answer[name] = System.Text.Json.Nodes.JsonNode.Parse(value);
            }
        }

        return answer.ToJsonString();
    }

    private static string Filled(string text) =>
        text.Replace("\"ID\"", $"\"{IdToken}\"", StringComparison.Ordinal)
            .Replace("\"CLIENT\"", $"\"{ClientInfo}\"", StringComparison.Ordinal);

    private static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    /// <summary>Through our own handler, as in the program.</summary>
    private sealed class Answers(HttpStatusCode status, byte[] body, string type) : HttpMessageHandler, IMsalHttpClientFactory
    {
        public string? DeviceCode { get; set; }

        /// <summary>Without what only people get: an ID token in an application's answer is refused by MSAL before all else.</summary>
        public bool IsOfApplication { get; set; }

        public HttpClient GetHttpClient() =>
            new(
                new ResponseGuard(this, "azimuth/test", Expected.SmallJson, null, new(TimeProvider.System, _ => { })),
                disposeHandler: false);

        public MsalClient Msal() =>
            new(CacheFixture.Client, FakeAuthority.Cloud, this, new EnvironmentVariables(_ => null), DebugLog.Silent);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isCode = DeviceCode is not null && request.RequestUri!.AbsolutePath.EndsWith("devicecode", StringComparison.Ordinal);
            var content = new ByteArrayContent(isCode ? Encoding.UTF8.GetBytes(DeviceCode!) : IsOfApplication ? WithoutPerson(body) : body);
            content.Headers.TryAddWithoutValidation("Content-Type", isCode ? "application/json" : type);
            return Task.FromResult(
                new HttpResponseMessage(isCode ? HttpStatusCode.OK : status) { Content = content, RequestMessage = request });
        }

        private static byte[] WithoutPerson(byte[] body)
        {
            try
            {
                if (System.Text.Json.Nodes.JsonNode.Parse(body) is not System.Text.Json.Nodes.JsonObject answer)
                {
                    return body;
                }

                Array.ForEach(["id_token", "refresh_token", "client_info"], name => answer.Remove(name));
                return Encoding.UTF8.GetBytes(answer.ToJsonString());
            }
            catch (System.Text.Json.JsonException)
            {
                return body;
            }
        }
    }
}
