using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Tokens;

public sealed class TokenCacheSessionTests
{
    private const string RefreshKey = $"{CacheFixture.Home}-{CacheFixture.Host}-refreshtoken-{CacheFixture.Client}--{CacheFixture.Arm}";

    [Fact]
    public async Task What_msal_net_writes_stands_in_the_file_as_msal_python_would_have_written_it()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();

        await RefreshAsync(wallet, authority);

        var (key, token) = wallet.Json["AccessToken"]!.AsObject().ShouldHaveSingleItem();
        var scopes = $"{CacheFixture.Arm} https://management.core.windows.net//user_impersonation";
        key.ShouldBe($"{CacheFixture.Home}-{CacheFixture.Host}-accesstoken-{CacheFixture.Client}-{CacheFixture.Contoso}-{scopes}");
        token!["credential_type"]!.ToString().ShouldBe("AccessToken");
        token["target"]!.ToString().ShouldBe(scopes);
        token["token_type"]!.ToString().ShouldBe("Bearer");
        token["home_account_id"]!.ToString().ShouldBe(CacheFixture.Home);
        token["environment"]!.ToString().ShouldBe(CacheFixture.Host);
        token["expires_on"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        wallet.Content.ShouldStartWith("{\n    \"AccessToken\": {\n        \"");
    }

    [Fact]
    public async Task A_renewed_refresh_token_takes_the_place_of_the_azure_clis()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();

        await RefreshAsync(wallet, authority);

        var (key, token) = wallet.Json["RefreshToken"]!.AsObject().ShouldHaveSingleItem();
        key.ShouldBe(RefreshKey);
        token!["secret"]!.ToString().ShouldBe("1.fresh-refresh-token-1");
        token["target"]!.ToString().ShouldBe(CacheFixture.Arm);
        token["family_id"]!.ToString().ShouldBe("1");
        long.Parse(token["last_modification_time"]!.ToString(), null).ShouldBeGreaterThan(1893456000 - 200_000_000);
        authority.Asked.Last().Form.ShouldContain("refresh_token=1.the-azure-clis-refresh-token");
    }

    [Fact]
    public async Task An_applications_token_with_a_null_account_is_no_obstacle_and_survives()
    {
        var app = CacheFixture.Token("an application's", home: null, client: "55555555-5555-5555-5555-555555555555");
        using var wallet = new CacheFixture(CacheFixture.SignedIn(app));
        using var authority = new FakeAuthority();

        await RefreshAsync(wallet, authority);

        var kept = wallet.Json["AccessToken"]![app.Key]!.AsObject();
        JsonNode.DeepEquals(kept, app.Entry).ShouldBeTrue(kept.ToJsonString());
    }

    [Fact]
    public async Task Sections_fields_and_entries_that_nobody_knows_survive()
    {
        var cache = JsonNode.Parse(CacheFixture.SignedIn(CacheFixture.Token("old", realm: CacheFixture.Fabrikam)))!.AsObject();
        cache["Extension"] = new JsonObject { ["of"] = new JsonArray(1.50m, "somebody", null) };
        cache["Account"]!.AsObject().First().Value!["favorite"] = "blue";
        cache["RefreshToken"]!.AsObject().First().Value!["note"] = 7;
        cache["AccessToken"]!["odd one"] = "no entry at all";
        cache["IdToken"]!["half"] = new JsonObject { ["secret"] = 5 };
        using var wallet = new CacheFixture(cache.ToJsonString());
        using var authority = new FakeAuthority();

        await RefreshAsync(wallet, authority);

        var after = wallet.Json;
        after["Extension"]!.ToJsonString().ShouldBe("""{"of":[1.50,"somebody",null]}""");
        after["Account"]!.AsObject().First().Value!["favorite"]!.ToString().ShouldBe("blue");
        after["RefreshToken"]![RefreshKey]!["note"]!.ToString().ShouldBe("7");
        after["AccessToken"]!["odd one"]!.ToString().ShouldBe("no entry at all");
        after["IdToken"]!["half"]!["secret"]!.ToString().ShouldBe("5");
        after["AccessToken"]!.AsObject().Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_another_process_wrote_meanwhile_stays()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("removed meanwhile", realm: CacheFixture.Fabrikam)));
        using var authority = new FakeAuthority();
        var session = wallet.File.Open();
        await AskAsync(session, authority, CacheFixture.Contoso);
        var others = CacheFixture.Token("written meanwhile", target: "https://vault.azure.net/.default");
        File.WriteAllText(wallet.Folder.TokenCache, CacheFixture.SignedIn(others));

        await session.SaveAsync(TestContext.Current.CancellationToken);

        var tokens = wallet.Json["AccessToken"]!.AsObject().Select(each => each.Value!["secret"]!.ToString());
        tokens.ShouldBe(["written meanwhile", $"fresh-access-token-1-for-{CacheFixture.Contoso}"]);
    }

    [Fact]
    public async Task A_session_that_is_not_saved_leaves_the_file_as_it_was()
    {
        var before = CacheFixture.SignedIn();
        using var wallet = new CacheFixture(before);
        using var authority = new FakeAuthority();

        await AskAsync(wallet.File.Open(), authority, CacheFixture.Contoso);

        wallet.Content.ShouldBe(before);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_session_without_changes_writes_nothing()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var session = wallet.File.Open();
        _ = await authority.Msal().For(CacheFixture.Contoso, session).GetAccountsAsync();
        File.SetUnixFileMode(wallet.Folder.TokenCache, UnixFileMode.UserRead);
        var before = File.GetLastWriteTimeUtc(wallet.Folder.TokenCache);

        await session.SaveAsync(TestContext.Current.CancellationToken);

        session.HasChanged.ShouldBeFalse();
        File.GetLastWriteTimeUtc(wallet.Folder.TokenCache).ShouldBe(before);
        File.Exists($"{wallet.Folder.TokenCache}.lockfile").ShouldBeFalse();
    }

    [Fact]
    public async Task A_hundred_tenants_at_once_are_one_write_and_a_second_client_sees_them()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var session = wallet.File.Open();
        var client = authority.Msal().For("organizations", session);
        var account = (await client.GetAccountsAsync()).Single();
        string[] tenants = [.. Enumerable.Range(1, 100).Select(number => $"11111111-1111-1111-1111-{number:D12}")];

        await Task.WhenAll(
            tenants.Select(
                tenant => client.AcquireTokenSilent([CacheFixture.Arm], account)
                    .WithTenantId(tenant)
                    .ExecuteAsync(TestContext.Current.CancellationToken)));
        var other = authority.Msal().For(tenants[41], session);
        var again = await other.AcquireTokenSilent([CacheFixture.Arm], (await other.GetAccountsAsync()).Single())
            .ExecuteAsync(TestContext.Current.CancellationToken);
        await session.SaveAsync(TestContext.Current.CancellationToken);

        again.AuthenticationResultMetadata.TokenSource.ShouldBe(TokenSource.Cache);
        wallet.Json["AccessToken"]!.AsObject().Count.ShouldBe(100);
        wallet.Json["RefreshToken"]!.AsObject().Count.ShouldBe(1);
        wallet.File.Find(CacheFixture.Question(tenants[99])).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_new_token_replaces_those_that_answered_the_same_question()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(
            CacheFixture.Token("old", endsIn: -10),
            CacheFixture.Token(
                "old too", endsIn: -10, target: $"{CacheFixture.Arm} https://management.core.windows.net//user_impersonation"),
            CacheFixture.Token("another's", realm: CacheFixture.Fabrikam, endsIn: -10)));
        using var authority = new FakeAuthority();

        await RefreshAsync(wallet, authority);

        wallet.Json["AccessToken"]!.AsObject().Select(each => each.Value!["secret"]!.ToString())
            .ShouldBe(["another's", $"fresh-access-token-1-for-{CacheFixture.Contoso}"], ignoreOrder: true);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_first_sign_in_makes_a_file_that_only_its_owner_reads()
    {
        using var wallet = new CacheFixture();
        using var authority = new FakeAuthority();
        var session = wallet.File.Open();
        var client = authority.Msal().For("organizations", session);

        await ((IByRefreshToken)client)
            .AcquireTokenByRefreshToken([CacheFixture.Arm], "1.from-elsewhere")
            .ExecuteAsync(TestContext.Current.CancellationToken);
        await session.SaveAsync(TestContext.Current.CancellationToken);

        File.GetUnixFileMode(wallet.Folder.TokenCache).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        wallet.Json.Select(each => each.Key)
            .ShouldBe(["AccessToken", "Account", "IdToken", "RefreshToken", "AppMetadata"], ignoreOrder: true);
        wallet.Json["RefreshToken"]!
            .AsObject()
            .Single().Key
            .ShouldBe($"{CacheFixture.Home}-{CacheFixture.Host}-refreshtoken-{CacheFixture.Client}--");
    }

    private static async Task RefreshAsync(CacheFixture wallet, FakeAuthority authority)
    {
        var session = wallet.File.Open();
        await AskAsync(session, authority, CacheFixture.Contoso);
        await session.SaveAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AskAsync(TokenCacheSession session, FakeAuthority authority, string tenant)
    {
        var client = authority.Msal().For(tenant, session);
        var account = (await client.GetAccountsAsync()).Single();
        await client.AcquireTokenSilent([CacheFixture.Arm], account)
            .WithForceRefresh(true)
            .ExecuteAsync(TestContext.Current.CancellationToken);
    }
}
