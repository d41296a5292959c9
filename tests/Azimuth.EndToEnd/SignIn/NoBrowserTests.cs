using System.Net;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>
/// <c>az login --no-browser</c> at a terminal: the page is opened elsewhere, its answer is pasted or comes to the listener (attack S4).
/// </summary>
public sealed class NoBrowserTests
{
    private const string Ask = "URL (input hidden): ";
    private const string Question = "(Type a number or Enter for no changes): ";
    private const string BeginPaste = "\e[200~";
    private const string EndPaste = "\e[201~";

    [Theory]
    [InlineData("", "")]
    [InlineData(BeginPaste, EndPaste)]
    public async Task The_pasted_address_signs_in_and_is_not_shown(string before, string after)
    {
        await using var signIn = await ManualSignIn.StartAsync();
        var answer = await signIn.SignInOnPageAsync();

        await signIn.Terminal.TypeAsync($"{before}{answer}{after}\n");
        await signIn.Terminal.WaitForAsync(Question);
        await signIn.Terminal.TypeAsync("\n");

        var end = (await signIn.Terminal.EndAsync()).ShouldExit(0);
        end.Stdout.ShouldContain("Subscription: ");
        end.Stdout.ShouldNotContain(ManualSignIn.Parameter(answer, "code")[..12]);
        signIn.Page.ShouldContain("&response_mode=query");
        (await signIn.WhoAsync()).ShouldBe(Contoso.Ada.UserName);
    }

    [Fact]
    public async Task The_address_is_printed_whole_with_its_host_and_a_warning_what_the_answer_is_worth()
    {
        await using var signIn = await ManualSignIn.StartAsync("login --no-browser --only-show-errors");

        var lines = signIn.Terminal.Seen.Split('\n');

        lines.ShouldContain(
            line => line.StartsWith(
                $"To sign in, open this page of {new Uri(signIn.Page).Authority} in any browser", StringComparison.Ordinal));
        lines.ShouldContain(signIn.Page);
        lines.ShouldContain(
            "\e[93mAnyone with this URL can sign in as you. Paste it only here.\e[0m");
        lines.ShouldNotContain(line => line.Contains("ssh -L", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Six_thousand_characters_are_pasted_whole()
    {
        await using var signIn = await ManualSignIn.StartAsync();
        var answer = await signIn.SignInOnPageAsync() + "&session_state=";
        answer += new string('s', 6_000 - answer.Length);

        await signIn.Terminal.TypeAsync($"{BeginPaste}{answer}{EndPaste}");
        await signIn.Terminal.WaitForAsync("6000 characters. Press Enter.");
        await signIn.Terminal.TypeAsync("\n");
        await signIn.Terminal.WaitForAsync(Question);
        await signIn.Terminal.TypeAsync("\n");

        (await signIn.Terminal.EndAsync()).ShouldExit(0);
    }

    [Fact]
    public async Task Six_thousand_characters_are_pasted_whole_also_where_the_terminal_does_not_mark_pastes()
    {
        await using var signIn = await ManualSignIn.StartAsync();
        var answer = await signIn.SignInOnPageAsync() + "&session_state=";
        answer += new string('s', 6_000 - answer.Length);

        await signIn.Terminal.TypeAsync($"{answer}\n");
        await signIn.Terminal.WaitForAsync(Question);
        await signIn.Terminal.TypeAsync("\n");

        (await signIn.Terminal.EndAsync()).ShouldExit(0);
    }

    [Fact]
    public async Task The_listeners_answer_counts_as_well_and_leaves_the_keyboard_to_the_selector()
    {
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Tenants = [Contoso.Tenant], People = [Contoso.Ada with { GuestOf = [] }] });
        await using var signIn = await ManualSignIn.StartAsync(azure: azure);
        var answer = await signIn.SignInOnPageAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        using var sentOn = await browser.GetAsync(new Uri(answer), TestContext.Current.CancellationToken);
        using var page = await browser.GetAsync(new Uri(new Uri(answer), sentOn.Headers.Location!), TestContext.Current.CancellationToken);
        await signIn.Terminal.WaitForAsync(Question);
        await signIn.Terminal.TypeAsync("2\n");

        sentOn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        sentOn.Headers.Location!.OriginalString.ShouldBe("/signed-in");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("You are signed in");
        (await signIn.Terminal.EndAsync()).ShouldExit(0);
        (await signIn.Home.Az.RunAsync("account show --query name -o tsv"))
            .ShouldSucceed().Stdout
            .ShouldBe("Finance Department Subscription\n");
    }

    [Fact]
    public async Task What_is_not_the_answer_to_this_attempt_is_refused_with_its_reason_and_asked_again()
    {
        await using var signIn = await ManualSignIn.StartAsync();
        await using var other = await ManualSignIn.StartAsync(azure: signIn.Azure);
        var foreign = await other.SignInOnPageAsync();
        var answer = await signIn.SignInOnPageAsync();
        var port = new Uri(answer).Port;
        var wrong = new (string Pasted, string Reason)[]
        {
            (ManualSignIn.Parameter(answer, "code"), "That is not a URL."),
            (foreign, $"That URL belongs to another sign-in: its port is {new Uri(foreign).Port}, and the port of this sign-in is {port}."),
            (
                foreign.Replace($":{new Uri(foreign).Port}", $":{port}", StringComparison.Ordinal),
                "does not belong to the sign-in that is waiting here"),
            (answer.Replace("localhost", "evil.example", StringComparison.Ordinal), $"does not begin with http://localhost:{port}/"),
            (signIn.Page, "That "),
        };

        for (var each = 0; each < wrong.Length; each++)
        {
            await signIn.Terminal.TypeAsync($"{BeginPaste}{wrong[each].Pasted}{EndPaste}\n");
            await signIn.Terminal.WaitForAsync(Ask, times: each + 2);
            signIn.Terminal.Seen.ShouldContain(wrong[each].Reason);
        }

        await signIn.Terminal.TypeAsync($"{answer}\n");
        await signIn.Terminal.WaitForAsync(Question);
        await signIn.Terminal.TypeAsync("\n");

        (await signIn.Terminal.EndAsync()).ShouldExit(0);
        (await signIn.Azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "authorization_code")).ShouldBe(
            1, "no other code was redeemed");
    }

    [Fact]
    public async Task Ctrl_C_gives_the_terminal_back_as_it_was()
    {
        await using var signIn = await ManualSignIn.StartAsync();

        await signIn.Terminal.TypeAsync("\u0003");

        (await signIn.Terminal.EndAsync()).ShouldExit(1).Stdout.ShouldEndWith("\e[?2004l\n\n");
        signIn.Home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Fact]
    public async Task Over_ssh_the_line_that_tunnels_the_port_is_printed()
    {
        await using var azure = await Sandbox.StartAsync();
        var home = azure.NewHome();
        home.Variables["SSH_CONNECTION"] = "203.0.113.7 50022 192.0.2.10 22";
        home.Variables["USER"] = "ada";
        await using var signIn = await ManualSignIn.StartAsync("login --no-browser", azure, home);

        var port = new Uri(ManualSignIn.Parameter(signIn.Page, "redirect_uri")).Port;

        signIn.Terminal.Seen.Split('\n').ShouldContain($"ssh -L {port}:localhost:{port} ada@192.0.2.10");
    }

    [Fact]
    public async Task A_refusal_of_the_page_is_the_reason_that_is_told()
    {
        await using var signIn = await ManualSignIn.StartAsync();

        await signIn.Terminal.TypeAsync(
            $"{ManualSignIn.Parameter(signIn.Page, "redirect_uri")}/?error=access_denied"
                + "&error_description=AADSTS65004%3A+User+declined&state="
                + $"{ManualSignIn.Parameter(signIn.Page, "state")}\n");

        (await signIn.Terminal.EndAsync()).ShouldExit(1).Stdout.ShouldContain("AADSTS65004: User declined");
    }
}
