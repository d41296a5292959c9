using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Tokens;
using CsCheck;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Tokens;

public sealed class QuickTokenTests
{
    [Fact]
    public void A_token_of_the_account_the_tenant_and_the_scope_is_found()
    {
        var cache = Wallet.SignedIn(Wallet.Token("other tenant", realm: Wallet.Fabrikam), Wallet.Token("wanted"), Wallet.Token("other scope", target: "https://vault.azure.net/.default"));

        var found = Find(cache, Wallet.Question());

        found.ShouldNotBeNull().Token.Reveal().ShouldBe("wanted");
        found.IsDue.ShouldBeFalse();
    }

    [Theory]
    [InlineData(301, true)]
    [InlineData(290, false)]
    public void A_token_with_five_minutes_left_has_ended(int endsIn, bool isFound)
    {
        var now = TimeProvider.System.GetUtcNow();
        var cache = Wallet.SignedIn(Wallet.Token("token", endsIn));

        var found = CachedTokenReader.Find(Encoding.UTF8.GetBytes(cache), Wallet.Question(), now, out _);

        (found is not null).ShouldBe(isFound);
    }

    [Fact]
    public void A_token_past_its_refresh_time_is_due_and_still_an_answer()
    {
        var cache = Wallet.SignedIn(Wallet.Token("token", refreshIn: -60));

        Find(cache, Wallet.Question()).ShouldNotBeNull().IsDue.ShouldBeTrue();
    }

    [Fact]
    public void Every_scope_that_is_asked_for_must_be_in_the_target()
    {
        var cache = Wallet.SignedIn(Wallet.Token("token", target: "https://g/User.Read https://g/Mail.Read"));

        Find(cache, Wallet.Question() with { Scopes = ["https://g/mail.read", "https://g/User.Read"] }).ShouldNotBeNull();
        Find(cache, Wallet.Question() with { Scopes = ["https://g/User.Read", "https://g/Mail.Send"] }).ShouldBeNull();
        Find(cache, Wallet.Question() with { Scopes = ["https://g/User"] }).ShouldBeNull();
    }

    [Fact]
    public void A_token_for_an_agents_session_or_bound_to_a_key_answers_another_question()
    {
        var forAgent = Wallet.Token("token");
        forAgent.Entry["ext_cache_key"] = "hash";
        var bound = Wallet.Token("token");
        bound.Entry["key_id"] = "key";

        var agents = Wallet.SignedIn(forAgent);
        Find(agents, Wallet.Question()).ShouldBeNull();
        Find(agents, Wallet.Question() with { ExtendedKey = "hash" }).ShouldNotBeNull();
        Find(agents, Wallet.Question() with { ExtendedKey = "HASH" }).ShouldBeNull();
        Find(Wallet.SignedIn(Wallet.Token("token")), Wallet.Question() with { ExtendedKey = "hash" }).ShouldBeNull();
        Find(Wallet.SignedIn(bound), Wallet.Question()).ShouldBeNull();
        Find(Wallet.SignedIn(Wallet.Token("token", kind: "pop")), Wallet.Question()).ShouldBeNull();
    }

    [Fact]
    public void Of_several_accounts_of_one_name_none_is_taken_and_all_are_told()
    {
        var cache = Wallet.WithAccount(Wallet.SignedIn(Wallet.Token("first"), Wallet.Token("second", home: Other)), Other, Wallet.Ada.ToUpperInvariant());

        var found = CachedTokenReader.Find(Encoding.UTF8.GetBytes(cache), Wallet.Question(), TimeProvider.System.GetUtcNow(), out var homes);

        found.ShouldBeNull();
        homes.ShouldBe([Wallet.Home, Other]);
        Find(cache, Wallet.Question() with { HomeAccountId = Other }).ShouldNotBeNull().Token.Reveal().ShouldBe("second");
    }

    [Fact]
    public void An_account_that_was_renamed_has_its_last_name()
    {
        var cache = Wallet.WithAccount(Wallet.SignedIn(Wallet.Token("first"), Wallet.Token("second", home: Other)), Wallet.Home, "renamed@contoso.onmicrosoft.com");

        Find(cache, Wallet.Question()).ShouldBeNull();
        Find(Wallet.WithAccount(cache, Other, Wallet.Ada), Wallet.Question()).ShouldNotBeNull().Token.Reveal().ShouldBe("second");
    }

    [Fact]
    public void Sections_and_fields_may_stand_in_any_order_and_hold_things_that_nobody_knows()
    {
        var (key, entry) = Wallet.Token("wanted");
        entry["client_info"] = new JsonObject { ["secret"] = "not this", ["deep"] = new JsonArray(1, new JsonArray()) };
        var cache = JsonNode.Parse(Wallet.SignedIn((key, new JsonObject(entry.Reverse().Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone()))))))!.AsObject();
        var reversed = new JsonObject(cache.Reverse().Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())))
        {
            ["Unknown"] = new JsonObject { ["AccessToken"] = new JsonArray("x") },
        };

        Find(reversed.ToJsonString(), Wallet.Question()).ShouldNotBeNull().Token.Reveal().ShouldBe("wanted");
    }

    [Fact]
    public void No_beginning_of_a_file_gives_a_wrong_answer_or_an_exception()
    {
        var cache = Encoding.UTF8.GetBytes(Wallet.SignedIn(Wallet.Token("wanted"), Wallet.Token("rival", realm: Wallet.Fabrikam)));

        for (var length = 0; length < cache.Length; length++)
        {
            var found = CachedTokenReader.Find(cache.AsSpan(0, length), Wallet.Question(), TimeProvider.System.GetUtcNow(), out _);

            (found?.Token.Reveal() ?? "wanted").ShouldBe("wanted");
        }
    }

    [Fact]
    public void Bytes_that_are_anything_at_all_are_no_exception()
    {
        var cache = Encoding.UTF8.GetBytes(Wallet.SignedIn(Wallet.Token("wanted")));

        Gen.Select(Gen.Int[0, cache.Length - 1], Gen.Byte, Gen.Int[1, 8]).Sample(
            (at, with, count) =>
            {
                var damaged = cache.ToArray();
                damaged.AsSpan(at, Math.Min(count, damaged.Length - at)).Fill(with);
                CachedTokenReader.Find(damaged, Wallet.Question(), TimeProvider.System.GetUtcNow(), out _);
            },
            iter: 100_000);
    }

    [Fact]
    public void Of_targets_that_overlap_in_part_the_one_that_has_the_scope_answers()
    {
        var cache = Wallet.SignedIn(Wallet.Token("narrow", target: "https://g/A"), Wallet.Token("wide", target: "https://g/A https://g/B"));

        Find(cache, Wallet.Question() with { Scopes = ["https://g/B"] }).ShouldNotBeNull().Token.Reveal().ShouldBe("wide");
    }

    [Theory]
    [InlineData(4000, 8000, 6000)]
    [InlineData(8000, 4000, 6000)]
    [InlineData(4000, 6000, 8000)]
    public void Of_several_that_fit_the_one_that_ends_last_answers(params int[] ends)
    {
        var cache = Wallet.SignedIn([.. ends.Select(each => ($"key of {each}", Wallet.Token($"{each}", each).Entry))]);

        Find(cache, Wallet.Question()).ShouldNotBeNull().Token.Reveal().ShouldBe("8000");
    }

    [Fact]
    public async Task The_answer_is_the_one_that_msal_net_gives()
    {
        // Times stay clear of the edges: MSAL.NET reads the system's clock and spreads refresh_on by five minutes.
        // MSAL.NET refuses to choose between targets that overlap in part (see the test above); here they are the same or
        // have nothing in common.
        var scope = Gen.OneOf(Wallet.Arm, "https://vault.azure.net/.default", "https://graph.microsoft.com/User.Read");
        var target = Gen.OneOf(Wallet.Arm, "https://vault.azure.net/.default", "https://graph.microsoft.com/Mail.Read https://graph.microsoft.com/User.Read");
        var token = Gen.Select(
            Gen.OneOf(Wallet.Contoso, Wallet.Fabrikam, "organizations"),
            target,
            Gen.OneOf(Wallet.Home, Wallet.Home.ToUpperInvariant(), "44444444-4444-4444-4444-444444444444.11111111-1111-1111-1111-000000000001", null),
            Gen.OneOf(Wallet.Host, "login.windows.net", "login.chinacloudapi.cn"),
            Gen.OneOf(Wallet.Client, "99999999-8ddb-461a-bbee-02f9e1bf7b46"),
            Gen.OneOf(-100, 200, 400, 86_000),
            Gen.OneOf<string?>("Bearer", "bearer", "pop", null),
            (realm, target, home, environment, client, endsIn, kind) => (realm, target, home, environment, client, endsIn, kind));

        await Gen.Select(token.Array[0, 6], Gen.OneOf(Wallet.Contoso, Wallet.Fabrikam), scope).SampleAsync(
            async (tokens, realm, wanted) =>
            {
                var numbered = tokens.Select((each, number) => Wallet.Token(
                    $"token {number}", each.endsIn, each.realm, each.target, each.home, each.environment, each.client, kind: each.kind)).DistinctBy(each => each.Key).ToArray();
                var cache = Wallet.SignedIn(numbered);

                var quick = Find(cache, Wallet.Question(realm, wanted));

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
        using var authority = new TwinAuthority { Refusal = (System.Net.HttpStatusCode.BadRequest, TwinAuthority.Refuse(700016, "No.", "unauthorized_client")) };
        using var wallet = new Wallet(cache);
        var client = authority.Msal().For(realm, wallet.File.Open());
        var account = (await client.GetAccountsAsync()).Single(each => each.Username == Wallet.Ada);
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
