using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>Attack S2: who names an account gets that one, or nothing.</summary>
public sealed class WrongAccountTests
{
    private static readonly Person Mallory = new(
        Guid.Parse("22222222-2222-2222-2222-000000000009"), "mallory@contoso.onmicrosoft.com", "Mallory");

    private static string[] Words(string name) => ["login", "--browser", "--username", name];

    [Theory]
    [InlineData("ada@contoso.onmicrosoft.com")]
    [InlineData("Ada@Contoso.onmicrosoft.com")]
    public async Task The_account_that_was_named_signs_in_and_its_name_is_on_the_page(string name)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await using var login = home.Az.Start(Words(name));

        (await browser.OpenedAsync()).ShouldContain($"login_hint={Uri.EscapeDataString(name)}", Case.Insensitive);
        await browser.SignInAsync(Contoso.Ada);

        (await home.Az.EndAsync(login, Words(name))).ShouldSucceed().Stderr.ShouldNotContain("MFA will be gradually enforced");
    }

    [Fact]
    public async Task Another_account_is_refused_and_nothing_of_it_is_kept()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, Mallory] });
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await using var login = home.Az.Start(Words(Contoso.Ada.UserName));

        await browser.SignInAsync(Mallory);

        (await home.Az.EndAsync(login, Words(Contoso.Ada.UserName))).ShouldExit(1).Stderr
            .ShouldContain($"ERROR: '{Mallory.UserName}' signed in, but '{Contoso.Ada.UserName}' was expected. Nothing was saved.");
        home.Has("azureProfile.json").ShouldBeFalse();
        home.Has("msal_token_cache.json").ShouldBeFalse();
        (await azure.Journal.CountAsync("tenants", _ => true)).ShouldBe(0, "nothing was asked in the other account's name");
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("\n", 1)]
    public async Task At_a_terminal_the_person_decides(string answer, int exitCode)
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, Mallory] });
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await using var terminal = Terminal.Start(
            home, [.. Words(Contoso.Ada.UserName), "--subscription", $"{Contoso.SubscriptionId(1)}"], columns: 200);

        await browser.SignInAsync(Mallory);
        await terminal.WaitForAsync($"'{Mallory.UserName}' signed in, but '{Contoso.Ada.UserName}' was expected. Keep this sign-in? "
            + "[y/N]: ");
        await terminal.TypeAsync(answer);

        (await terminal.EndAsync()).ShouldExit(exitCode);
        home.Has("azureProfile.json").ShouldBe(exitCode == 0);
    }
}
