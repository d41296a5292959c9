using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

/// <summary>Which of several processes asks the authority, and what the others take from it.</summary>
public sealed class SingleFlightRefreshTests
{
    private const string Sentence = "AADSTS50173: The grant was revoked.";

    private static readonly TokenCacheQuery Wanted = CacheFixture.Question() with { Cloud = "AzureCloud" };

    /// <summary>Questions that differ from <see cref="Wanted"/> in one thing.</summary>
    public static TheoryData<string, TokenCacheQuery> Others => new()
    {
        { "tenant", Wanted with { Realm = CacheFixture.Fabrikam } },
        { "user", Wanted with { UserName = "grace@contoso.onmicrosoft.com" } },
        { "authority", Wanted with { Environment = "login.chinacloudapi.cn" } },
        { "cloud", Wanted with { Cloud = "AzureChinaCloud" } },
        { "resource", Wanted with { Scopes = ["https://vault.azure.net/.default"] } },
        { "agent's session", Wanted with { ExtendedKey = "hash" } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Who_asks_for_something_else_waits_for_nobody_and_hears_no_refusal_of_theirs(string differs, TokenCacheQuery other)
    {
        using var wallet = new CacheFixture();
        var turns = Turns(wallet);
        using var held = turns.TryTake(Wanted).ShouldNotBeNull();
        turns.Refuse(Wanted, new(Sentence));

        var (answer, turn) = await Turns(wallet).WaitAsync(other, Soon());

        answer.ShouldBeNull();
        turn.ShouldNotBeNull(differs).Dispose();
        turns.TryTake(Wanted).ShouldBeNull("it is the same question still");
        turns.TryTake(Wanted with { UserName = CacheFixture.Ada.ToUpperInvariant() }).ShouldBeNull("names are compared without case");
    }

    [Fact]
    public async Task Who_waited_hears_the_refusal_of_who_asked_meanwhile()
    {
        using var wallet = new CacheFixture();
        var held = Turns(wallet).TryTake(Wanted).ShouldNotBeNull();
        var waiting = Turns(wallet).WaitAsync(Wanted, Cancel);

        var error = new AuthorityError
        {
            Code = 50173,
            Error = "invalid_grant",
            SubError = "bad_token",
            CorrelationId = "c",
            RequiresInteraction = true
        };
        Turns(wallet).Refuse(Wanted, new(Sentence, "az login") { AuthorityError = error });
        held.Dispose();

        var refusal = await Should.ThrowAsync<UserError>(waiting);
        (refusal.Message, refusal.Remedy, refusal.AuthorityError).ShouldBe((Sentence, "az login", error));
        using var next = Turns(wallet).TryTake(Wanted);
        next.ShouldNotBeNull("who was refused holds nothing");
    }

    [Fact]
    public async Task A_refusal_that_an_earlier_version_noted_has_its_code()
    {
        using var wallet = new CacheFixture();
        var held = Turns(wallet).TryTake(Wanted).ShouldNotBeNull();
        var waiting = Turns(wallet).WaitAsync(Wanted, Cancel);
        Turns(wallet).Refuse(Wanted, new(Sentence, "az login"));
        var note = Directory.GetFiles(wallet.Folder.Locks, "*.refused").ShouldHaveSingleItem();
        File.WriteAllText(note, string.Join('\u001f', File.ReadAllText(note).Split('\u001f').Take(3)));
        held.Dispose();

        var refusal = await Should.ThrowAsync<UserError>(waiting);

        refusal.AuthorityError.ShouldBe(new AuthorityError { Code = 50173, RequiresInteraction = true });
    }

    [Fact]
    public async Task A_refusal_from_before_ends_no_later_call()
    {
        using var wallet = new CacheFixture();
        var yesterday = Turns(wallet, new Clock(TimeProvider.System.GetUtcNow().AddDays(-1)));
        using (yesterday.TryTake(Wanted))
        {
            yesterday.Refuse(Wanted, new(Sentence));
        }

        var held = Turns(wallet).TryTake(Wanted).ShouldNotBeNull(); // killed, say: it neither answers nor is refused
        var waiting = Turns(wallet).WaitAsync(Wanted, Soon());
        waiting.IsCompleted.ShouldBeFalse();
        held.Dispose();

        var (answer, turn) = await waiting;
        answer.ShouldBeNull();
        turn.ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task An_answer_that_came_between_the_look_and_the_turn_is_taken_and_the_turn_given_back()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("just written by another")));

        var (answer, turn) = await Turns(wallet).WaitAsync(Wanted, Soon());

        answer.ShouldNotBeNull().Token.Reveal().ShouldBe("just written by another");
        turn.ShouldBeNull();
        using var next = Turns(wallet).TryTake(Wanted);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_waits_takes_the_answer_as_soon_as_it_is_in_the_cache()
    {
        using var wallet = new CacheFixture();
        using var held = Turns(wallet).TryTake(Wanted).ShouldNotBeNull();
        var waiting = Turns(wallet).WaitAsync(Wanted, Soon());

        // the turn is still held
        await File.WriteAllTextAsync(wallet.Folder.TokenCache, CacheFixture.SignedIn(CacheFixture.Token("theirs")), Cancel);

        var (answer, turn) = await waiting;
        answer.ShouldNotBeNull().Token.Reveal().ShouldBe("theirs");
        turn.ShouldBeNull();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CancellationToken Soon() =>
        CancellationTokenSource.CreateLinkedTokenSource(Cancel, new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token).Token;

    // As another process has them.
    private static SingleFlightRefresh Turns(CacheFixture wallet, TimeProvider? time = null) =>
        new(wallet.Files(time), wallet.Open());

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
