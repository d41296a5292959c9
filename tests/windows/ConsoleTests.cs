using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Windows;

/// <summary>What a user of a console sees and types, and the console's modes, which are the shell's, too.</summary>
[Trait(WindowsMachine.Needs, WindowsMachine.Wine)]
public sealed class ConsoleTests
{
    private const string Name = "Zürich 東京 é";
    private const int Echo = 0x4; // ENABLE_ECHO_INPUT
    private const int EscapeCodes = 0x4; // ENABLE_VIRTUAL_TERMINAL_PROCESSING

    [Theory]
    [InlineData("login -u ada@contoso.onmicrosoft.com -o none")]
    [InlineData("login --service-principal -u 55555555-5555-5555-5555-555555555555 -t contoso.onmicrosoft.com -o none")]
    public async Task A_typed_secret_is_not_shown(string line)
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var console = machine.WatchedConsole(line);

        await console.WaitForAsync("Password:");
        await machine.SeeModesAsync(mode => (mode.Input & Echo) == 0, "a console that does not show what is typed");
        await console.TypeAsync($"{Contoso.Ada.Password}\r");

        (await console.EndAsync()).ShouldExit(0).Stdout.ShouldNotContain(Contoso.Ada.Password);
        machine.Modes[^1].ShouldBe(machine.Modes[0]);
    }

    [Fact]
    public async Task Ctrl_C_at_a_password_ends_and_typing_is_shown_again()
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var console = machine.WatchedConsole($"login -u {Contoso.Ada.UserName}");

        await console.WaitForAsync("Password:");
        await machine.SeeModesAsync(mode => (mode.Input & Echo) == 0, "a console that does not show what is typed");
        await console.TypeAsync("\u0003");

        (await console.EndAsync()).ShouldExit(1).Stdout.ShouldNotContain("defect");
        machine.Modes[^1].ShouldBe(machine.Modes[0]);
    }

    [Fact]
    public async Task Ctrl_C_ends_what_waits_for_a_device_code()
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var console = machine.WatchedConsole("login --use-device-code");

        await console.WaitForAsync(" to authenticate.");
        await console.TypeAsync("\u0003");

        (await console.EndAsync()).ShouldExit(1).Stdout.ShouldNotContain("defect");
    }

    [Fact]
    public async Task Text_beyond_ASCII_is_shown_as_it_is_and_in_a_pipe_it_is_UTF_8()
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);
        (await machine.Az.RunAsync(["config", "set", $"defaults.location={Name}"])).ShouldSucceed();
        const string Line = "config get defaults.location --query value -o tsv";
        await using var console = machine.Console(Line);

        (await console.EndAsync()).ShouldExit(0);

        console.Screen.Text.ShouldContain(Name);
        (await machine.Az.RunAsync(Line)).ShouldSucceed().Stdout.Trim().ShouldBe(Name);
    }

    [Fact]
    public async Task Text_beyond_ASCII_is_read_as_it_is_typed()
    {
        const string Password = "Grüße-東京-1";
        await using var azure = await StartAsync(Contoso.Ada with { Password = Password });
        using var machine = new WindowsMachine(azure);
        await using var console = machine.Console($"login -u {Contoso.Ada.UserName} -o none");

        await console.WaitForAsync("Password:");
        await console.TypeAsync($"{Password}\r");

        (await console.EndAsync()).ShouldExit(0);
        (await machine.Az.RunAsync($"login -u {Contoso.Ada.UserName} -p - -o none", input: $"{Password}\n")).ShouldSucceed();
    }

    [Fact]
    public async Task A_subscription_is_selected_by_part_of_its_name_and_by_number()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var console = machine.Console("login --use-device-code -o none");
        await azure.Control.ApproveDeviceCodeAsync(await console.DeviceCodeAsync(), Contoso.Ada);

        await console.WaitForAsync("(Type a number or Enter for no changes):");
        await console.TypeAsync("finance\r");
        await console.WaitForAsync("1 of 5 subscriptions match.");
        await console.TypeAsync("3\r");
        await console.WaitForAsync("Subscription: Finance Department Subscription");
        await console.TypeAsync("n\r"); // another tenant wants a second factor

        (await console.EndAsync()).ShouldExit(0);
        (await machine.Az.RunAsync("account show --query name -o tsv")).Stdout.Trim().ShouldBe("Finance Department Subscription");
    }

    [Fact]
    public async Task An_address_is_pasted_without_being_shown()
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var console = machine.WatchedConsole("login --no-browser -o none");
        await console.WaitForAsync("URL (input hidden):");
        // The console wraps the address.
        var lines = console.Screen.Lines.SkipWhile(line => !line.Contains("/oauth2/v2.0/authorize?")).ToList();
        var page = string.Concat(lines.Take(lines.FindIndex(line => line.Length < console.Columns) + 1));

        var answer = await azure.Control.AuthorizeAsync(page, Contoso.Ada);
        var fields = answer["fields"]!.AsObject()
            .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value!.GetValue<string>())}");
        await console.TypeAsync($"{answer["redirectUri"]!.GetValue<string>()}/?{string.Join('&', fields)}\r");
        await console.WaitForAsync("(Type a number or Enter for no changes):");
        await console.TypeAsync("\r");

        (await console.EndAsync()).ShouldExit(0).Stdout.ShouldNotContain("code=");
        machine.Modes[^1].ShouldBe(machine.Modes[0]);
    }

    [Fact]
    public async Task The_console_is_asked_to_draw_escape_codes_and_left_as_it_was()
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);
        await using var console = machine.WatchedConsole("login --use-device-code");
        await azure.Control.ApproveDeviceCodeAsync(await console.DeviceCodeAsync(), Contoso.Ada);
        await console.WaitForAsync("(Type a number or Enter for no changes):");
        await machine.SeeModesAsync(mode => (mode.Output & EscapeCodes) != 0, "a console that draws escape codes");
        await console.TypeAsync("\r");

        (await console.EndAsync()).ShouldExit(0);

        (machine.Modes[0].Output & EscapeCodes).ShouldBe(0);
        machine.Modes[^1].ShouldBe(machine.Modes[0]);
    }

    [Fact]
    public async Task A_pipe_gets_no_escape_codes()
    {
        await using var azure = await StartAsync();
        using var machine = new WindowsMachine(azure);

        (await machine.Az.RunAsync("version -o jsonc")).ShouldSucceed().Stdout.ShouldNotContain('\e');
        (await machine.Az.RunAsync("account show")).ShouldExit(1).Stderr.ShouldNotContain('\e');
    }

    private static Task<Sandbox> StartAsync(Person? ada = null) => Sandbox.StartAsync(Scenario.Contoso with
    {
        Tenants = [Contoso.Tenant],
        People = [(ada ?? Contoso.Ada) with { GuestOf = [] }],
        Applications =
        [
            new(Guid.Parse("55555555-5555-5555-5555-555555555555"), "Contoso deployment", Contoso.Domain)
            {
                Secrets = [Contoso.Ada.Password],
            },
        ],
    });
}
