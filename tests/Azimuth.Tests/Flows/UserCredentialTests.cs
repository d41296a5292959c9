using System.Net;
using System.Text.Json.Nodes;
using Azimuth.Accounts;
using Azimuth.Flows;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;

namespace Azimuth.Tests.Flows;

/// <summary>Whose refresh token is redeemed, where the token cache holds several accounts.</summary>
public sealed class UserCredentialTests
{
    private const string Grace = "grace@contoso.onmicrosoft.com";
    private const string Other = "33333333-3333-3333-3333-333333333333.11111111-1111-1111-1111-000000000001";

    [Theory]
    [InlineData(CacheFixture.Ada, null, "1.the-azure-clis-refresh-token")]
    [InlineData(Grace, null, "another-accounts")]
    [InlineData(CacheFixture.Ada, CacheFixture.Home, "1.the-azure-clis-refresh-token")]
    [InlineData(CacheFixture.Ada, Other, "another-accounts")] // the account is its home account ID, whatever its name
    public async Task It_is_the_accounts_own(string name, string? home, string expected)
    {
        var cache = JsonNode.Parse(CacheFixture.WithAccount(CacheFixture.SignedIn(), Other, Grace))!.AsObject();
        var theirs = cache["RefreshToken"]!.AsObject().First().Value!.DeepClone();
        (theirs["home_account_id"], theirs["secret"]) = (Other, "another-accounts");
        cache["RefreshToken"]!["theirs"] = theirs;
        using var wallet = new CacheFixture(cache.ToJsonString());
        using var authority = new FakeAuthority { Refusal = (HttpStatusCode.BadRequest, FakeAuthority.Refuse(50173, "Revoked.")) };
        var credential = new UserCredential(name, home, FakeAuthority.Cloud, new(authority.Msal), CacheFixture.Client);

        // A scope of its own: MSAL.NET remembers a refusal for two minutes, in the whole process.
        var scope = $"https://{expected}.{(home is null ? "by-name" : "by-id")}.example/.default";
        var asking = new TokenRequest { User = AccountUser.Person(name), Tenant = CacheFixture.Contoso, Scopes = [scope] };

        await Should.ThrowAsync<UserError>(credential.RenewAsync(asking, wallet.File.Open(), TestContext.Current.CancellationToken));

        WebUtility.UrlDecode(authority.Asked.ShouldHaveSingleItem().Form).ShouldContain($"refresh_token={expected}");
    }
}
