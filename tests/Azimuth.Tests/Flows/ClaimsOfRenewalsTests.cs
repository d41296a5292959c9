using System.Net;
using Azimuth.Accounts;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;

namespace Azimuth.Tests.Flows;

/// <summary>What a resource asked the next token to prove is asked of the authority, for users and for applications.</summary>
public sealed class ClaimsOfRenewalsTests
{
    private const string App = "55555555-5555-5555-5555-555555555555";
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1701234567"}}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_users_token_is_asked_for_with_them()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var credential = new UserCredential(CacheFixture.Ada, null, FakeAuthority.Cloud, new(authority.Msal), CacheFixture.Client);

        await credential.RenewAsync(Asking(AccountUser.Person(CacheFixture.Ada)), wallet.File.Open(), Cancel);

        WebUtility.UrlDecode(authority.Asked.ShouldHaveSingleItem().Form).ShouldContain("\"value\":\"1701234567\"");
    }

    [Fact]
    public async Task An_applications_token_is_asked_for_with_them()
    {
        using var wallet = new CacheFixture();
        using var authority = new FakeAuthority
        {
            Refusal = (HttpStatusCode.OK, """{"token_type":"Bearer","access_token":"an-applications","expires_in":3600}"""),
        };
        var client = new ApplicationClient(FakeAuthority.Cloud, authority, new(static _ => null), DebugLog.Silent);
        var credential = new ApplicationCredential(
            App,
            static (tenant, _) => Task.FromResult(new ServicePrincipalEntry { ClientId = App, Tenant = tenant, ClientSecret = new("s") }),
            FakeAuthority.Cloud,
            new(client),
            new(new(new(new(static _ => null), authority.GetHttpClient), TimeProvider.System), new(static _ => null)));

        await credential.RenewAsync(Asking(AccountUser.Application(App)), wallet.File.Open(), Cancel);

        var form = WebUtility.UrlDecode(authority.Asked.ShouldHaveSingleItem().Form);
        form.ShouldContain("\"value\":\"1701234567\"");
        form.ShouldContain("grant_type=client_credentials");
    }

    private static TokenRequest Asking(AccountUser user) =>
        new() { User = user, Tenant = CacheFixture.Contoso, Scopes = [CacheFixture.Arm], Claims = Claims };
}
