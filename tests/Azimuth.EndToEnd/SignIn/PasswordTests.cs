using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary><c>az login --username</c>: where Entra ID takes a password alone, and what is said where it does not.</summary>
public sealed class PasswordTests
{
    private const string Interactive = "Interactive authentication is needed. To sign in with a browser, use `az login`.";

    private static readonly Person Ada = Contoso.Ada with { GuestOf = [] };

    [Theory]
    [InlineData("--username ada@contoso.onmicrosoft.com --password Azimuth-sandbox-1")]
    [InlineData("--user ada@contoso.onmicrosoft.com --password Azimuth-sandbox-1")]
    [InlineData("-u ada@contoso.onmicrosoft.com -p Azimuth-sandbox-1 --tenant contoso.onmicrosoft.com")]
    public async Task A_password_signs_in_and_the_retirement_is_told(string words)
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();

        var login = (await home.Az.RunAsync($"login {words}")).ShouldSucceed();

        login.Texts("[].name").Count.ShouldBe(4);
        login.Text("[0].user.type").ShouldBe("user");
        login.Stderr.ShouldStartWith("WARNING: Starting September 1, 2025, MFA will be gradually enforced");
        login.Stderr.ShouldNotContain("ERROR");
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
    }

    [Fact]
    public async Task A_password_is_asked_for_and_not_shown()
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();
        await using var terminal = Terminal.Start(home, "login -u ada@contoso.onmicrosoft.com -o none");

        await terminal.WaitForAsync("Password: ");
        await terminal.TypeAsync($"{Ada.Password}\n");

        (await terminal.EndAsync()).ShouldExit(0).Stdout.ShouldNotContain(Ada.Password);
        (await home.Az.RunAsync("account show --query user.name -o tsv")).Stdout.ShouldBe("ada@contoso.onmicrosoft.com\n");
    }

    [Fact]
    public async Task The_reference_documents_line_for_bash_keeps_the_password_off_the_screen()
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();
        home.Variables["PATH"] = Path.GetDirectoryName(Places.Az)!;
        await using var terminal = Terminal.Start(
            home, ["-c", $"read -sp \"Azure password: \" AZ_PASS && echo && az login -u {Ada.UserName} -p $AZ_PASS -o none"],
            program: "/bin/bash");

        await terminal.WaitForAsync("Azure password: ");
        await terminal.TypeAsync($"{Ada.Password}\n");

        (await terminal.EndAsync()).ShouldExit(0).Stdout.ShouldNotContain(Ada.Password);
    }

    [Fact]
    public async Task No_selector_follows_a_password()
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();
        await using var terminal = Terminal.Start(home, ["login", "-u", Ada.UserName, "-p", Ada.Password]);

        (await terminal.EndAsync()).ShouldExit(0).Stdout.ShouldNotContain("Select a subscription");
    }

    [Fact]
    public async Task A_password_comes_from_a_file_or_from_standard_input()
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();
        var file = Path.Combine(home.Folder, "password");
        await File.WriteAllTextAsync(file, $"{Ada.Password}\nsecond line\n", TestContext.Current.CancellationToken);

        (await home.Az.RunAsync($"login -u {Ada.UserName} --password-file {file}")).ShouldSucceed();
        (await home.Az.RunAsync($"login -u {Ada.UserName} --password -", input: $"{Ada.Password}\n")).ShouldSucceed();
    }

    [Theory]
    [InlineData("-u ada@contoso.onmicrosoft.com", "Please specify both username and password in non-interactive mode.")]
    [InlineData("-u ada@contoso.onmicrosoft.com --password-file nowhere.txt", "The password file '{0}/nowhere.txt' does not exist.")]
    [InlineData(
        "-u ada@contoso.onmicrosoft.com -p a --password-file nowhere",
        "usage error: --password cannot be combined with --password-file")]
    [InlineData("-u ada@contoso.onmicrosoft.com -p -", "The password is empty.")]
    [InlineData("--password-file nowhere", "usage error: '--password-file' requires '--username'")]
    public async Task Without_a_password_nobody_is_asked_anything(string words, string sentence)
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"login {words}", input: "");

        login.ShouldExit(1).Stderr.ShouldContain($"ERROR: {sentence.Replace("{0}", home.WorkingFolder)}");
        (await azure.Journal.CountAsync("token")).ShouldBe(0);
    }

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "grace@contoso.onmicrosoft.com", "AADSTS50076", Interactive },
        { "enrol@contoso.onmicrosoft.com", "AADSTS50079", Interactive },
        { "expired@contoso.onmicrosoft.com", "AADSTS50055", Interactive },
        { "someone@outlook.com", "is not a work or school account", Interactive },
        { "locked@contoso.onmicrosoft.com", "AADSTS50053", "az login" },
        { "disabled@contoso.onmicrosoft.com", "AADSTS50057", "az login" },
        { "nobody@contoso.onmicrosoft.com", "AADSTS50034", "az login" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_keeps_Entra_IDs_words_and_names_the_way_that_works(string userName, string words, string remedy)
    {
        await using var azure = await StartAsync(
            Contoso.Grace with { GuestOf = [] },
            Named(3, "enrol") with { RequireMfa = true, MfaRegistered = false },
            Named(4, "expired") with { PasswordExpired = true },
            Named(5, "locked") with { Locked = true },
            Named(6, "disabled") with { Disabled = true });
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"login -u {userName} -p Azimuth-sandbox-1");

        login.ShouldExit(1).Stdout.ShouldBeEmpty();
        login.Stderr.ShouldContain(words);
        login.Stderr.ShouldContain(remedy);
        home.Has("azureProfile.json").ShouldBeFalse();
        home.Has("msal_token_cache.json").ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_password_is_said_without_the_advice_to_do_more()
    {
        await using var azure = await StartAsync(Ada);
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"login -u {Ada.UserName} -p nope");

        login.ShouldExit(1).Stderr.ShouldContain("AADSTS50126: Error validating credentials due to invalid username or password.");
        login.Stderr.ShouldNotContain("Interactive authentication is needed");
    }

    [Fact]
    public async Task A_password_that_the_organizations_own_server_checks_is_said_to_be_one()
    {
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Tenants = [Contoso.Tenant with { Federated = true }], People = [Ada] });
        using var home = azure.NewHome();

        var login = await home.Az.RunAsync($"login -u {Ada.UserName} -p {Ada.Password}");

        login.ShouldExit(1).Stderr.ShouldContain("is verified by the federation server of the organization (localhost)");
        login.Stderr.ShouldContain(Interactive);
        (await azure.Journal.CountAsync("token")).ShouldBe(0, "the password goes nowhere");
    }

    private static Person Named(int number, string name) =>
        new(Guid.Parse($"22222222-2222-2222-2222-{number:D12}"), $"{name}@{Contoso.Domain}", name);

    private static Task<Sandbox> StartAsync(params Person[] people) =>
        Sandbox.StartAsync(new Scenario { Tenants = [Contoso.Tenant], People = [.. people] });
}
