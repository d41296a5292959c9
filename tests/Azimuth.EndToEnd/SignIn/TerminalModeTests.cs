using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>After what is not shown while it is typed, the terminal shows again what is typed, whatever ended the question.</summary>
public sealed class TerminalModeTests
{
    private const string User = "login -u ada@contoso.onmicrosoft.com -o none";
    private const string Application = "login --service-principal -u 55555555-5555-5555-5555-555555555555 -t contoso.onmicrosoft.com";
    private const string Browser = "login --no-browser -o none";
    private const string Enter = "\n";
    private const string CtrlC = "\u0003";
    private const string EndOfInput = "\u0004";

    [Theory]
    [InlineData(User, "Password: ", $"wrong{Enter}")]
    [InlineData(User, "Password: ", CtrlC)]
    [InlineData(User, "Password: ", EndOfInput)]
    [InlineData(Application, "Password: ", CtrlC)]
    [InlineData(Browser, "URL (input hidden): ", CtrlC)]
    public async Task What_is_typed_is_shown_again(string line, string question, string keys)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        // The shell lives on to look at the terminal that az left.
        await using var terminal = Terminal.Start(
            home, ["-c", $"trap : INT; '{Places.Az}' {line}; /usr/bin/stty -a; echo looked"], program: "/bin/sh");
        await terminal.WaitForAsync(question);
        await terminal.TypeAsync(keys);
        await terminal.WaitForAsync("looked");

        var modes = terminal.Seen[terminal.Seen.IndexOf("speed ", StringComparison.Ordinal)..].Split([' ', ';', '\n']);
        modes.ShouldContain("echo");
        modes.ShouldContain("icanon");
        (await terminal.EndAsync()).ShouldExit(0);
    }
}
