using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.ReferenceDocument;

/// <summary>The sections on signing in with a browser, in another tenant and for a scope, and on signing out.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Login_opens_the_default_browser_on_the_sign_in_page_and_runs_the_code_flow()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        await using var login = home.Az.Start(["login"]);

        var opened = await browser.OpenedAsync();
        await browser.SignInAsync(Contoso.Ada);

        (await home.Az.EndAsync(login, ["login"])).ShouldSucceed().Texts("[].name").ShouldContain("Finance Department Subscription");
        opened.ShouldContain("/oauth2/v2.0/authorize?");
        opened.ShouldContain("code_challenge_method=S256");
        opened.ShouldContain("response_type=code");
        opened.ShouldContain("prompt=select_account");
    }

    [Fact]
    public async Task Login_without_a_browser_asks_for_a_code_to_be_entered_on_a_page()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync("login", approveAs: Contoso.Ada);

        login.ShouldSucceed();
        login.Stderr.ShouldContain("To sign in, use a web browser to open the page ");
        login.Stderr.ShouldContain(" and enter the code ");
    }

    [Fact]
    public async Task Use_device_code_forces_the_device_code_where_there_is_a_browser()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);

        (await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada)).ShouldSucceed();

        browser.TimesOpened.ShouldBe(0);
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-000000000002")]
    [InlineData("fabrikam.onmicrosoft.com")]
    public async Task Tenant_takes_an_ID_or_a_domain(string tenant)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"login --use-device-code --tenant {tenant}", approveAs: Contoso.Ada);

        login.ShouldSucceed().Texts("[].tenantId").ShouldBe([$"{Fabrikam.Id}"]);
    }

    [Fact]
    public async Task Tenant_works_with_the_browser_too()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        string[] words = ["login", "--tenant", Fabrikam.Domain];
        await using var login = home.Az.Start(words);

        await browser.SignInAsync(Contoso.Ada);

        (await home.Az.EndAsync(login, words)).ShouldSucceed().Texts("[].tenantId").ShouldBe([$"{Fabrikam.Id}"]);
    }

    [Fact]
    public async Task Scope_takes_the_documents_example()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync(
            "login --use-device-code --scope https://management.core.windows.net//.default", approveAs: Contoso.Ada);

        login.ShouldSucceed().Texts("[].name").ShouldContain("Finance Department Subscription");
    }

    [Fact]
    public async Task Logout_removes_the_access()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        (await home.Az.RunAsync("logout")).ShouldSucceed();

        var token = await home.Az.RunAsync("account get-access-token");
        token.ShouldExit(1).Stderr.ShouldBe("ERROR: Please run 'az login' to setup account.\n");
        home["msal_token_cache.json"].ShouldNotContain("\"secret\"");
    }

    [Fact]
    public async Task Account_clear_empties_the_list_until_the_next_login_shows_it_anew()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        (await home.Az.RunAsync("account clear")).ShouldSucceed();
        var set = await home.Az.RunAsync("account set --subscription \"Finance Department Subscription\"");
        await home.Az.SignInAsync(Contoso.Ada);

        set.ShouldExit(1);
        (await home.Az.RunAsync("account list")).Texts("[].name").ShouldContain("Finance Department Subscription");
    }
}
