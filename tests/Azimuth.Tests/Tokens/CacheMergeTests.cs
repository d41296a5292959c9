using System.Text.Json;
using System.Text.Json.Nodes;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

/// <summary>What MSAL.NET changed, brought into a file that another process has changed meanwhile: nothing of theirs is lost.</summary>
public sealed class CacheMergeTests
{
    private const string Vault = "https://vault.azure.net/.default";

    [Fact]
    public void A_token_that_msal_removed_and_another_process_has_renewed_stays()
    {
        var file = Merged(
            onDisk: CacheFixture.SignedIn(CacheFixture.Token("renewed by another")),
            before: CacheFixture.SignedIn(CacheFixture.Token("ended")),
            after: CacheFixture.SignedIn());

        Secrets(file, UnifiedCache.AccessTokens).ShouldBe(["renewed by another"]);
    }

    [Fact]
    public void A_token_that_msal_removed_and_nothing_has_changed_goes()
    {
        var file = Merged(
            onDisk: CacheFixture.SignedIn(CacheFixture.Token("ended")),
            before: CacheFixture.SignedIn(CacheFixture.Token("ended")), after: CacheFixture.SignedIn());

        Secrets(file, UnifiedCache.AccessTokens).ShouldBeEmpty();
    }

    [Fact]
    public void A_refresh_token_that_msal_removed_and_another_process_has_renewed_stays()
    {
        var file = Merged(
            onDisk: WithRefreshToken("renewed by another"), before: WithRefreshToken("revoked"), after: WithRefreshToken(null));

        Secrets(file, UnifiedCache.RefreshTokens).ShouldBe(["renewed by another"]);
        var unchanged = Merged(WithRefreshToken("revoked"), WithRefreshToken("revoked"), after: WithRefreshToken(null));
        Secrets(unchanged, UnifiedCache.RefreshTokens).ShouldBeEmpty();
    }

    [Fact]
    public void A_new_token_inherits_nothing_of_the_one_whose_place_it_takes()
    {
        var old = CacheFixture.Token("old", refreshIn: -60);
        old.Entry["noted"] = "by another program";
        var before = CacheFixture.SignedIn(old);

        var file = Merged(onDisk: before, before, after: CacheFixture.SignedIn(CacheFixture.Token("new")));

        var entry = file.Entries(UnifiedCache.AccessTokens).Values.ShouldHaveSingleItem();
        entry.Text("secret").ShouldBe("new");
        entry.Has("refresh_on").ShouldBeFalse("the old one's would have it renewed at every call");
        entry.Has("noted").ShouldBeFalse();
    }

    [Fact]
    public void The_same_token_told_again_keeps_what_others_noted_beside_it()
    {
        var noted = CacheFixture.Token("token");
        noted.Entry["noted"] = "by another program";

        var file = Merged(
            onDisk: CacheFixture.SignedIn(noted),
            before: CacheFixture.SignedIn(),
            after: CacheFixture.SignedIn(CacheFixture.Token("token")));

        file.Entries(UnifiedCache.AccessTokens).Values.ShouldHaveSingleItem().Text("noted").ShouldBe("by another program");
    }

    /// <summary>What answers another question than the new token's, by what differs.</summary>
    public static TheoryData<string, string, JsonObject> Others => new()
    {
        { "tenant", "", CacheFixture.Token("other", realm: CacheFixture.Fabrikam).Entry },
        { "resource", "", CacheFixture.Token("other", target: Vault).Entry },
        {
            "user",
            "",
            CacheFixture.Token("other", home: "33333333-3333-3333-3333-333333333333.11111111-1111-1111-1111-000000000001").Entry
        },
        { "cloud", "", CacheFixture.Token("other", environment: "login.chinacloudapi.cn").Entry },
        { "application", "", CacheFixture.Token("other", client: "55555555-5555-5555-5555-555555555555").Entry },
        { "kind", "", CacheFixture.Token("other", kind: "pop").Entry },
        { "agent's session", "ext_cache_key", CacheFixture.Token("other").Entry },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Only_what_answers_the_same_question_makes_room_for_a_new_token(string differs, string field, JsonObject other)
    {
        if (field.Length > 0)
        {
            other[field] = "hash";
        }

        (string, JsonObject) theirs = ("theirs", other);
        (string, JsonObject) rival = (
            "a rival under another key", CacheFixture.Token("rival", endsIn: 100, target: $"{CacheFixture.Arm} x").Entry);

        var file = Merged(CacheFixture.SignedIn(theirs, rival), CacheFixture.SignedIn(), CacheFixture.SignedIn(CacheFixture.Token("new")));

        Secrets(file, UnifiedCache.AccessTokens).ShouldBe(["other", "new"], differs);
    }

    [Theory]
    [InlineData("login.chinacloudapi.cn", CacheFixture.Home)]
    [InlineData(CacheFixture.Host, "33333333-3333-3333-3333-333333333333.11111111-1111-1111-1111-000000000001")]
    public void A_new_refresh_token_takes_the_place_of_its_own_account_in_its_own_cloud_alone(string environment, string home)
    {
        var cache = JsonNode.Parse(WithRefreshToken("old"))!.AsObject();
        var others = cache["RefreshToken"]!.AsObject().First().Value!.DeepClone().AsObject();
        (others["environment"], others["home_account_id"], others["secret"]) = (environment, home, "another's");
        cache["RefreshToken"]!["another's"] = others;
        cache["RefreshToken"]!["doubled"] = cache["RefreshToken"]!.AsObject().First().Value!.DeepClone();

        var file = Merged(cache.ToJsonString(), WithRefreshToken("old"), WithRefreshToken("new"));

        Secrets(file, UnifiedCache.RefreshTokens).ShouldBe(["another's", "new"], ignoreOrder: true);
    }

    private static UnifiedCache Merged(string onDisk, string before, string after)
    {
        var file = Parse(onDisk);
        CacheMerge.Apply(file, Parse(before), Parse(after), TimeProvider.System);
        return file;
    }

    private static UnifiedCache Parse(string text) => UnifiedCache.Parse(JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(text)));

    private static IEnumerable<string?> Secrets(UnifiedCache file, string section) =>
        file.Entries(section).Values.Select(each => each.Text("secret"));

    private static string WithRefreshToken(string? secret)
    {
        var cache = JsonNode.Parse(CacheFixture.SignedIn())!.AsObject();
        if (secret is null)
        {
            cache["RefreshToken"] = new JsonObject();
        }
        else
        {
            cache["RefreshToken"]!.AsObject().First().Value!["secret"] = secret;
        }

        return cache.ToJsonString();
    }
}
