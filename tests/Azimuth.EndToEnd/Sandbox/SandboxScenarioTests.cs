using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SandboxCommands;

/// <summary>What <c>az sandbox start</c> with options does where a sandbox runs, and what a later start remembers.</summary>
public sealed class SandboxScenarioTests : IAsyncDisposable
{
    private readonly Home _home = new();
    private readonly string _fewer;

    public SandboxScenarioTests()
    {
        _home.Variables.Remove("AZURE_CONFIG_DIR");
        _home.Variables["PATH"] = "/usr/bin:/bin";
        _fewer = Path.Combine(_home.WorkingFolder, "fewer.json");
        File.WriteAllText(_fewer, Scenario.ManyTenants(guests: 1).ToJson());
    }

    public async ValueTask DisposeAsync()
    {
        await _home.Az.RunAsync("sandbox stop");
        _home.Dispose();
    }

    [Fact]
    public async Task A_running_sandbox_loads_the_scenario_and_keeps_what_it_holds()
    {
        var ada = Path.Combine(_home.WorkingFolder, "ada.json");
        File.WriteAllText(ada, "\uFEFF// by hand, on Windows\n" + Scenario.ManyTenants(guests: 1).ToJson());
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        (await _home.Az.RunAsync(
            ["--context", "sandbox", "login", "-u", Contoso.Ada.UserName, "-p", "Azimuth-sandbox-1", "--output", "none"])).ShouldSucceed();
        var port = await StatusAsync("signIn");

        var again = (await _home.Az.RunAsync(["sandbox", "start", "--scenario", ada])).ShouldSucceed();

        again.Stdout.ShouldStartWith($"The sandbox is running. Its scenario is now '{ada}'. Sign-ins of its users are kept.\n");
        (await StatusAsync("length(tenants)")).ShouldBe("2");
        (await StatusAsync("signIn")).ShouldBe(port);
        (await _home.Az.RunAsync(
            "--context sandbox account get-access-token --resource https://vault.azure.net --output none")).ShouldSucceed();
    }

    [Fact]
    public async Task One_that_is_not_valid_is_refused_by_name_and_changes_nothing()
    {
        var wrong = Path.Combine(_home.WorkingFolder, "wrong.json");
        File.WriteAllText(wrong, """{"version":1,"tenants":[],"weather":"fair"}""");
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var before = await StatusAsync("scenario");

        var refused = await _home.Az.RunAsync(["sandbox", "start", "--scenario", wrong]);
        var missing = await _home.Az.RunAsync("sandbox start --scenario nowhere.json");

        refused.ShouldExit(1).Stderr
            .ShouldStartWith(
                $"ERROR: '{wrong}' was not loaded; the sandbox keeps its scenario. The scenario is not valid at $");
        refused.Stderr.ShouldContain("weather");
        missing.ShouldExit(1).Stderr.ShouldBe("ERROR: The scenario 'nowhere.json' does not exist.\n");
        (await StatusAsync("scenario")).ShouldBe(before);
    }

    [Fact]
    public async Task A_start_after_a_stop_has_the_scenario_of_before_until_another_is_named()
    {
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var builtIn = await StatusAsync("length(tenants)");
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();
        (await _home.Az.RunAsync(["sandbox", "start", "--scenario", _fewer])).ShouldSucceed();
        File.Delete(_fewer);
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();

        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var kept = await StatusAsync("length(tenants)");
        (await _home.Az.RunAsync("sandbox start --scenario contoso")).ShouldSucceed();
        var now = await StatusAsync("length(tenants)");
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();

        builtIn.ShouldBe("3");
        kept.ShouldBe("2");
        now.ShouldBe("3");
        (await StatusAsync("length(tenants)")).ShouldBe("3");
    }

    [Fact]
    public async Task A_port_that_it_does_not_have_is_refused_and_its_own_is_not()
    {
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        var signIn = await StatusAsync("signIn");
        var port = new Uri(signIn).Port;

        (await _home.Az.RunAsync($"sandbox start --port {port}")).ShouldSucceed().Stdout.ShouldStartWith("The sandbox is running.\n");
        (await _home.Az.RunAsync($"sandbox start --port {port + 1} --scenario {_fewer}")).ShouldExit(1).Stderr.ShouldBe(
            $"ERROR: The sandbox is running at {signIn}, and its port cannot change while it runs. To stop it, run: az sandbox stop\n");
        (await _home.Az.RunAsync("sandbox start --also-443")).ShouldExit(1).Stderr.ShouldBe(
            "ERROR: The sandbox is running without port 443, which cannot be added while it runs. To stop it, run: az sandbox stop\n");
        (await StatusAsync("length(tenants)")).ShouldBe("3", "what was refused loaded nothing");
    }

    [Fact]
    public async Task A_start_that_fails_leaves_no_context_that_would_be_the_public_cloud()
    {
        var wrong = Path.Combine(_home.WorkingFolder, "wrong.json");
        File.WriteAllText(wrong, "{}");

        (await _home.Az.RunAsync(["sandbox", "start", "--scenario", wrong])).ShouldExit(1).Stderr.ShouldContain("not valid");

        var login = await _home.Az.RunAsync("--context sandbox cloud show");
        login.ShouldExit(1).Stderr.ShouldContain("sandbox");
        login.Stdout.ShouldBeEmpty();
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        (await StatusAsync("length(tenants)")).ShouldBe("3", "the scenario that failed was not kept");
    }

    private async Task<string> StatusAsync(string query) =>
        (await _home.Az.RunAsync(["sandbox", "status", "--output", "tsv", "--query", query])).ShouldSucceed().Stdout.TrimEnd('\n');
}
