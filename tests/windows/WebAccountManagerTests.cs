using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.Windows;

/// <summary>
/// MSAL's native library for the Web Account Manager is beside <c>az.exe</c> and fails in Wine, which has no such service: its exceptions
/// are real ones. What follows on each of them is a table in <c>BrokerFailureTests</c>.
/// </summary>
[Trait(WindowsMachine.Needs, WindowsMachine.Wine)]
public sealed class WebAccountManagerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azimuth-wam-").FullName;

    public void Dispose()
    {
        CloseBrowser();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Where_it_fails_one_line_says_so_and_the_browser_opens()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = Machine(azure);
        await using var process = machine.Az.Start(["login"]);

        await OpenedAsync(() => process.Stderr);

        const string Line = "The Web Account Manager is not used: it failed (window_handle_required).";
        var said = await Waiting.UntilAsync(
            "the line",
            () => Task.FromResult(process.Stderr is var text && text.Contains(Line, StringComparison.Ordinal) ? text : null),
            () => Task.FromResult(process.Stderr));
        said.ShouldNotContain("ERROR");
        process.Kill();
    }

    [Fact]
    public async Task On_a_console_the_native_librarys_own_exception_leads_there_too()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = Machine(azure);
        await using var console = machine.Console("login");

        try
        {
            await console.WaitForAsync("The Web Account Manager is not used: it failed (MsalRuntimeException).");
            await OpenedAsync(() => "");
        }
        finally
        {
            CloseBrowser(); // under Wine it has the terminal, which ends with the last program on it
        }

        await console.TypeAsync("\u0003");
        await console.EndAsync();
    }

    private void CloseBrowser() => File.WriteAllText(Path.Combine(_folder, "until"), "");

    private async Task OpenedAsync(Func<string> said)
    {
        var file = Path.Combine(_folder, "opened");
        var opened = await Waiting.UntilAsync(
            "an address that the browser should open",
            async () => File.Exists(file) ? await File.ReadAllTextAsync(file) : null,
            () => Task.FromResult(said()));
        opened.ShouldStartWith("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?");
    }

    private WindowsMachine Machine(Sandbox azure)
    {
        var machine = new WindowsMachine(azure);
        machine.Home.Variables["AZURE_CONFIG_DIR"] = WindowsMachine.Windows(Path.Combine(_folder, "azure")); // the public cloud
        File.Copy(WindowsMachine.Variable("AZIMUTH_STAND_IN"), Path.Combine(_folder, "browser.exe"));
        machine.Home.Variables["BROWSER"] = WindowsMachine.Windows(Path.Combine(_folder, "browser.exe"));
        return machine;
    }
}
