using System.Globalization;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Input;

/// <summary>Attack S9: forty names that speak to the terminal, through everything that shows a name.</summary>
public sealed partial class HostileNamesTests
{
    private const string Prompt = "(Type a number or Enter for no changes): ";

    private static readonly string[] Attacks =
    [
        "\e]52;c;Y3VybCBldmlsfHNo\a", "\e]52;p;ZXZpbA==\e\\", "\e]8;;https://evil.example\e\\Production\e]8;;\e\\",
        "\e]0;title\a", "\e]7;file://evil/\a",
        "\e[2K\e[1A[1] * Production", "\e[H\e[2J", "\e[8m", "\e[31mred", "\e[?1049h", "\e[6n", "\e[5n", "\e[c", "\e[?25l", "\ec",
        "\e(0", "\eP+q544e\e\\",
        "\e_Ga=T\e\\", "\e^pm\e\\", "\eN", "\u009b2J", "\u009d52;c;ZXZpbA==\u009c", "\u0090+q\u009c", "\r[1] * Production",
        "\n[9]  Fake  99999999", "\r\n[9]  Fake",
        "\v\f", "\b\b\b\bProd", "\a", "\u007f", "\u202eecnaniF", "\u2066x\u2069", "\u200bProduction", "\u200d\u2060\ufeff",
        "\u2028[9]", "\u2029[9]",
        "\u00adsoft", "\U000e0041\U000e0042", "\u3164\u115f", "\u061c\u200e\u200f",
    ];

    [Fact]
    public async Task Names_move_hide_forge_and_set_nothing_from_login_to_the_table()
    {
        await using var azure = await Sandbox.StartAsync(Hostile);
        using var home = azure.NewHome();
        using var browser = new Browser(home); // a device code would be drawn in color, too
        await using var login = Terminal.Start(home, "login", columns: 200, rows: 60);
        await browser.SignInAsync(Contoso.Ada);
        await login.WaitForAsync(Prompt);
        await login.TypeAsync("1\n");
        (await login.EndAsync()).ShouldExit(0);

        ShouldBeTame(login.Seen);
        login.Screen.Lines.Count(line => Row.IsMatch(line)).ShouldBe(Attacks.Length, $"one row for each\n{login.Screen.Text}");
        login.Screen.Text.ShouldContain(@"\x1b]52;c;Y3VybCBldmlsfHNo\x07", customMessage: "it can be seen what the name is");
        foreach (var line in (string[])[
            "account list --all", "account list -o table", "account list -o tsv", "account list -o jsonc",
            "account show", "account show -o table", "account list --debug --query \"[].name\" -o tsv"
        ])
        {
            await using var shown = Terminal.Start(home, line, columns: 200, rows: 60);
            (await shown.EndAsync()).ShouldExit(0);
            ShouldBeTame(shown.Seen, line);
        }
    }

    [Fact]
    public async Task Arguments_come_back_in_errors_as_text()
    {
        using var home = new Home().WithFixture("user");

        foreach (var attack in Attacks)
        {
            foreach (var words in (string[][])[
                ["account", "show", "-s", attack], ["account", "set", "-s", attack], [attack], ["account", attack],
                ["account", "list", "-o", attack], ["account", "list", "--query", attack],
                ["--context", attack, "account", "show"], ["config", "get", attack]
            ])
            {
                await using var shown = Terminal.Start(home, words, columns: 200, rows: 60);
                await shown.EndAsync();
                ShouldBeTame(shown.Seen, $"{words[0]}…");
            }
        }
    }

    [Fact]
    public async Task A_servers_reason_is_text_too()
    {
        var message = string.Join("|", Attacks);
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.SwitchOnAsync("fail", new() { ["message"] = message });

        await using var token = Terminal.Start(
            home, "account get-access-token --resource https://vault.azure.net --debug", columns: 200, rows: 60);
        var ended = await token.EndAsync();

        ended.ExitCode.ShouldNotBe(0);
        token.Seen.ShouldContain("AADSTS90033");
        ShouldBeTame(token.Seen);
    }

    private static Scenario Hostile => new()
    {
        Tenants =
        [
            Contoso.Tenant with
            {
                Name = "\e]52;c;ZXZpbA==\aContoso\u202e",
                Subscriptions = [.. Attacks.Select((attack, at) => new Subscription(Contoso.SubscriptionId(at + 1), attack))],
            },
            Woodgrove.Tenant with { Name = "\e[2K\e[1AWoodgrove\nWARNING: all is well" },
        ],
        People = [Contoso.Ada with { Name = "\e[8mAda", GuestOf = [Woodgrove.Domain] }],
    };

    // Colors and the progress line are ours, and at the start .NET's keypad mode. Whatever else acts on a terminal is not.
    private static void ShouldBeTame(string seen, string what = "")
    {
        var rest = Ours.Replace(seen, "");
        var acting = rest.EnumerateRunes()
            .Where(rune => rune.Value is not ('\n' or '\t') && (Acts(rune) || rune.Value is 0x3164 or 0x115F))
            .Select(rune => $"U+{rune.Value:X4}")
            .Distinct();
        acting.ShouldBeEmpty($"{what}\n{rest.Replace("\e", "<ESC>", StringComparison.Ordinal)}");
        seen.ShouldNotContain("\e[31mred");
        seen.ShouldNotContain("\e[8m");
    }

    private static bool Acts(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"\A\e\[\?1h\e=|\e\[(?:0?4|[39][0-7]|0|39;49;00)?m|\r\e\[K")]
    private static partial Regex Ours { get; }

    [GeneratedRegex(@"^\[\d+\]")]
    private static partial Regex Row { get; }
}
