using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Readme;

/// <summary>The way of a new user with README.md alone: its command blocks are run as they stand there.</summary>
public sealed partial class NewUserTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Places.Repository, "README.md"));

    private readonly Home _home = new();

    public NewUserTests()
    {
        _home.Variables.Remove("AZURE_CONFIG_DIR"); // as on a user's own machine
        _home.Variables["PATH"] = $"{_home.Programs}:/usr/bin:/bin";
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_user_of_the_Azure_CLI_gets_a_token_without_signing_in_and_exit_goes_back_and_nothing_was_written()
    {
        var azure = Path.Combine(_home.Folder, ".azure");
        _home.WithFixture("user");
        Directory.Move(_home.Config, azure);
        var other = Path.Combine(_home.Programs, "az");
        Places.WriteProgram(other, "#!/bin/sh\nexit 1\n"); // where the Azure CLI would be
        var before = FolderContents.Of(azure);
        var block = Block("own sign-in").Replace("$PWD/artifacts/bin", Places.Binaries, StringComparison.Ordinal)
            .Replace("--output none", "--query tokenType", StringComparison.Ordinal);

        // From standard input, as typed: the inner bash reads its lines up to its exit.
        await using var shell = NativeProcess.Start(
            "/bin/bash", ["-c", $"bash <<'END'\n{block}command -v az\nEND"], _home.Variables, _home.WorkingFolder);
        await _home.Az.EndAsync(shell, []);

        shell.Stdout.ShouldBe($"\"Bearer\"\n{other}\n", shell.Stderr);
        shell.Stderr.ShouldContain("real");
        FolderContents.Of(azure).ShouldBe(before);
    }

    [Fact]
    public async Task Sandbox_sign_in_token_a_switch_that_breaks_it_and_the_way_back_are_what_the_README_says()
    {
        var script = $"export PATH={Places.Binaries}:$PATH\n{Block("sandbox")}{Block("break")}echo broken: $?\n{Block("undo")}";
        var ready = Path.Combine(_home.Folder, ".azure", "azimuth", "sandbox", "ready.json");

        await using var shell = NativeProcess.Start("/bin/bash", ["-c", script], _home.Variables, _home.WorkingFolder);
        try
        {
            await Waiting.UntilAsync(
                "the sandbox", () => Task.FromResult(File.Exists(ready) ? ready : null), () => Task.FromResult(Seen()));
            using var control = ControlApi.Of(ready);
            var code = await Waiting.UntilAsync(
                "a device code",
                async () => UserCode.Match((await control.GetAsync("device-codes")).ToJsonString()) is { Success: true } found
                    ? found.Groups[1].Value
                    : null,
                () => Task.FromResult(Seen()));
            await control.ApproveDeviceCodeAsync(code, Contoso.Ada);
            await Waiting.ForAsync("the end of the blocks", shell.WaitAsync(TestContext.Current.CancellationToken), Seen);
        }
        finally
        {
            await _home.Az.RunAsync("sandbox stop");
        }

        shell.ExitCode.ShouldBe(0, Seen());
        var (good, afterwards) = shell.Stdout.Split("broken: 1\n") is [var first, var second] ? (first, second) : ("", Seen());
        good.ShouldContain("Facility Services Subscription");
        good.ShouldMatch(@"""\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}""\n$");
        shell.Stderr.ShouldContain("ERROR: AADSTS53003");
        afterwards.ShouldBe("\"Bearer\"\nThe sandbox has been stopped.\n", Seen());

        string Seen() => $"{shell.Stdout}\n{shell.Stderr}";
    }

    [Fact]
    public void Each_block_of_commands_in_the_README_is_run_by_a_test_or_is_a_script_of_the_repository() =>
        Blocks.Matches(Page).Select(block => block.Value).ShouldAllBe(
            block => block.StartsWith("<!-- readme: ", StringComparison.Ordinal)
                || block.StartsWith("<!-- tour -->", StringComparison.Ordinal)
                || block.StartsWith("\n```sh\n./demo   #", StringComparison.Ordinal));

    [Fact]
    public void The_comparison_in_the_README_is_the_measured_one() =>
        File.ReadAllText(Path.Combine(Places.Repository, "docs", "benchmarks.md")).ShouldContain(Compared.Match(Page).Groups[1].Value);

    private static string Block(string name)
    {
        var found = Regex.Match(Page, $"<!-- readme: {name} -->\n```sh\n(.*?)```", RegexOptions.Singleline);
        return found.Success ? found.Groups[1].Value : throw new HarnessException($"README.md has no block '{name}'.");
    }

    [GeneratedRegex("\"userCode\":\"([A-Z0-9]+)\"")]
    private static partial Regex UserCode { get; }

    [GeneratedRegex(@"(?:<!-- [\w: -]+ -->)?\n```(?:sh|console)\n.*?\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks { get; }

    [GeneratedRegex(@"<!-- compared -->\n(.*?)<!-- /compared -->", RegexOptions.Singleline)]
    private static partial Regex Compared { get; }
}
