using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Readme;

/// <summary><c>./demo</c>, run by a user who has just cloned the repository and is signed in to Azure.</summary>
public sealed class DemoTests : IDisposable
{
    private const string Start = "Press Enter to sign in";
    private const string Prompt = "(Type a number or Enter for no changes): ";

    private readonly Home _home = new();
    private readonly string _azure;
    private readonly string _temporary;

    public DemoTests()
    {
        _azure = Path.Combine(_home.Folder, ".azure");
        _temporary = Path.Combine(_home.Root, "tmp");
        Directory.CreateDirectory(_temporary);
        Directory.CreateDirectory(Path.Combine(_azure, "logs"));
        _home.WithFixture("user");
        foreach (var file in Directory.EnumerateFiles(_home.Config))
        {
            File.Copy(file, Path.Combine(_azure, Path.GetFileName(file)));
        }

        _home.Variables.Remove("AZURE_CONFIG_DIR");
        _home.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!; // the demo builds
        _home.Variables["TMPDIR"] = _temporary;
        _home.Variables["DOTNET_CLI_HOME"] = _temporary;
        if (Environment.GetEnvironmentVariable("AZIMUTH_BIN") is { Length: > 0 })
        {
            _home.Variables["AZIMUTH_BIN"] = Places.Binaries;
        }
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_a_terminal_it_ends_well_and_the_users_own_folder_stays_as_it_was()
    {
        var before = Everything();

        var first = await RunAsync();
        var second = await RunAsync();

        foreach (var demo in (AzResult[])[first, second])
        {
            demo.ShouldExit(0);
            demo.Stdout.ShouldContain("Facility Services Subscription");
            demo.Stdout.ShouldContain("\"azimuth_sandbox\": true");
        }

        Everything().ShouldBe(before);
        Directory.EnumerateFileSystemEntries(_temporary, "tmp.*").ShouldBeEmpty();
    }

    [Fact]
    public async Task It_shows_each_command_and_no_refusal_and_ends_with_what_to_do_next()
    {
        var demo = (await RunAsync()).ShouldExit(0);

        demo.Stdout.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ShouldBe(
            ["sandbox", "AZURE_CONTEXT=sandbox", "config", "login", "account", "account", "account", "login", "account", "sandbox"]);
        demo.Stderr.ShouldNotContain("AADSTS");
        demo.Stderr.ShouldNotContain("ERROR");
        var secondFactor = demo.Stdout.IndexOf("4. Sign in to a tenant that requires a second factor", StringComparison.Ordinal);
        demo.Stdout.IndexOf("Woodgrove Research", StringComparison.Ordinal).ShouldBeGreaterThan(secondFactor);
        var next = demo.Stdout[demo.Stdout.IndexOf("What to do next", StringComparison.Ordinal)..];
        next.ShouldContain("export PATH=");
        next.ShouldContain("az sandbox start");
        next.ShouldContain("docs/README.md");
    }

    [Fact]
    public async Task A_folder_without_the_programs_is_named()
    {
        _home.Variables["AZIMUTH_BIN"] = "/nonexistent";

        (await RunAsync()).ShouldExit(1).Stderr.ShouldBe(
            "There is no az and az-sandbox in the folder '/nonexistent', which AZIMUTH_BIN names.\n");
    }

    [Fact]
    public async Task On_a_terminal_the_user_signs_in_with_the_browser_chooses_and_approves_on_the_console()
    {
        var before = Everything();
        using var browser = new Browser(_home);

        await using var demo = Harness.Terminal.Start(_home, [], columns: 200, program: Program);
        await demo.WaitForAsync(Start);
        await demo.TypeAsync("\n");
        await demo.WaitForAsync("A web browser has been opened");
        using var control = TheDemosOwn();
        await browser.BringAsync(await control.AuthorizeAsync(await browser.OpenedAsync(), Contoso.Ada));
        await demo.WaitForAsync(Prompt);
        await demo.TypeAsync("3\n");
        await demo.WaitForAsync("/console#key=", times: 2);
        await demo.WaitForAsync(Start, times: 2);
        await demo.TypeAsync("\n");
        await demo.WaitForAsync("A web browser has been opened", times: 2);
        await Waiting.UntilAsync("the second page", () => Task.FromResult(browser.TimesOpened > 1 ? "" : null));
        await browser.BringAsync(await control.AuthorizeAsync(await browser.OpenedAsync(), Contoso.Ada));
        await demo.WaitForAsync(Prompt, times: 2);
        await demo.TypeAsync("\n");

        var end = (await demo.EndAsync()).ShouldExit(0);
        end.Stdout.ShouldContain("Subscription: Finance Department Subscription");
        end.Stdout.ShouldContain("Woodgrove Research");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task On_a_terminal_without_a_browser_it_shows_the_code_and_Ctrl_C_ends_it_and_the_sandbox()
    {
        await using var demo = Harness.Terminal.Start(_home, [], columns: 200, program: Program);
        await demo.WaitForAsync(Start);
        await demo.TypeAsync("\n");
        var code = await demo.DeviceCodeAsync();
        using (var control = TheDemosOwn())
        {
            await control.ApproveDeviceCodeAsync(code, Contoso.Ada);
        }

        await demo.WaitForAsync(Prompt);
        await demo.TypeAsync("\n");

        await demo.WaitForAsync(Start, times: 2);
        demo.Seen.ShouldContain("Facility Services Subscription");
        await demo.TypeAsync("\u0003");
        (await demo.EndAsync()).ShouldExit(130);
        Directory.EnumerateFileSystemEntries(_temporary, "tmp.*").ShouldBeEmpty();
    }

    private static string Program => Path.Combine(Places.Repository, "demo");

    private async Task<AzResult> RunAsync()
    {
        await using var demo = NativeProcess.Start(Program, [], _home.Variables, _home.WorkingFolder);
        await Waiting.ForAsync(
            "the end of the demo",
            demo.WaitAsync(TestContext.Current.CancellationToken),
            () => demo.Stdout + demo.Stderr,
            TimeSpan.FromMinutes(5));
        return new("demo", demo.ExitCode, demo.Stdout, demo.Stderr, "");
    }

    // The demo's home is a folder that it makes and removes.
    private ControlApi TheDemosOwn() => ControlApi.Of(
        Directory.EnumerateDirectories(_temporary, "tmp.*")
            .Select(home => Path.Combine(home, ".azure", "azimuth", "sandbox", "ready.json"))
            .Single(File.Exists));

    // All but what is Azimuth's own.
    private IReadOnlyList<string> Everything() => FolderContents.Of(_azure, except: "azimuth");
}
