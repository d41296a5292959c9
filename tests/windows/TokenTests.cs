using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Windows;

/// <summary>Tokens for many callers at once, and locks between them and others.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task Sixteen_callers_get_one_token_by_one_refresh()
    {
        await using var azure = await WithExpiredTokensAsync();
        using var machine = await SignedInAsync(azure);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => machine.Az.RunAsync("account get-access-token")));

        answers.ShouldAllBe(answer => answer.ShouldSucceed().Stderr.Length == 0);
        answers.Select(answer => answer.Stdout).Distinct().Count().ShouldBe(1);
        (await azure.Journal.CountAsync("token")).ShouldBe(1);
    }

    [Fact]
    public async Task Sixteen_writers_of_settings_lose_none()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 16).Select(number => machine.Az.RunAsync($"config set writers.n{number}={number}")));

        answers.ShouldAllBe(answer => answer.ShouldSucceed().Stdout.Length == 0);
        var listed = (await machine.Az.RunAsync("config get writers")).ShouldSucceed();
        listed.Texts("[].value").Order().ShouldBe(Enumerable.Range(1, 16).Select(number => $"{number}").Order());
    }

    [Theory]
    [InlineData("rw")]
    [InlineData("r")]
    public async Task A_lock_that_another_program_holds_is_waited_for(string share)
    {
        await using var azure = await WithExpiredTokensAsync();
        using var machine = await SignedInAsync(azure);
        await File.WriteAllTextAsync(
            Path.Combine(machine.Config, "msal_token_cache.bin.lockfile"), "1 python.exe", TestContext.Current.CancellationToken);
        await using var holder = await Holder.StartAsync(machine, "msal_token_cache.bin.lockfile", share);
        string[] words = ["account", "get-access-token", "--debug"];
        await using var az = machine.Az.Start(words);
        await azure.Journal.WaitForAsync("token");

        az.HasExited.ShouldBeFalse(); // it has the token, and keeps it under the lock
        holder.Release();

        (await machine.Az.EndAsync(az, words)).ShouldSucceed();
        (await machine.Az.RunAsync("account get-access-token")).ShouldSucceed();
        (await azure.Journal.CountAsync("token")).ShouldBe(1);
    }

    // Tokens of the sign-in are as good as expired: less than five minutes are left. Later ones live long.
    internal static Task<Sandbox> WithExpiredTokensAsync() => Sandbox.StartAsync(Scenario.Contoso with { AccessTokenSeconds = 200 });

    internal static async Task<WindowsMachine> SignedInAsync(Sandbox azure)
    {
        var machine = new WindowsMachine(azure);
        await machine.Az.SignInAsync(Contoso.Ada);
        await azure.Control.PostAsync(
            "reset", new() { ["scenario"] = JsonNode.Parse((Scenario.Contoso with { AccessTokenSeconds = 3600 }).ToJson()) });
        return machine;
    }
}
