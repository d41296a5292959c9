using System.Text.Json;
using System.Text.Json.Nodes;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

/// <summary>Who is in the token cache, authority by authority.</summary>
public sealed class CachedAccountTests
{
    private const string China = "login.chinacloudapi.cn";

    [Fact]
    public void Each_authority_has_its_own_accounts_and_a_refresh_token_of_another_one_renews_nothing()
    {
        var cache = JsonNode.Parse(CacheFixture.SignedIn())!.AsObject();
        var account = cache["Account"]!.AsObject().First().Value!.DeepClone();
        account["environment"] = China;
        cache["Account"]!["china"] = account;

        People(cache, CacheFixture.Host).ShouldBe([new CachedAccount(CacheFixture.Ada, CacheFixture.Home, CanRenew: true)
        {
            RenewedOn = DateTimeOffset.FromUnixTimeSeconds(1893456000),
        }]);
        People(cache, China).ShouldBe([new CachedAccount(CacheFixture.Ada, CacheFixture.Home, CanRenew: false)]);
        People(cache, "login.microsoftonline.us").ShouldBeEmpty();
    }

    [Fact]
    public void Another_accounts_refresh_token_renews_nothing()
    {
        const string Other = "33333333-3333-3333-3333-333333333333.11111111-1111-1111-1111-000000000001";
        var cache = JsonNode.Parse(CacheFixture.WithAccount(CacheFixture.SignedIn(), Other, "grace@contoso.onmicrosoft.com"))!.AsObject();

        People(cache, CacheFixture.Host)
            .Select(each => (each.HomeAccountId, each.CanRenew))
            .ShouldBe([(CacheFixture.Home, true), (Other, false)]);
    }

    private static IReadOnlyList<CachedAccount> People(JsonObject cache, string environment) =>
        CachedAccount.In(UnifiedCache.Parse(JsonSerializer.SerializeToUtf8Bytes(cache)), environment);
}
