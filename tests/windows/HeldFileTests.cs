using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Windows;

/// <summary>
/// Another program has a file open that <c>az</c> replaces or removes: as Python's <c>open()</c> does, which shares reading and writing, or
/// as .NET's readers do, which share deleting, too. Wine refuses both, Windows the former.
/// </summary>
public sealed class HeldFileTests
{
    [Theory]
    [InlineData("rw")]
    [InlineData("rwd")]
    public async Task A_setting_is_saved_when_the_other_program_closes_the_file(string share)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var holder = await Holder.StartAsync(machine, "config", share);
        string[] words = ["config", "set", "core.output=table"];
        await using var az = machine.Az.Start(words);

        await ItWaitsAsync(az, machine, "config.*.azimuth-tmp"); // the new bytes are written, and the rename is refused
        holder.Release();

        (await machine.Az.EndAsync(az, words)).ShouldSucceed();
        machine["config"].ShouldContain("output = table");
        Directory.GetFiles(machine.Config, "*.azimuth-tmp").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rw")]
    [InlineData("rwd")]
    public async Task A_new_token_is_kept_when_the_other_program_closes_the_cache(string share)
    {
        await using var azure = await TokenTests.WithExpiredTokensAsync();
        using var machine = await TokenTests.SignedInAsync(azure);
        await using var holder = await Holder.StartAsync(machine, "msal_token_cache.bin", share);
        string[] words = ["account", "get-access-token"];
        await using var az = machine.Az.Start(words);

        await ItWaitsAsync(az, machine, "msal_token_cache.bin.*.azimuth-tmp");
        holder.Release();

        var first = (await machine.Az.EndAsync(az, words)).ShouldSucceed();
        ((await machine.Az.RunAsync(words)).ShouldSucceed().Stdout == first.Stdout).ShouldBeTrue(); // tokens are not printed
        (await azure.Journal.CountAsync("token")).ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_are_removed_when_the_other_program_closes_the_cache()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        await machine.Az.SignInAsync(Contoso.Ada);
        await using var holder = await Holder.StartAsync(machine, "msal_token_cache.bin", "rw");
        string[] words = ["account", "clear"];
        await using var az = machine.Az.Start(words);

        await ItWaitsAsync(az, machine, "msal_token_cache.bin.lockfile"); // held while it is removed
        holder.Release();

        (await machine.Az.EndAsync(az, words)).ShouldSucceed();
        machine.Has("msal_token_cache.bin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("rw", "config set core.output=table")]
    [InlineData("none", "config set core.output=table")]
    [InlineData("none", "account show")]
    public async Task A_file_that_stays_in_use_is_named_and_keeps_what_it_held(string share, string line)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        var before = machine["config"];
        await using var holder = await Holder.StartAsync(machine, "config", share);

        var refused = await machine.Az.RunAsync(line);

        var file = WindowsMachine.Windows(Path.Combine(machine.Config, "config"));
        refused.ShouldExit(1).Stderr.ReplaceLineEndings("\n").ShouldBe(
            $"ERROR: '{file}' is in use by another program. Close that program, and try again.\n");
        machine["config"].ShouldBe(before);
        Directory.GetFiles(machine.Config, "*.azimuth-tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task Readers_and_writers_of_one_file_do_not_disturb_each_other()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        await machine.Az.SignInAsync(Contoso.Ada);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => machine.Az.RunAsync(
            number % 3 == 0 ? $"account set --subscription {Contoso.SubscriptionId(1 + (number / 3))}" : "account list")));

        answers.ShouldAllBe(answer => answer.ShouldSucceed().Stderr.Length == 0);
    }

    // It was refused and tries again: a file is there that it has only meanwhile. Whether it ended instead, its result says.
    private static Task<string> ItWaitsAsync(NativeProcess az, WindowsMachine machine, string file) => Waiting.UntilAsync(
        $"{file} of an az that waits",
        () => Task.FromResult(az.HasExited || Directory.GetFiles(machine.Config, file).Length > 0 ? "" : null));
}
