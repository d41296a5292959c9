using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>Many processes that want the same token make one request.</summary>
public sealed class OneRefreshTests
{
    private static readonly string[] Words = ["account", "get-access-token", "-o", "json"];

    [Fact]
    public async Task Sixty_four_processes_that_want_one_expired_token_make_one_refresh_and_answer_alike()
    {
        await using var azure = await WithExpiredTokensAsync();
        using var home = await SignedInAsync(azure);

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => home.Az.RunAsync(Words)));

        answers.ShouldAllBe(answer => answer.ShouldSucceed().Stderr.Length == 0);
        answers.Select(answer => answer.Stdout).Distinct().Count().ShouldBe(1);
        (await azure.Journal.CountAsync("token")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_the_answer_for_all_that_waited_for_it()
    {
        await using var azure = await WithExpiredTokensAsync();
        using var home = await SignedInAsync(azure);
        await azure.Control.RevokeAsync(Contoso.Ada);
        await azure.Control.SwitchOnAsync("delay", new() { ["kinds"] = new JsonArray("token"), ["milliseconds"] = 2_000 });
        await using var first = home.Az.Start(Words);
        await azure.Journal.WaitForAsync("token", open: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => home.Az.RunAsync(Words)));

        answers.ShouldAllBe(answer => answer.ShouldExit(1).Stderr.Contains("AADSTS50173"));
        (await azure.Journal.CountAsync("token")).ShouldBeLessThanOrEqualTo(2); // one that started after the refusal asks for itself
    }

    [Fact]
    public async Task When_the_one_that_refreshes_is_killed_another_takes_over()
    {
        await using var azure = await WithExpiredTokensAsync();
        using var home = await SignedInAsync(azure);
        await azure.Control.SwitchOnAsync("delay", new() { ["kinds"] = new JsonArray("token"), ["milliseconds"] = 30_000, ["count"] = 1 });
        await using var first = home.Az.Start(Words);
        await azure.Journal.WaitForAsync("token", open: true);

        var others = Enumerable.Range(0, 7).Select(_ => home.Az.RunAsync(Words)).ToArray();
        first.Kill();
        var answers = await Task.WhenAll(others);

        answers.Select(answer => answer.ShouldSucceed().Stdout).Distinct().Count().ShouldBe(1);
        (await azure.Journal.CountAsync("token")).ShouldBe(2);
    }

    // Tokens of the sign-in are as good as expired: less than five minutes are left. Later ones live long.
    private static Task<Sandbox> WithExpiredTokensAsync() => Sandbox.StartAsync(Scenario.Contoso with { AccessTokenSeconds = 200 });

    private static async Task<Home> SignedInAsync(Sandbox azure)
    {
        var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.PostAsync(
            "reset", new() { ["scenario"] = JsonNode.Parse((Scenario.Contoso with { AccessTokenSeconds = 3600 }).ToJson()) });
        return home;
    }
}
