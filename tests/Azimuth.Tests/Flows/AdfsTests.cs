using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.Msal;
using Azimuth.Flows.Tenants;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Flows;

public sealed class AdfsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_asked_at_its_own_path_and_port_whatever_tenant_was_named()
    {
        using var wallet = new CacheFixture();
        using var adfs = new FakeAdfs();

        var session = wallet.File.Open();
        var client = Msal(adfs).For("organizations", session);
        var result = await client.AcquireTokenWithDeviceCode([FakeAdfs.Cloud.ManagementScope], _ => Task.CompletedTask)
            .ExecuteAsync(Cancel);
        await session.SaveAsync(Cancel);

        adfs.Asked.Select(each => each.Split(' ')[1])
            .Distinct()
            .ShouldBe(["https://adfs.stack.test:8443/adfs/oauth2/devicecode", "https://adfs.stack.test:8443/adfs/oauth2/token"]);
        result.Account.Username.ShouldBe("ada@stack.test"); // its upn
        wallet.Json["RefreshToken"]!.AsObject().ShouldHaveSingleItem().Value!["environment"]!.ToString().ShouldBe("adfs.stack.test");
    }

    [Fact]
    public async Task A_token_is_renewed_there_too()
    {
        using var wallet = new CacheFixture();
        using var adfs = new FakeAdfs();
        var session = wallet.File.Open();
        await Msal(adfs)
            .For("adfs", session)
            .AcquireTokenWithDeviceCode([FakeAdfs.Cloud.ManagementScope], _ => Task.CompletedTask)
            .ExecuteAsync(Cancel);
        await session.SaveAsync(Cancel);
        adfs.Asked.Clear();

        var credential = new UserCredential(
            "ada@stack.test", homeAccountId: null, FakeAdfs.Cloud, new Lazy<MsalClient>(() => Msal(adfs)), CacheFixture.Client);
        var request = new TokenRequest
        {
            User = new() { Name = "ada@stack.test", Type = "user" },
            Tenant = Cloud.AdfsTenant,
            Scopes = [FakeAdfs.Cloud.ManagementScope]
        };
        var token = await credential.RenewAsync(request, wallet.File.Open(), Cancel);
        var arm = await (await credential.OpenAsync(wallet.File.Open())).GetAsync(Cloud.AdfsTenant, claims: null, Cancel);

        token.Token.Reveal().ShouldBe("an-access-token");
        arm.Reveal().ShouldBe("an-access-token");
        adfs.Asked.ShouldContain(
            each => each.StartsWith("POST https://adfs.stack.test:8443/adfs/oauth2/token", StringComparison.Ordinal)
                && each.Contains("grant_type=refresh_token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_tenant_is_looked_up_and_port_8400_is_where_the_browser_answers()
    {
        using var adfs = new FakeAdfs();
        using var http = adfs.GetHttpClient();

        (await new TenantNames(FakeAdfs.Cloud, http).ResolveAsync("contoso.test", Cancel)).ShouldBe("adfs");
        (await new TenantNames(FakeAdfs.Cloud, http).ResolveAsync("adfs", Cancel)).ShouldBe("adfs");
        adfs.Asked.ShouldBeEmpty();
        FakeAdfs.Cloud.RedirectPort.ShouldBe(8400);
        FakeAuthority.Cloud.RedirectPort.ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_cloud_names_no_AD_FS_the_tenant_of_that_name_is_answered_with_what_mends_it()
    {
        using var adfs = new FakeAdfs();
        using var http = adfs.GetHttpClient();

        var refused = await Should.ThrowAsync<UserError>(() => new TenantNames(FakeAuthority.Cloud, http).ResolveAsync("ADFS", Cancel));

        refused.Remedy.ShouldBe("If it is one, run: az cloud update --name \"AzureCloud\" --endpoint-active-directory "
            + "https://login.microsoftonline.com/adfs");
    }

    private static MsalClient Msal(FakeAdfs adfs) =>
        new(CacheFixture.Client, FakeAdfs.Cloud, adfs, new EnvironmentVariables(_ => null), DebugLog.Silent);
}

/// <summary>AD FS as far as a device code needs it.</summary>
internal sealed class FakeAdfs : HttpMessageHandler, IMsalHttpClientFactory
{
    public ConcurrentQueue<string> Asked { get; } = [];

    public static Cloud Cloud { get; } = new()
    {
        Name = "Stack",
        Endpoints = new Dictionary<string, string>
        {
            ["active_directory"] = "https://adfs.stack.test:8443/adfs/",
            ["active_directory_resource_id"] = "https://arm.stack.test/",
            ["resource_manager"] = "https://arm.stack.test/",
        },
        Suffixes = new Dictionary<string, string>(),
    };

    public HttpClient GetHttpClient() => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(
            $"{request.Method} {request.RequestUri} "
                + $"{(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken))}");
        var body = request.RequestUri!.AbsolutePath switch
        {
            "/adfs/oauth2/devicecode" =>
                """
                {"device_code":"d","user_code":"AB-CD","verification_uri":"https://adfs.stack.test/adfs/oauth2/deviceauth",
                "expires_in":"900","interval":"1","message":"enter"}
                """,
            "/adfs/oauth2/token" => $$"""
                {"access_token":"an-access-token","token_type":"bearer","expires_in":3600,
                "resource":"https://arm.stack.test/","refresh_token":"a-refresh-token","refresh_token_expires_in":28799,"scope":"openid",
                 "id_token":"{{Part("""{"alg":"none"}""")}}.{{Part(
                     """
                     {"aud":"c","iss":"https://adfs.stack.test/adfs","sub":"subject","upn":"ada@stack.test","unique_name":"STACK\\ada"}
                     """)}}."}
                """,
            _ => null,
        };
        return new(
            body is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
        {
            Content = new StringContent(body ?? "", Encoding.UTF8, "application/json"),
            RequestMessage = request
        };
    }

    private static string Part(string json) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
