using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Tests.Entra.Applications;

/// <summary>
/// How an application proves itself (RFC 6749 2.3), and whether it has to: one with a secret that is a server, a page and a
/// native program at once.
/// </summary>
public sealed class ClientAuthenticationTests
{
    private const string Shop = "33333333-3333-3333-3333-000000000009";
    private const string Secret = "s3cret+/%41~ é:x";
    private const string Web = "https://shop.example/back";
    private const string Page = "http://localhost:5174/back";
    private const string PageOrigin = "http://localhost:5174";
    private const string Native = "http://localhost:45006";

    private static readonly string[] Api = ["api://orders/.default"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_secret_in_the_header_counts_encoded_as_the_standard_wants_it_and_as_it_is(bool encoded)
    {
        await using var sandbox = await Running.StartAsync(Scenario());
        var secret = encoded ? Uri.EscapeDataString(Secret).Replace("%20", "+", StringComparison.Ordinal) : Secret;

        var answer = await TokenAsync(sandbox, Basic(Shop, secret), ("grant_type", "client_credentials"), ("scope", Api[0]));

        answer.Status.ShouldBe(200, answer.Text);
        new JsonWebToken($"{answer.Json["access_token"]}").GetClaim("azpacr").Value.ShouldBe("1");
    }

    [Fact]
    public async Task A_wrong_secret_in_the_header_is_refused_as_in_the_body()
    {
        await using var sandbox = await Running.StartAsync(Scenario());

        (await TokenAsync(sandbox, Basic(Shop, "wrong"), ("grant_type", "client_credentials"), ("scope", Api[0]))).ShouldBeRefused(
            7000215, "invalid_client", 401);
        (await TokenAsync(sandbox, Basic(Shop, ""), ("grant_type", "client_credentials"), ("scope", Api[0]))).ShouldBeRefused(
            7000218, "invalid_client", 401);
        (await TokenAsync(
            sandbox,
            Basic("99999999-0000-0000-0000-000000000000", "x"),
            ("grant_type", "client_credentials"))).ShouldBeRefused(700016, "unauthorized_client");
    }

    [Theory]
    [InlineData("client_secret", Secret)]
    [InlineData("client_assertion", "a.b.c")]
    [InlineData("client_id", "99999999-0000-0000-0000-000000000000")]
    public async Task Two_ways_at_once_or_two_clients_are_refused(string name, string value)
    {
        await using var sandbox = await Running.StartAsync(Scenario());

        (await TokenAsync(
            sandbox,
            Basic(Shop, Secret),
            ("grant_type", "client_credentials"),
            ("scope", Api[0]),
            (name, value))).ShouldBeRefused(9002313, "invalid_request");
    }

    [Theory]
    [InlineData("Basic %%%")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic Og==")]
    public async Task A_header_that_is_no_pair_is_named(string header)
    {
        await using var sandbox = await Running.StartAsync(Scenario());

        (await TokenAsync(
            sandbox,
            AuthenticationHeaderValue.Parse(header),
            ("grant_type", "client_credentials"),
            ("scope", Api[0]))).ShouldBeRefused(9002313, "invalid_request");
    }

    [Fact]
    public async Task A_servers_code_wants_the_secret_at_the_redemption_and_at_each_refresh()
    {
        await using var sandbox = await Running.StartAsync(Scenario());
        var code = await CodeAsync(sandbox, Web);

        (await RedeemAsync(sandbox, code, Web)).ShouldBeRefused(7000218, "invalid_client", 401);
        (await RedeemAsync(sandbox, code, Web, origin: PageOrigin)).ShouldBeRefused(9002326, "invalid_request");
        var tokens = await RedeemAsync(sandbox, code, Web, Basic(Shop, Secret));

        tokens.Status.ShouldBe(200, tokens.Text);
        new JsonWebToken($"{tokens.Json["access_token"]}").GetClaim("azpacr").Value.ShouldBe("1");
        (await RefreshAsync(sandbox, tokens)).ShouldBeRefused(7000218, "invalid_client", 401);
        (await RefreshAsync(sandbox, tokens, Basic(Shop, Secret))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_native_programs_code_of_the_same_application_is_redeemed_without_the_secret_and_refused_with_it()
    {
        await using var sandbox = await Running.StartAsync(Scenario());
        var code = await CodeAsync(sandbox, Native);

        (await RedeemAsync(sandbox, code, Native, Basic(Shop, Secret))).ShouldBeRefused(700025, "invalid_client", 401);
        var tokens = await RedeemAsync(sandbox, code, Native);

        tokens.Status.ShouldBe(200, tokens.Text);
        new JsonWebToken($"{tokens.Json["access_token"]}").GetClaim("azpacr").Value.ShouldBe("0");
        (await RefreshAsync(sandbox, tokens, Basic(Shop, Secret))).ShouldBeRefused(700025, "invalid_client", 401);
        (await RefreshAsync(sandbox, tokens)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_pages_code_of_the_same_application_is_redeemed_across_origins_without_the_secret()
    {
        await using var sandbox = await Running.StartAsync(Scenario());
        var code = await CodeAsync(sandbox, Page);

        (await RedeemAsync(sandbox, code, Page, Basic(Shop, Secret))).ShouldBeRefused(9002327, "invalid_request");
        (await RedeemAsync(sandbox, code, Page, Basic(Shop, Secret), PageOrigin)).ShouldBeRefused(700025, "invalid_client", 401);
        var tokens = await RedeemAsync(sandbox, code, Page, origin: PageOrigin);

        tokens.Status.ShouldBe(200, tokens.Text);
        (await RefreshAsync(sandbox, tokens, Basic(Shop, Secret))).ShouldBeRefused(9002327, "invalid_request");
        await sandbox.PostControlAsync("clock", """{"advanceSeconds":86401}""");
        (await RefreshAsync(sandbox, tokens, origin: PageOrigin)).ShouldBeRefused(700082, "invalid_grant");
    }

    [Fact]
    public async Task Without_an_address_allow_public_client_flows_decides()
    {
        await using var open = await Running.StartAsync(Scenario("true"));
        (string, string)[] password = [
            ("grant_type", "password"), ("username", Running.Ada), ("password", Running.Password),
            ("scope", Api[0] + " offline_access")
        ];
        (await TokenAsync(open, Basic(Shop, Secret), password)).ShouldBeRefused(700025, "invalid_client", 401);
        var tokens = await TokenAsync(open, null, [.. password, ("client_id", Shop)]);
        tokens.Status.ShouldBe(200, tokens.Text);
        (await RefreshAsync(open, tokens)).Status.ShouldBe(200);
        (await open.PostAsync("/organizations/oauth2/v2.0/devicecode", ("client_id", Shop), ("scope", Api[0]))).Status.ShouldBe(200);
        // a server all the same
        (await TokenAsync(open, Basic(Shop, Secret), ("grant_type", "client_credentials"), ("scope", Api[0]))).Status.ShouldBe(200);

        await using var closed = await Running.StartAsync(Scenario("false"));
        (await TokenAsync(closed, null, [.. password, ("client_id", Shop)])).ShouldBeRefused(7000218, "invalid_client", 401);
        tokens = await TokenAsync(closed, Basic(Shop, Secret), password);
        tokens.Status.ShouldBe(200, tokens.Text);
        (await RefreshAsync(closed, tokens)).ShouldBeRefused(7000218, "invalid_client", 401);
        (await closed.PostAsync("/organizations/oauth2/v2.0/devicecode", ("client_id", Shop), ("scope", Api[0]))).ShouldBeRefused(
            7000218, "invalid_client", 401);
        (await closed.PostAsync(
            "/organizations/oauth2/v2.0/devicecode",
            ("client_id", Shop),
            ("client_secret", Secret),
            ("scope", Api[0]))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("refresh_token", null, 900144, "invalid_request")]
    [InlineData("refresh_token", "1.nonsense", 70000, "invalid_grant")]
    [InlineData("authorization_code", null, 900144, "invalid_request")]
    [InlineData("authorization_code", "1.nonsense", 9002313, "invalid_grant")]
    public async Task A_server_hears_what_is_wrong_with_its_code_or_token_and_not_that_it_is_public(
        string grant, string? value, int code, string error)
    {
        await using var sandbox = await Running.StartAsync(Scenario("true"));
        var name = grant == "authorization_code" ? "code" : grant;
        List<(string, string)> fields = [("grant_type", grant), ("redirect_uri", Web), ("scope", Api[0])];
        if (value is not null)
        {
            fields.Add((name, value));
        }

        (await TokenAsync(sandbox, Basic(Shop, Secret), [.. fields])).ShouldBeRefused(code, error);
        (await TokenAsync(sandbox, Basic(Shop, "wrong"), [.. fields])).ShouldBeRefused(7000215, "invalid_client", 401);
    }

    [Fact]
    public async Task One_port_of_localhost_may_be_a_pages_beside_a_native_program_on_any_other()
    {
        await using var sandbox = await Running.StartAsync(
            Scenario().Replace("\"http://localhost\"", "\"http://localhost\",\"http://localhost/back\"", StringComparison.Ordinal));

        (await RedeemAsync(sandbox, await CodeAsync(sandbox, Page), Page, origin: PageOrigin)).Status.ShouldBe(200);
        (await RedeemAsync(sandbox, await CodeAsync(sandbox, "http://localhost:6666/back"), "http://localhost:6666/back")).Status.ShouldBe(
            200);
    }

    private static string Scenario(string? allowPublicClient = null) => Orders.Scenario(more: $$"""
        ,"servicePrincipals":[{"clientId":"{{Shop}}","id":"66666666-6666-6666-6666-000000000009","tenant":"{{Running.Contoso}}"}]
        """).Replace("\"applications\":[", $$"""
        "applications":[{"clientId":"{{Shop}}","name":"Shop","secrets":[{"value":"{{Secret}}"}],
          {{(allowPublicClient is null ? "" : $"\"allowPublicClient\":{allowPublicClient},")}}
          "redirects":{"web":["{{Web}}"],"spa":["{{Page}}"],"publicClient":["http://localhost"]} },
        """, StringComparison.Ordinal);

    private static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    private static async Task<string> CodeAsync(Running sandbox, string redirect)
    {
        var browser = sandbox.NewBrowser();
        await browser.SignInAsync(Orders.Url(Shop, changes: ("redirect_uri", redirect)));
        await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));
        return browser.Answered()["code"];
    }

    private static Task<Answer> RedeemAsync(
        Running sandbox, string code, string redirect, AuthenticationHeaderValue? header = null, string? origin = null) => TokenAsync(
        sandbox, header, origin,
        [
            ("grant_type", "authorization_code"), ("code", code), ("code_verifier", Orders.Verifier),
            ("redirect_uri", redirect), .. Id(header)
        ]);

    private static Task<Answer> RefreshAsync(
        Running sandbox, Answer tokens, AuthenticationHeaderValue? header = null, string? origin = null) => TokenAsync(
        sandbox, header, origin, [("grant_type", "refresh_token"), ("refresh_token", $"{tokens.Json["refresh_token"]}"), .. Id(header)]);

    private static (string, string)[] Id(AuthenticationHeaderValue? header) => header is null ? [("client_id", Shop)] : [];

    private static Task<Answer> TokenAsync(
        Running sandbox,
        AuthenticationHeaderValue? header,
        params (string Name, string Value)[] fields) => TokenAsync(sandbox, header, null, fields);

    private static Task<Answer> TokenAsync(
        Running sandbox, AuthenticationHeaderValue? header, string? origin, (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{Running.Contoso}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Authorization = header;
        return sandbox.SendAsync(request, origin);
    }
}
