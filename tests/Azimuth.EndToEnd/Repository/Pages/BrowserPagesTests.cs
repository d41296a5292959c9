using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>
/// The pages on signing in show what <c>az</c> says: each session in them is run at a terminal, by a person who does what is
/// asked. <c>…</c> stands for what differs at each run.
/// </summary>
public sealed partial class BrowserPagesTests
{
    private const string Question = "Enter for no changes): ";

    [Theory]
    [InlineData("browser.md")]
    [InlineData("no-browser.md")]
    [InlineData("device-code.md")]
    [InlineData("windows.md")]
    [InlineData("tenants-and-policies.md")]
    public async Task Each_session_of_a_page_is_what_happens(string page)
    {
        var blocks = ConsoleBlocks.Of(
            await File.ReadAllTextAsync(Path.Combine(Places.Repository, "docs", "sign-in", page), TestContext.Current.CancellationToken));
        await using var azure = await Sandbox.StartAsync();

        blocks.ShouldNotBeEmpty();
        foreach (var block in blocks.Select(text => text.Replace("8400", $"{FreePort()}", StringComparison.Ordinal)))
        {
            using var home = azure.NewHome();
            using var browser = new Browser(home);
            foreach (var session in block.Split("$ az ", StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = session.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                var seen = await RunAsync(home, browser, lines[0]);
                ShouldHold(seen, lines[1..], lines[0]);
            }
        }
    }

    // The pages' example may be somebody else's on this machine.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> RunAsync(Home home, Browser browser, string line)
    {
        var opened = browser.TimesOpened;
        await using var terminal = Terminal.Start(home, line, columns: 4000, rows: 60);
        var answered = 0;
        await Waiting.UntilAsync($"the end of az {line}", async () =>
        {
            var seen = terminal.Seen;
            if (answered == 0 && await AnswerAsync(home.Azure!, browser, opened, terminal, seen))
            {
                answered = 1;
            }
            else if (answered <= 1 && seen.Contains(Question, StringComparison.Ordinal))
            {
                answered = 2;
                await terminal.TypeAsync("\n");
            }
            else if (answered == 2 && seen.EndsWith("[y/N]: ", StringComparison.Ordinal))
            {
                answered = 3; // the tenant that wants more than this sign-in
                await terminal.TypeAsync("\n");
            }

            return terminal.HasEnded ? "" : null;
        }, () => Task.FromResult(terminal.Seen));
        return (await terminal.EndAsync()).ShouldExit(0).Stdout;
    }

    // What a person does who is shown a code, a page in the browser, or an address.
    private static async Task<bool> AnswerAsync(Sandbox azure, Browser browser, int opened, Terminal terminal, string seen)
    {
        if (browser.TimesOpened > opened)
        {
            await browser.SignInAsync(Contoso.Ada);
        }
        else if (UserCode.Match(seen) is { Success: true } code)
        {
            await azure.Control.ApproveDeviceCodeAsync(code.Groups[1].Value, Contoso.Ada);
        }
        else if (seen.Contains("(input hidden): ", StringComparison.Ordinal) && Page.Match(seen) is { Success: true } page)
        {
            var answer = await azure.Control.AuthorizeAsync(page.Value, Contoso.Ada);
            var fields = answer["fields"]!
                .AsObject()
                .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value!.GetValue<string>())}");
            await terminal.TypeAsync($"{answer["redirectUri"]!.GetValue<string>()}/?{string.Join('&', fields)}\n");
        }
        else
        {
            return false;
        }

        return true;
    }

    // Line by line, in order; what stands between two "…" is looked for behind what was found before.
    private static void ShouldHold(string seen, string[] lines, string command)
    {
        var text = Escape.Replace(seen, "");
        var from = 0;
        foreach (var piece in lines.SelectMany(line => line.Split('…', StringSplitOptions.RemoveEmptyEntries)))
        {
            var at = text.IndexOf(piece, from, StringComparison.Ordinal);
            at.ShouldBeGreaterThanOrEqualTo(0, $"az {command} does not say '{piece}' there:\n{text}");
            from = at + piece.Length;
        }
    }

    [GeneratedRegex(@"enter the code (\S+) to authenticate")]
    private static partial Regex UserCode { get; }

    [GeneratedRegex(@"^http\S+/oauth2/v2.0/authorize\?\S+", RegexOptions.Multiline)]
    private static partial Regex Page { get; }

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[a-zA-Z]|\]8;[^\x1b]*\x1b\\)")]
    private static partial Regex Escape { get; }
}
