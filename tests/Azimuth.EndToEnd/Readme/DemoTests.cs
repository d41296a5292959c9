using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Readme;

/// <summary><c>./demo</c>, as somebody runs it who has just cloned the repository and is signed in elsewhere.</summary>
public sealed class DemoTests : IDisposable
{
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
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_a_terminal_it_ends_well_and_a_persons_own_folder_stays_as_it_was()
    {
        var before = Everything();

        await using var demo = NativeProcess.Start(Program, [], _home.Variables, _home.WorkingFolder);
        await Waiting.ForAsync(
            "the end of the demo",
            demo.WaitAsync(TestContext.Current.CancellationToken),
            () => demo.Stdout + demo.Stderr,
            TimeSpan.FromMinutes(5));

        demo.ExitCode.ShouldBe(0, demo.Stdout + demo.Stderr);
        demo.Stdout.ShouldContain("Facility Services Subscription");
        demo.Stdout.ShouldContain("\"azimuth_sandbox\": true");
        Everything().ShouldBe(before);
        Directory.EnumerateFileSystemEntries(_temporary, "tmp.*").ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_terminal_a_person_signs_in_with_the_browser_and_chooses()
    {
        var before = Everything();
        using var browser = new Browser(_home);

        await using var demo = Harness.Terminal.Start(_home, [], program: Program);
        await demo.WaitForAsync("A web browser has been opened");
        using var control = TheDemosOwn();
        await browser.BringAsync(await control.AuthorizeAsync(await browser.OpenedAsync(), Contoso.Ada));
        await demo.WaitForAsync(Prompt);
        await demo.TypeAsync("3\n");
        await demo.WaitForAsync("now? (No after 10 seconds) [y/N]: ");
        await demo.TypeAsync("\n");

        (await demo.EndAsync()).ShouldExit(0).Stdout.ShouldContain("Subscription: Finance Department Subscription");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task On_a_terminal_without_a_browser_it_shows_the_code()
    {
        await using var demo = Harness.Terminal.Start(_home, [], columns: 200, program: Program);
        var code = await demo.DeviceCodeAsync();
        using (var control = TheDemosOwn())
        {
            await control.ApproveDeviceCodeAsync(code, Contoso.Ada);
        }

        await demo.WaitForAsync(Prompt);
        await demo.TypeAsync("\n");
        await demo.WaitForAsync("now? (No after 10 seconds) [y/N]: ");
        await demo.TypeAsync("\n");

        (await demo.EndAsync()).ShouldExit(0).Stdout.ShouldContain("Facility Services Subscription");
    }

    private static string Program => Path.Combine(Places.Repository, "demo");

    // The demo's home is a folder that it makes and removes.
    private ControlApi TheDemosOwn()
    {
        var ready = Directory.EnumerateDirectories(_temporary, "tmp.*")
            .Select(home => Path.Combine(home, ".azure", "azimuth", "sandbox", "ready.json"))
            .Single(File.Exists);
        var origins = JsonNode.Parse(File.ReadAllText(ready))!;
        return new(new(origins["control"]!.GetValue<string>()), File.ReadAllText(origins["controlKeyFile"]!.GetValue<string>()).Trim());
    }

    // Names, content and times of change, but for what is Azimuth's own.
    private IReadOnlyList<string> Everything() =>
    [
        .. Directory.EnumerateFileSystemEntries(_azure, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(Path.Combine(_azure, "azimuth"), StringComparison.Ordinal))
            .Append(_azure)
            .Order(StringComparer.Ordinal)
            .Select(
                path =>
                    $"{path} {File.GetLastWriteTimeUtc(path):O} "
                        + $"{(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "folder")}"),
    ];
}
