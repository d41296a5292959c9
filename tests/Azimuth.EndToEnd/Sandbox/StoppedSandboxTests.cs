using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SandboxCommands;

/// <summary>
/// A sandbox that was stopped: every command that needs it says so and names the one that starts it, and nothing of proxies.
/// </summary>
public sealed class StoppedSandboxTests : IAsyncLifetime
{
    private const string Sentence = "ERROR: The sandbox is not running. To start it, run: az sandbox start\n";
    private readonly Home _home = new();

    public async ValueTask InitializeAsync()
    {
        _home.Variables.Remove("AZURE_CONFIG_DIR");
        _home.Variables["PATH"] = "/usr/bin:/bin";
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        (await _home.Az.RunAsync(
            ["--context", "sandbox", "login", "-u", Contoso.Ada.UserName, "-p", "Azimuth-sandbox-1", "--output", "none"])).ShouldSucceed();
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();
    }

    public async ValueTask DisposeAsync()
    {
        await _home.Az.RunAsync("sandbox stop");
        _home.Dispose();
    }

    [Theory]
    [InlineData("login --use-device-code")]
    [InlineData("login --no-browser")]
    [InlineData("login")]
    [InlineData("login --service-principal -u 55555555-5555-5555-5555-555555555555 -p x -t contoso.onmicrosoft.com")]
    [InlineData("account get-access-token --resource https://vault.azure.net")]
    [InlineData("account list-locations")]
    [InlineData("account status --online")]
    [InlineData("rest -u /subscriptions?api-version=2022-12-01")]
    public async Task A_command_in_the_context_says_that_it_is_not_running(string command)
    {
        _home.Variables["BROWSER"] = "/bin/false"; // a browser that was opened would be an error of its own

        (await _home.Az.RunAsync($"--context sandbox {command}")).ShouldExit(1).Stderr.ShouldBe(Sentence);
    }

    [Theory]
    [InlineData("sandbox status")]
    [InlineData("sandbox console")]
    [InlineData("sandbox env")]
    [InlineData("sandbox shell -- true")]
    [InlineData("sandbox reset")]
    public async Task So_does_a_command_of_the_sandbox(string command) =>
        (await _home.Az.RunAsync(command)).ShouldExit(1).Stderr.ShouldBe(Sentence);

    [Fact]
    public async Task A_list_that_was_to_be_refreshed_stays_and_its_warning_says_why()
    {
        var listed = await _home.Az.RunAsync("--context sandbox account list --refresh --query length(@)");

        listed.ShouldSucceed().Stdout.ShouldBe("5\n");
        listed.Stderr.ShouldStartWith(
            "WARNING: Refreshing for 'ada@contoso.onmicrosoft.com' failed with an error 'The sandbox is not running. To start it, "
                + "run: az sandbox start'.");
        listed.Stderr.ShouldNotContain("PROXY");
    }

    [Fact]
    public async Task A_shell_that_looks_like_a_machine_of_it_hears_so_too()
    {
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var variables = (await _home.Az.RunAsync("sandbox env --managed-identity app-service")).ShouldSucceed().Stdout;
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();

        var (exit, _, said) = await Security.Tool.RunAsync(
            ["sh", "-c", $"{variables}\n\"$AZ\" login --identity"],
            new Dictionary<string, string>(_home.Variables) { ["AZ"] = Places.Az },
            _home.WorkingFolder);

        exit.ShouldBe(1);
        said.ShouldBe(Sentence);
    }

    [Fact]
    public async Task One_that_was_killed_is_not_running_either()
    {
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var pid = (await _home.Az.RunAsync("sandbox status --query pid")).ShouldSucceed().Stdout.Trim();
        await Security.Tool.RunAsync(["kill", "-9", pid], _home.Variables, _home.WorkingFolder);
        await Waiting.UntilAsync(
            "the end of the sandbox",
            async () => (await Security.Tool.RunAsync(["kill", "-0", pid], _home.Variables, _home.WorkingFolder)).ExitCode == 0
                ? null
                : "gone");

        (await _home.Az.RunAsync("--context sandbox account list-locations")).ShouldExit(1).Stderr.ShouldBe(Sentence);
    }
}
