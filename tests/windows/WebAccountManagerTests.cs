using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.Windows;

/// <summary>
/// MSAL's native library for the Web Account Manager is beside <c>az.exe</c> and fails in Wine, which has no such service: its exceptions
/// are real ones. What follows on each of them is a table in <c>BrokerFailureTests</c>.
/// </summary>
public sealed class WebAccountManagerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azimuth-wam-").FullName;

    public void Dispose()
    {
        File.WriteAllText(Path.Combine(_folder, "until"), "");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Where_it_fails_one_line_says_so_and_the_browser_opens()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        machine.Home.Variables["AZURE_CONFIG_DIR"] = WindowsMachine.Windows(Path.Combine(_folder, "azure")); // the public cloud
        File.Copy(WindowsMachine.Variable("AZIMUTH_STAND_IN"), Path.Combine(_folder, "browser.exe"));
        machine.Home.Variables["BROWSER"] = WindowsMachine.Windows(Path.Combine(_folder, "browser.exe"));

        await using var process = machine.Az.Start(["login"]);
        var opened = await Waiting.UntilAsync(
            "an address that the browser should open",
            async () => File.Exists(Path.Combine(_folder, "opened"))
                ? await File.ReadAllTextAsync(Path.Combine(_folder, "opened"))
                : process.HasExited ? "none" : null,
            () => Task.FromResult(process.Stderr));

        opened.ShouldStartWith("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?");
        process.Stderr.Split('\n').Count(line => line.Contains("The Web Account Manager is not used, since it ", StringComparison.Ordinal))
            .ShouldBe(1, process.Stderr);
        process.Stderr.ShouldNotContain("defect");
        process.Kill();
    }
}
