using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens.Cache;
using CsCheck;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Tokens;

public sealed class CachedTokenReaderTests
{
    [Fact]
    public void A_token_of_the_account_the_tenant_and_the_scope_is_found()
    {
        var cache = CacheFixture.SignedIn(
            CacheFixture.Token("other tenant", realm: CacheFixture.Fabrikam),
            CacheFixture.Token("wanted"),
            CacheFixture.Token("other scope", target: "https://vault.azure.net/.default"));

        var found = Find(cache, CacheFixture.Question());

        found.ShouldNotBeNull().Token.Reveal().ShouldBe("wanted");
        found.IsDue.ShouldBeFalse();
    }

    [Theory]
    [InlineData(301, true)]
    [InlineData(290, false)]
    public void A_token_with_five_minutes_left_has_ended(int endsIn, bool isFound)
    {
        var now = TimeProvider.System.GetUtcNow();
        var cache = CacheFixture.SignedIn(CacheFixture.Token("token", endsIn));

        var found = CachedTokenReader.Find(Encoding.UTF8.GetBytes(cache), CacheFixture.Question(), now, out _);

        (found is not null).ShouldBe(isFound);
    }

    [Fact]
    public void A_token_past_its_refresh_time_is_due_and_still_an_answer()
    {
        var cache = CacheFixture.SignedIn(CacheFixture.Token("token", refreshIn: -60));

        Find(cache, CacheFixture.Question()).ShouldNotBeNull().IsDue.ShouldBeTrue();
    }

    [Fact]
    public void Every_scope_that_is_asked_for_must_be_in_the_target()
    {
        var cache = CacheFixture.SignedIn(CacheFixture.Token("token", target: "https://g/User.Read https://g/Mail.Read"));

        Find(cache, CacheFixture.Question() with { Scopes = ["https://g/mail.read", "https://g/User.Read"] }).ShouldNotBeNull();
        Find(cache, CacheFixture.Question() with { Scopes = ["https://g/User.Read", "https://g/Mail.Send"] }).ShouldBeNull();
        Find(cache, CacheFixture.Question() with { Scopes = ["https://g/User"] }).ShouldBeNull();
    }

    [Fact]
    public void A_token_for_an_agents_session_or_bound_to_a_key_answers_another_question()
    {
        var forAgent = CacheFixture.Token("token");
        forAgent.Entry["ext_cache_key"] = "hash";
        var bound = CacheFixture.Token("token");
        bound.Entry["key_id"] = "key";

        var agents = CacheFixture.SignedIn(forAgent);
        Find(agents, CacheFixture.Question()).ShouldBeNull();
        Find(agents, CacheFixture.Question() with { ExtendedKey = "hash" }).ShouldNotBeNull();
        Find(agents, CacheFixture.Question() with { ExtendedKey = "HASH" }).ShouldBeNull();
        Find(CacheFixture.SignedIn(CacheFixture.Token("token")), CacheFixture.Question() with { ExtendedKey = "hash" }).ShouldBeNull();
        Find(CacheFixture.SignedIn(bound), CacheFixture.Question()).ShouldBeNull();
        Find(CacheFixture.SignedIn(CacheFixture.Token("token", kind: "pop")), CacheFixture.Question()).ShouldBeNull();
    }

    [Fact]
    public void Of_several_accounts_of_one_name_none_is_taken_and_all_are_told()
    {
        var cache = CacheFixture.WithAccount(
            CacheFixture.SignedIn(CacheFixture.Token("first"), CacheFixture.Token("second", home: Other)),
            Other,
            CacheFixture.Ada.ToUpperInvariant());

        var found = CachedTokenReader.Find(
            Encoding.UTF8.GetBytes(cache), CacheFixture.Question(), TimeProvider.System.GetUtcNow(), out var homes);

        found.ShouldBeNull();
        homes.ShouldBe([CacheFixture.Home, Other]);
        Find(cache, CacheFixture.Question() with { HomeAccountId = Other }).ShouldNotBeNull().Token.Reveal().ShouldBe("second");
    }

    [Fact]
    public void An_account_that_was_renamed_has_its_last_name()
    {
        var cache = CacheFixture.WithAccount(
            CacheFixture.SignedIn(CacheFixture.Token("first"), CacheFixture.Token("second", home: Other)),
            CacheFixture.Home,
            "renamed@contoso.onmicrosoft.com");

        Find(cache, CacheFixture.Question()).ShouldBeNull();
        Find(CacheFixture.WithAccount(cache, Other, CacheFixture.Ada), CacheFixture.Question())
            .ShouldNotBeNull().Token
            .Reveal()
            .ShouldBe("second");
    }

    [Fact]
    public void Sections_and_fields_may_stand_in_any_order_and_hold_things_that_nobody_knows()
    {
        var (key, entry) = CacheFixture.Token("wanted");
        entry["client_info"] = new JsonObject { ["secret"] = "not this", ["deep"] = new JsonArray(1, new JsonArray()) };
        var cache = JsonNode.Parse(
            CacheFixture.SignedIn(
                (key, new JsonObject(entry.Reverse().Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone()))))))!.AsObject();
        var reversed = new JsonObject(cache.Reverse().Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())))
        {
            ["Unknown"] = new JsonObject { ["AccessToken"] = new JsonArray("x") },
        };

        Find(reversed.ToJsonString(), CacheFixture.Question()).ShouldNotBeNull().Token.Reveal().ShouldBe("wanted");
    }

    [Fact]
    public void No_beginning_of_a_file_gives_a_wrong_answer_or_an_exception()
    {
        var cache = Encoding.UTF8.GetBytes(
            CacheFixture.SignedIn(CacheFixture.Token("wanted"), CacheFixture.Token("rival", realm: CacheFixture.Fabrikam)));

        for (var length = 0; length < cache.Length; length++)
        {
            var found = CachedTokenReader.Find(cache.AsSpan(0, length), CacheFixture.Question(), TimeProvider.System.GetUtcNow(), out _);

            (found?.Token.Reveal() ?? "wanted").ShouldBe("wanted");
        }
    }

    [Fact]
    public void Bytes_that_are_anything_at_all_are_no_exception()
    {
        var cache = Encoding.UTF8.GetBytes(CacheFixture.SignedIn(CacheFixture.Token("wanted")));

        Gen.Select(Gen.Int[0, cache.Length - 1], Gen.Byte, Gen.Int[1, 8]).Sample(
            (at, with, count) =>
            {
                var damaged = cache.ToArray();
                damaged.AsSpan(at, Math.Min(count, damaged.Length - at)).Fill(with);
                CachedTokenReader.Find(damaged, CacheFixture.Question(), TimeProvider.System.GetUtcNow(), out _);
            },
            iter: 100_000);
    }

    [Fact]
    public void Of_targets_that_overlap_in_part_the_one_that_has_the_scope_answers()
    {
        var cache = CacheFixture.SignedIn(
            CacheFixture.Token("narrow", target: "https://g/A"), CacheFixture.Token("wide", target: "https://g/A https://g/B"));

        Find(cache, CacheFixture.Question() with { Scopes = ["https://g/B"] }).ShouldNotBeNull().Token.Reveal().ShouldBe("wide");
    }

    [Theory]
    [InlineData(4000, 8000, 6000)]
    [InlineData(8000, 4000, 6000)]
    [InlineData(4000, 6000, 8000)]
    public void Of_several_that_fit_the_one_that_ends_last_answers(params int[] ends)
    {
        var cache = CacheFixture.SignedIn([.. ends.Select(each => ($"key of {each}", CacheFixture.Token($"{each}", each).Entry))]);

        Find(cache, CacheFixture.Question()).ShouldNotBeNull().Token.Reveal().ShouldBe("8000");
    }

    [Fact]
    public async Task The_answer_is_the_one_that_msal_net_gives()
    {
        // Times stay clear of the edges: MSAL.NET reads the system's clock and spreads refresh_on by five minutes.
        // MSAL.NET refuses to choose between targets that overlap in part (see the test above); here they are the same or
        // have nothing in common.
        var scope = Gen.OneOf(CacheFixture.Arm, "https://vault.azure.net/.default", "https://graph.microsoft.com/User.Read");
        var target = Gen.OneOf(
            CacheFixture.Arm,
            "https://vault.azure.net/.default",
            "https://graph.microsoft.com/Mail.Read https://graph.microsoft.com/User.Read");
        var token = Gen.Select(
            Gen.OneOf(CacheFixture.Contoso, CacheFixture.Fabrikam, "organizations"),
            target,
            Gen.OneOf(
                CacheFixture.Home,
                CacheFixture.Home.ToUpperInvariant(),
                "44444444-4444-4444-4444-444444444444.11111111-1111-1111-1111-000000000001",
                null),
            Gen.OneOf(CacheFixture.Host, "login.windows.net", "login.chinacloudapi.cn"),
            Gen.OneOf(CacheFixture.Client, "99999999-8ddb-461a-bbee-02f9e1bf7b46"),
            Gen.OneOf(-100, 200, 400, 86_000),
            Gen.OneOf<string?>("Bearer", "bearer", "pop", null),
            (realm, target, home, environment, client, endsIn, kind) => (realm, target, home, environment, client, endsIn, kind));

        await Gen.Select(token.Array[0, 6], Gen.OneOf(CacheFixture.Contoso, CacheFixture.Fabrikam), scope).SampleAsync(
            async (tokens, realm, wanted) =>
            {
                var numbered = tokens.Select((each, number) => CacheFixture.Token(
                    $"token {number}", each.endsIn, each.realm, each.target, each.home, each.environment, each.client, kind: each.kind))
                    .DistinctBy(each => each.Key)
                    .ToArray();
                var cache = CacheFixture.SignedIn(numbered);

                var quick = Find(cache, CacheFixture.Question(realm, wanted));

                (quick?.Token.Reveal() ?? "none").ShouldBe(await AnswerOfMsalAsync(cache, realm, wanted), cache);
            },
            iter: 2000);
    }

    private const string Other = "22222222-2222-2222-2222-000000000099.11111111-1111-1111-1111-000000000001";

    private static CachedToken? Find(string cache, TokenCacheQuery question) =>
        CachedTokenReader.Find(Encoding.UTF8.GetBytes(cache), question, TimeProvider.System.GetUtcNow(), out _);

    // Through our own translation, which also settles what MSAL.NET refuses to choose between.
    private static async Task<string> AnswerOfMsalAsync(string cache, string realm, string scope)
    {
        using var authority = new FakeAuthority
        {
            Refusal = (System.Net.HttpStatusCode.BadRequest, FakeAuthority.Refuse(700016, "No.", "unauthorized_client"))
        };
        using var wallet = new CacheFixture(cache);
        var client = authority.Msal().For(realm, wallet.File.Open());
        var account = (await client.GetAccountsAsync()).Single(each => each.Username == CacheFixture.Ada);
        try
        {
            var result = await client.AcquireTokenSilent([scope], account).ExecuteAsync(TestContext.Current.CancellationToken);
            return result.AccessToken;
        }
        catch (MsalServiceException)
        {
            return "none";
        }
    }
}
