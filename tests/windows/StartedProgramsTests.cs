using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Windows;

/// <summary>What <c>az</c> starts lives longer than it does, and must not hold the pipe of a script that reads its output.</summary>
public sealed class StartedProgramsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azimuth-started-").FullName;

    public void Dispose()
    {
        File.WriteAllText(Path.Combine(_folder, "until"), "");
        Directory.Delete(_folder, recursive: true);
    }

    private string Errors => Path.Combine(_folder, "errors");

    // Only stdout is a pipe: of stderr each process under Wine has the descriptor of Linux as well, whatever it inherits.
    private Az Piped(WindowsMachine machine) => OperatingSystem.IsWindows()
        ? machine.Az
        : new(machine.Home, ["/bin/sh", "-c", $"exec \"$@\" 2>>'{Errors}'", "-", .. WindowsMachine.Start]);

    [Fact]
    public async Task A_sandbox_starts_whose_background_half_holds_every_handle()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        var state = Path.Combine(machine.Home.Root, "state");
        Directory.CreateDirectory(state);
        foreach (var file in Directory.GetFiles(azure.State))
        {
            File.Copy(file, Path.Combine(Path.GetFileName(file) == "ready.json" ? _folder : state, Path.GetFileName(file)));
        }

        File.Copy(WindowsMachine.Variable("AZIMUTH_STAND_IN"), Path.Combine(_folder, "az-sandbox.exe"));
        machine.Home.Variables["AZIMUTH_BIN"] = WindowsMachine.Windows(_folder);
        machine.Home.Variables["AZIMUTH_SANDBOX_STATE"] = WindowsMachine.Windows(state);

        // Its output ends with it: the background half runs on, and neither it nor the first half holds our pipe.
        var started = await Piped(machine).RunAsync("sandbox start");

        started.ShouldSucceed().Stdout.ShouldStartWith("The sandbox has been started.");
        File.Exists(Path.Combine(state, "ready.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_browser_that_stays_open_does_not_hold_the_output_of_a_sign_in()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        using var browser = new Browser(machine.Home);
        File.Copy(WindowsMachine.Variable("AZIMUTH_STAND_IN"), Path.Combine(_folder, "browser.exe"));
        machine.Home.Variables["BROWSER"] = WindowsMachine.Windows(Path.Combine(_folder, "browser.exe"));
        string[] words = ["login"];
        var az = Piped(machine);
        await using var process = az.Start(words);
        var opened = Path.Combine(_folder, "opened");
        var address = await Waiting.UntilAsync(
            "an address that the browser should open",
            async () => File.Exists(opened) ? await File.ReadAllTextAsync(opened) : null,
            () => Task.FromResult(File.Exists(Errors) ? File.ReadAllText(Errors) : process.Stderr));

        _ = await browser.BringAsync(await azure.Control.AuthorizeAsync(address, Contoso.Ada));

        (await az.EndAsync(process, words)).ShouldSucceed().Texts("[].name").ShouldContain("Fabrikam Production");
    }
}
