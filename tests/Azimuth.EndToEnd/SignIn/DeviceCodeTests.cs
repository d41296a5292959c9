using System.Text;
using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>What is shown beside the server's sentence, and what follows a policy's no.</summary>
public sealed class DeviceCodeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("NO_COLOR")]
    public async Task A_phone_reads_the_page_from_the_terminal(string variable)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables[variable.Length > 0 ? variable : "UNUSED"] = "1";
        await using var terminal = Terminal.Start(home, "login --use-device-code", columns: 80, rows: 24);
        var code = await terminal.DeviceCodeAsync();
        await terminal.WaitForAsync(string.Join(' ', code.ToCharArray()));

        var read = await ReadAsync(terminal.Screen.Lines, home.Root);

        read.ShouldBe(PageIn(terminal.Seen));
    }

    [Fact]
    public async Task It_is_gone_when_the_person_has_signed_in()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await using var terminal = Terminal.Start(home, "login --use-device-code", columns: 200);
        var code = await terminal.DeviceCodeAsync();
        await terminal.WaitForAsync(string.Join(' ', code.ToCharArray()));

        await azure.Control.ApproveDeviceCodeAsync(code, Contoso.Ada);
        await terminal.WaitForAsync("(Type a number or Enter for no changes): ");

        terminal.Screen.Text.ShouldContain($"enter the code {code} to authenticate.");
        terminal.Screen.Text.ShouldNotContain("█");
        terminal.Screen.Text.ShouldNotContain(string.Join(' ', code.ToCharArray()));
    }

    [Theory]
    [InlineData("login --use-device-code --only-show-errors", "C.UTF-8", 24, false)]
    [InlineData("login --use-device-code", "C", 24, true)]
    [InlineData("login --use-device-code", "C.UTF-8", 12, true)]
    public async Task Where_it_would_be_no_help_it_is_not_drawn(string line, string locale, int rows, bool letters)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["LANG"] = locale;
        await using var terminal = Terminal.Start(home, line, columns: 80, rows: rows);
        var code = await terminal.DeviceCodeAsync();

        await azure.Control.ApproveDeviceCodeAsync(code, Contoso.Ada);
        await terminal.WaitForAsync("(Type a number or Enter for no changes): ");

        terminal.Seen.ShouldNotContain("█");
        terminal.Seen.Contains(string.Join(' ', code.ToCharArray()), StringComparison.Ordinal).ShouldBe(letters);
    }

    [Fact]
    public async Task In_a_pipe_there_is_the_servers_sentence_and_nothing_else()
    {
        await using var azure = await Sandbox.StartAsync(
            Scenario.Contoso with { Tenants = [Contoso.Tenant], People = [Contoso.Ada with { GuestOf = [] }] });
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada);

        login.ShouldSucceed().Stderr
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldStartWith("To sign in, use a web browser to open the page ");
    }

    [Theory]
    [InlineData(53003)]
    [InlineData(530003)]
    [InlineData(53000)]
    [InlineData(50097)]
    [InlineData(50199)]
    [InlineData(70044)]
    public async Task A_policy_that_refuses_the_code_is_answered_by_the_way_with_a_browser(int code)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await azure.Control.SwitchOnAsync(
            "fail", new() { ["code"] = code, ["error"] = "access_denied", ["message"] = "A policy says no." });

        var login = await home.Az.RunAsync("login --use-device-code");

        login.ShouldExit(1).Stderr.ShouldContain($"ERROR: AADSTS{code}: A policy says no.");
        login.Stderr.ShouldEndWith("To sign in with a browser on any machine, run:\naz login --no-browser\n");
    }

    [Fact]
    public async Task A_tenant_whose_policy_refuses_is_named_with_that_way_too()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso.With(Fabrikam.Tenant with { Block = true }));
        using var home = azure.NewHome();

        var login = await home.Az.SignInAsync(Contoso.Ada);

        login.Stderr.ShouldContain($"\naz login --tenant \"{Fabrikam.Id}\" --no-browser\n");
        login.Stderr.ShouldContain($"\naz login --tenant \"{Woodgrove.Id}\" --use-device-code\n"); // a second factor can be shown there
    }

    [Fact]
    public async Task Another_refusal_keeps_the_usual_lines()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await azure.Control.SwitchOnAsync("fail", new() { ["code"] = 50057, ["message"] = "The account is disabled." });

        var login = await home.Az.RunAsync("login --use-device-code");

        login.ShouldExit(1).Stderr.ShouldNotContain("--no-browser");
    }

    private static string PageIn(string seen)
    {
        const string Before = "to open the page ";
        var from = seen.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return seen[from..seen.IndexOf(' ', from)];
    }

    /// <summary>What zbar, as a phone's camera, sees in the screen: each character is two modules, one above the other.</summary>
    private static async Task<string> ReadAsync(IReadOnlyList<string> lines, string folder)
    {
        const int Scale = 6;
        string[] drawn = [.. lines.Where(line => line.Contains('█') || line.Contains('▀') || line.Contains('▄'))];
        var columns = drawn.Max(line => line.Length);
        var image = new StringBuilder($"P2\n{columns * Scale} {drawn.Length * 2 * Scale}\n255\n");
        foreach (var line in drawn)
        {
            foreach (var half in (string[])["█▀", "█▄"])
            {
                var row = string.Concat(
                    line.PadRight(columns).Select(each => string.Concat(Enumerable.Repeat(half.Contains(each) ? "255 " : "0 ", Scale))));
                image.Insert(image.Length, $"{row}\n", Scale);
            }
        }

        var file = Path.Combine(folder, "screen.pgm");
        await File.WriteAllTextAsync(file, image.ToString(), TestContext.Current.CancellationToken);
        var read = await Tool.RunAsync("zbarimg", "-q", "--raw", file);
        return read.ExitCode == 0
            ? read.Stdout.TrimEnd('\n')
            : throw new HarnessException($"zbarimg reads nothing: {read.Stderr}\n{string.Join('\n', drawn)}");
    }
}
