using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.SandboxCommands;

/// <summary><c>az sandbox …</c> on a machine of one's own.</summary>
public sealed class SandboxCommandTests : IAsyncDisposable
{
    private readonly Home _home = new();

    public SandboxCommandTests()
    {
        _home.Variables.Remove("AZURE_CONFIG_DIR");
        _home.Variables["PATH"] = "/usr/bin:/bin";
    }

    public async ValueTask DisposeAsync()
    {
        await _home.Az.RunAsync("sandbox stop");
        _home.Dispose();
    }

    [Fact]
    public async Task Start_may_be_repeated_and_stop_too()
    {
        var first = (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var again = (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();

        again.Stdout.ShouldStartWith("The sandbox is running.");
        Console(again).ShouldBe(Console(first));
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed().Stdout.ShouldBe("The sandbox has been stopped.\n");
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed().Stdout.ShouldBe("The sandbox is not running.\n");
        (await _home.Az.RunAsync("sandbox status")).ShouldExit(1).Stderr.ShouldContain("az sandbox start");
    }

    [Fact]
    public async Task One_whose_folder_is_removed_ends_by_itself_and_cleanly()
    {
        const string Script = """
            "$SANDBOX" serve --state "$PWD/state" >ready & pid=$!
            until [ -s ready ]; do kill -0 $pid || exit 99; done
            rm -rf state
            wait $pid
            """;

        var (exit, _, said) = await Security.Tool.RunAsync(
            ["sh", "-c", Script], new Dictionary<string, string>(_home.Variables) { ["SANDBOX"] = Places.Sandbox }, _home.WorkingFolder);

        exit.ShouldBe(0, said);
        said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("until [ -e state ]", "kill $pid; rm -rf state")] // while it starts
    [InlineData("until [ -s ready ]", "rm -rf state; kill $pid")]
    public async Task SIGTERM_ends_it_cleanly_whenever_it_comes_and_however_often(string moment, string end)
    {
        var script = $"""
            "$SANDBOX" serve --state "$PWD/state" >ready & pid=$!
            {moment}; do kill -0 $pid || exit 99; done
            {end}
            while kill $pid 2>/dev/null; do :; done
            wait $pid
            """;

        var (exit, _, said) = await Security.Tool.RunAsync(
            ["sh", "-c", script], new Dictionary<string, string>(_home.Variables) { ["SANDBOX"] = Places.Sandbox }, _home.WorkingFolder);

        exit.ShouldBe(0, said);
        said.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_keeps_its_ports_over_a_restart()
    {
        await _home.Az.RunAsync("sandbox start");
        var before = (await _home.Az.RunAsync("sandbox status")).ShouldSucceed();
        await _home.Az.RunAsync("sandbox stop");

        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();

        var after = (await _home.Az.RunAsync("sandbox status")).ShouldSucceed();
        after.Text("signIn").ShouldBe(before.Text("signIn"));
        after.Text("pages").ShouldBe(before.Text("pages"));
    }

    [Fact]
    public async Task Env_points_a_shell_at_it_and_unset_undoes_that()
    {
        await _home.Az.RunAsync("sandbox start");
        var env = (await _home.Az.RunAsync("sandbox env")).ShouldSucceed().Stdout;
        var unset = (await _home.Az.RunAsync("sandbox env --unset")).ShouldSucceed().Stdout;

        var cloud = await ShellAsync($"{env}\n{Places.Az} cloud show --query name -o tsv");
        var back = await ShellAsync($"{env}\n{unset}\nenv");

        cloud.ShouldBe("Sandbox\n");
        back.ShouldNotContain("CA_BUNDLE");
        back.ShouldNotContain("AZURE_");
    }

    [Fact]
    public async Task Shell_runs_one_command_that_talks_to_it()
    {
        await _home.Az.RunAsync("sandbox start");

        var authority = await _home.Az.RunAsync(
            [
                "sandbox", "shell", "--", "sh", "-c",
                "curl -s \"$AZURE_AUTHORITY_HOST/common/v2.0/.well-known/openid-configuration\" | head -c 1"
            ]);

        authority.ShouldSucceed().Stdout.ShouldBe("{");
    }

    [Fact]
    public async Task The_persons_own_folder_gets_nothing_but_azimuth()
    {
        await _home.Az.RunAsync("sandbox start");

        Directory.EnumerateFileSystemEntries(Path.Combine(_home.Folder, ".azure")).Select(Path.GetFileName).ShouldBe(["azimuth"]);
    }

    private async Task<string> ShellAsync(string script)
    {
        await using var shell = NativeProcess.Start("/bin/sh", ["-c", script], _home.Variables, _home.WorkingFolder);
        await shell.WaitAsync(TestContext.Current.CancellationToken);
        return shell.Stdout;
    }

    private static string Console(AzResult result) =>
        result.Stdout.Split('\n').Single(line => line.StartsWith("Console:", StringComparison.Ordinal));
}
