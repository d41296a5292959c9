using System.Net;
using Azimuth.Accounts;
using Azimuth.Flows.Msal;
using Azimuth.Sessions;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;

namespace Azimuth.Tests;

public sealed class TokenAcquisitionTests
{
    private static readonly TokenRequest Wanted = new()
    {
        User = AccountUser.Person(CacheFixture.Ada),
        Tenant = CacheFixture.Contoso,
        Scopes = [CacheFixture.Arm]
    };

    [Fact]
    public async Task A_good_token_in_the_cache_is_answered_without_msal()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("cached")));
        using var authority = new FakeAuthority();
        var (access, msal) = Open(wallet, authority);

        var issued = await access.GetAsync(Wanted, Cancel);

        issued.Token.Reveal().ShouldBe("cached");
        msal.IsValueCreated.ShouldBeFalse();
        Directory.Exists(wallet.Folder.Ours).ShouldBeFalse();
    }

    [Fact]
    public async Task An_ended_token_is_renewed_and_kept()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("ended", endsIn: -1)));
        using var authority = new FakeAuthority();

        var issued = await Open(wallet, authority).Access.GetAsync(Wanted, Cancel);
        var again = await Open(wallet, authority).Access.GetAsync(Wanted, Cancel);

        issued.Token.Reveal().ShouldBe($"fresh-access-token-1-for-{CacheFixture.Contoso}");
        again.ShouldBe(issued);
        authority.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_that_want_the_same_token_one_asks_and_all_answer_alike()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("ended", endsIn: -1)));
        using var authority = new FakeAuthority();
        var asked = new TaskCompletionSource();
        authority.BeforeAnswer = () => asked.Task;

        var callers = Enumerable.Range(0, 64).Select(_ => Task.Run(() => Open(wallet, authority).Access.GetAsync(Wanted, Cancel))).ToList();
        await WaitForAsync(() => !authority.Asked.IsEmpty);
        asked.SetResult();
        var answers = await Task.WhenAll(callers);

        authority.Asked.Count.ShouldBe(1);
        answers.Distinct().ShouldHaveSingleItem().Token.Reveal().ShouldStartWith("fresh-access-token-1");
    }

    [Fact]
    public async Task When_the_one_that_asks_gives_up_another_takes_over()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var never = new TaskCompletionSource();
        authority.BeforeAnswer = () => authority.Asked.Count == 1 ? never.Task : Task.CompletedTask;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var first = Open(wallet, authority).Access.GetAsync(Wanted, gone.Token);
        await WaitForAsync(() => !authority.Asked.IsEmpty);
        var second = Open(wallet, authority).Access.GetAsync(Wanted, Cancel);
        await gone.CancelAsync();
        never.SetException(new OperationCanceledException());

        (await second).Token.Reveal().ShouldStartWith("fresh-access-token");
        await Should.ThrowAsync<OperationCanceledException>(first);
    }

    [Fact]
    public async Task A_token_that_is_due_is_renewed_while_it_is_still_good()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("due", refreshIn: -900)));
        using var authority = new FakeAuthority();

        var issued = await Open(wallet, authority).Access.GetAsync(Wanted, Cancel);

        issued.Token.Reveal().ShouldStartWith("fresh-access-token");
    }

    [Fact]
    public async Task A_token_that_is_due_is_answered_when_the_renewal_fails()
    {
        // A scope of its own: MSAL.NET remembers an outage for a minute, in the whole process.
        const string Scope = "https://out-of-order.example/.default";
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("due", refreshIn: -900, target: Scope)));
        using var authority = new FakeAuthority { Refusal = (HttpStatusCode.ServiceUnavailable, "") };

        var issued = await Open(wallet, authority).Access.GetAsync(Wanted with { Scopes = [Scope] }, Cancel);

        issued.Token.Reveal().ShouldBe("due");
    }

    [Fact]
    public async Task A_refusal_keeps_entra_ids_words_and_tells_the_commands()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority
        {
            Refusal = (
                HttpStatusCode.BadRequest,
                FakeAuthority.Refuse(50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed.")),
        };

        var error = await Should.ThrowAsync<UserError>(
            Open(wallet, authority).Access.GetAsync(Wanted with { Scopes = ["https://vault.azure.net/.default"] }, Cancel));

        // Recorded: sign-in.json, case "revoked".
        error.Message.ShouldBe(
            "AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. Trace ID: "
                + "00000000-0000-0000-0000-000000000001 Correlation ID: 00000000-0000-0000-0000-000000000002 Timestamp: 2026-11-23 "
                + "23:54:36Z");
        error.Remedy.ShouldBe(
            "Run the command below to authenticate interactively; additional arguments may be added as needed:\n"
            + "az logout\n"
            + "az login --tenant \"11111111-1111-1111-1111-000000000001\" --scope \"https://vault.azure.net/.default\"");
        error.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_only_the_profile_knows_is_named_in_the_azure_clis_words()
    {
        using var wallet = new CacheFixture();
        using var authority = new FakeAuthority();

        var error = await Should.ThrowAsync<UserError>(Open(wallet, authority).Access.GetAsync(Wanted, Cancel));

        // Recorded: offline.json, fixture "no-tokens".
        error.Message.ShouldBe("User 'ada@contoso.onmicrosoft.com' does not exist in MSAL token cache. Run `az login`.");
        authority.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_cache_counts_as_empty_is_left_as_it_is_and_the_rest_of_the_command_says_what_to_do()
    {
        using var wallet = new CacheFixture("""{"AccessToken": {"a": nonsense""");
        using var authority = new FakeAuthority();

        var error = await Should.ThrowAsync<UserError>(Open(wallet, authority).Access.GetAsync(Wanted, Cancel));

        error.Message.ShouldContain("az login");
        wallet.Warnings.ShouldHaveSingleItem().ShouldContain("az doctor --fix");
        File.ReadAllText(wallet.Folder.TokenCache).ShouldBe("""{"AccessToken": {"a": nonsense""");
        Directory.Exists(wallet.Folder.Quarantine).ShouldBeFalse();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // As another process has it: everything its own but the folder.
    private static (TokenAcquisition Access, Lazy<MsalClient> Msal) Open(CacheFixture wallet, FakeAuthority authority)
    {
        var cache = wallet.Open();
        var msal = new Lazy<MsalClient>(authority.Msal);
        var turns = new SingleFlightRefresh(wallet.Files(), cache);
        var credentials = new CredentialFactory(
            FakeAuthority.Cloud, msal, new(() => throw new InvalidOperationException("No machine is asked here.")),
            _ => throw new InvalidOperationException("Nobody here is an application."), CacheFixture.Client);
        return (new(FakeAuthority.Cloud, cache, turns, credentials, DebugLog.Silent, TimeProvider.System), msal);
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }
}
