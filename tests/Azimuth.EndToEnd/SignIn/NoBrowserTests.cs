using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>
/// <c>az login --no-browser</c>: the page is opened elsewhere, its answer is pasted or comes to the listener (attack S4).
/// </summary>
public sealed class NoBrowserTests
{
    private const string Ask = "Address (it is not shown): ";
    private const string Question = "(Type a number or Enter for no changes): ";
    private const string BeginPaste = "\e[200~";
    private const string EndPaste = "\e[201~";

    [Theory]
    [InlineData("", "")]
    [InlineData(BeginPaste, EndPaste)]
    public async Task The_pasted_address_signs_in_and_is_not_shown(string before, string after)
    {
        await using var person = await PersonAsync();
        var answer = await person.SignInOnPageAsync();

        await person.Terminal.TypeAsync($"{before}{answer}{after}\n");
        await person.Terminal.WaitForAsync(Question);
        await person.Terminal.TypeAsync("\n");

        var end = (await person.Terminal.EndAsync()).ShouldExit(0);
        end.Stdout.ShouldContain("Subscription: ");
        end.Stdout.ShouldNotContain(Field(answer, "code")[..12]);
        person.Page.ShouldContain("&response_mode=query");
        (await person.WhoAsync()).ShouldBe(Contoso.Ada.UserName);
    }

    [Fact]
    public async Task The_address_is_printed_whole_with_its_host_and_a_warning_what_the_answer_is_worth()
    {
        await using var person = await PersonAsync("login --no-browser --only-show-errors");

        var lines = person.Terminal.Seen.Split('\n');

        lines.ShouldContain(
            line => line.StartsWith(
                $"To sign in, open this page of {new Uri(person.Page).Authority} in a browser", StringComparison.Ordinal));
        lines.ShouldContain(person.Page);
        lines.ShouldContain(
            "\e[93mThat address is a key to your account and is good only in this terminal: never give it to a web page or to a "
                + "person.\e[0m");
        lines.ShouldNotContain(line => line.Contains("ssh -L", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Six_thousand_characters_are_pasted_whole()
    {
        await using var person = await PersonAsync();
        var answer = await person.SignInOnPageAsync() + "&session_state=";
        answer += new string('s', 6_000 - answer.Length);

        await person.Terminal.TypeAsync($"{BeginPaste}{answer}{EndPaste}");
        await person.Terminal.WaitForAsync("6000 characters. Press Enter.");
        await person.Terminal.TypeAsync("\n");
        await person.Terminal.WaitForAsync(Question);
        await person.Terminal.TypeAsync("\n");

        (await person.Terminal.EndAsync()).ShouldExit(0);
    }

    [Fact]
    public async Task Six_thousand_characters_are_pasted_whole_also_where_the_terminal_does_not_mark_pastes()
    {
        await using var person = await PersonAsync();
        var answer = await person.SignInOnPageAsync() + "&session_state=";
        answer += new string('s', 6_000 - answer.Length);

        await person.Terminal.TypeAsync($"{answer}\n");
        await person.Terminal.WaitForAsync(Question);
        await person.Terminal.TypeAsync("\n");

        (await person.Terminal.EndAsync()).ShouldExit(0);
    }

    [Fact]
    public async Task The_listeners_answer_counts_as_well_and_leaves_the_keyboard_to_the_selector()
    {
        await using var azure = await Sandbox.StartAsync(
            new Scenario { Tenants = [Contoso.Tenant], People = [Contoso.Ada with { GuestOf = [] }] });
        await using var person = await PersonAsync(azure: azure);
        var answer = await person.SignInOnPageAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        using var sentOn = await browser.GetAsync(new Uri(answer), TestContext.Current.CancellationToken);
        using var page = await browser.GetAsync(new Uri(new Uri(answer), sentOn.Headers.Location!), TestContext.Current.CancellationToken);
        await person.Terminal.WaitForAsync(Question);
        await person.Terminal.TypeAsync("2\n");

        sentOn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        sentOn.Headers.Location!.OriginalString.ShouldBe("/signed-in");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("You are signed in");
        (await person.Terminal.EndAsync()).ShouldExit(0);
        (await person.Home.Az.RunAsync("account show --query name -o tsv"))
            .ShouldSucceed().Stdout
            .ShouldBe("Finance Department Subscription\n");
    }

    [Fact]
    public async Task What_is_not_the_answer_to_this_attempt_is_refused_with_its_reason_and_asked_again()
    {
        await using var person = await PersonAsync();
        await using var other = await PersonAsync(azure: person.Azure);
        var foreign = await other.SignInOnPageAsync();
        var answer = await person.SignInOnPageAsync();
        var port = new Uri(answer).Port;
        var wrong = new (string Pasted, string Reason)[]
        {
            (Field(answer, "code"), "That is no address."),
            (foreign, $"That address belongs to another sign-in: its port is {new Uri(foreign).Port}, and this one's is {port}."),
            (
                foreign.Replace($":{new Uri(foreign).Port}", $":{port}", StringComparison.Ordinal),
                "does not belong to the sign-in that is waiting here"),
            (answer.Replace("localhost", "evil.example", StringComparison.Ordinal), $"does not begin with http://localhost:{port}/"),
            (person.Page, "That "),
        };

        for (var each = 0; each < wrong.Length; each++)
        {
            await person.Terminal.TypeAsync($"{BeginPaste}{wrong[each].Pasted}{EndPaste}\n");
            await person.Terminal.WaitForAsync(Ask, times: each + 2);
            person.Terminal.Seen.ShouldContain(wrong[each].Reason);
        }

        await person.Terminal.TypeAsync($"{answer}\n");
        await person.Terminal.WaitForAsync(Question);
        await person.Terminal.TypeAsync("\n");

        (await person.Terminal.EndAsync()).ShouldExit(0);
        (await person.Azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "authorization_code")).ShouldBe(
            1, "no other code was redeemed");
    }

    [Fact]
    public async Task Ctrl_C_gives_the_terminal_back_as_it_was()
    {
        await using var person = await PersonAsync();

        await person.Terminal.TypeAsync("\u0003");

        (await person.Terminal.EndAsync()).ShouldExit(1).Stdout.ShouldEndWith("\e[?2004l\n");
        person.Home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Fact]
    public async Task Over_ssh_the_line_that_tunnels_the_port_is_printed()
    {
        await using var azure = await Sandbox.StartAsync();
        var home = azure.NewHome();
        home.Variables["SSH_CONNECTION"] = "203.0.113.7 50022 192.0.2.10 22";
        home.Variables["USER"] = "ada";
        await using var person = await PersonAsync("login --no-browser", azure, home);

        var port = new Uri(Parameter(person.Page, "redirect_uri")).Port;

        person.Terminal.Seen.Split('\n').ShouldContain($"ssh -L {port}:localhost:{port} ada@192.0.2.10");
    }

    [Fact]
    public async Task Without_a_terminal_the_address_is_a_line_of_stdin()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        string[] words = ["login", "--no-browser"];
        await using var process = NativeProcess.Start(Places.Az, words, home.Variables, home.WorkingFolder, keepInput: true);
        var page = await PageAsync(() => process.Stderr);

        await process.WriteAsync($"{Address(await azure.Control.AuthorizeAsync(page, Contoso.Ada))}\n");

        (await home.Az.EndAsync(process, words)).ShouldSucceed().Texts("[].user.name").ShouldAllBe(name => name == Contoso.Ada.UserName);
    }

    [Fact]
    public async Task Without_a_terminal_a_wrong_line_ends_with_its_reason()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var ended = await home.Az.RunAsync("login --no-browser", input: "0.AXXXabc\n");

        ended.ShouldExit(1).Stderr.ShouldContain("That is no address.");
    }

    [Fact]
    public async Task With_a_closed_stdin_the_listener_on_a_chosen_port_is_still_answered()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        string[] words = ["login", "--no-browser", "--redirect-port", $"{FreePort()}"];
        await using var process = home.Az.Start(words);
        var page = await PageAsync(() => process.Stderr);
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var shown = await browser.GetAsync(
            new Uri(Address(await azure.Control.AuthorizeAsync(page, Contoso.Ada))), TestContext.Current.CancellationToken);

        (await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("You are signed in");
        shown.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/signed-in");
        (await home.Az.EndAsync(process, words)).ShouldSucceed();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "true")]
    [InlineData("--redirect-port {0}", "true")]
    public async Task Where_nobody_can_paste_it_ends_with_the_ways_that_need_no_user(string words, string pipeline)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["CI"] = pipeline;

        var ended = await home.Az.RunAsync(
            $"login --no-browser {words.Replace("{0}", $"{FreePort()}", StringComparison.Ordinal)}", input: "");

        ended.ShouldExit(1).Stdout.ShouldBeEmpty();
        ended.Stderr.ShouldContain("ERROR: The URL to paste was expected on standard input, which has ended, and there is no terminal.");
        ended.Stderr.ShouldEndWith(
            "\naz login --service-principal --username APP_ID --tenant TENANT_ID --federated-token TOKEN\naz login --identity\n");
    }

    [Fact]
    public async Task A_refusal_of_the_page_is_the_reason_that_is_told()
    {
        await using var person = await PersonAsync();

        await person.Terminal.TypeAsync(
            $"{Parameter(person.Page, "redirect_uri")}/?error=access_denied&error_description=AADSTS65004%3A+User+declined&state="
                + $"{Parameter(person.Page, "state")}\n");

        (await person.Terminal.EndAsync()).ShouldExit(1).Stdout.ShouldContain("AADSTS65004: User declined");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_port_that_was_asked_for_is_the_redirects(bool configured)
    {
        await using var azure = await Sandbox.StartAsync();
        var home = azure.NewHome();
        var port = FreePort();
        if (configured)
        {
            (await home.Az.RunAsync($"config set core.redirect_port={port}")).ShouldSucceed();
        }

        await using var person = await PersonAsync(
            configured ? "login --no-browser" : $"login --no-browser --redirect-port {port}", azure, home);

        Parameter(person.Page, "redirect_uri").ShouldBe($"http://localhost:{port}");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_port_that_is_taken_ends_the_sign_in_before_anything_is_shown_and_names_the_holder(string family)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        using var holder = new TcpListener(IPAddress.Parse(family), 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var ended = await home.Az.RunAsync($"login --redirect-port {port}");

        ended.ShouldExit(1).Stderr
            .ShouldStartWith($"ERROR: Port {port}, which the browser is to come back to, is taken by process {Environment.ProcessId} (");
        browser.TimesOpened.ShouldBe(0);
    }

    [Fact]
    public async Task A_repositorys_own_file_chooses_neither_port_nor_browser()
    {
        await using var azure = await Sandbox.StartAsync();
        var home = azure.NewHome();
        var ran = Path.Combine(home.Root, "ran");
        var local = Directory.CreateDirectory(Path.Combine(home.WorkingFolder, "azure")).FullName; // named as the config folder is
        await File.WriteAllTextAsync(
            Path.Combine(local, "config"),
            $"[core]\nredirect_port = 1\nbrowser = /usr/bin/touch {ran}\n",
            TestContext.Current.CancellationToken);
        await using var person = await PersonAsync("login --no-browser", azure, home);

        Parameter(person.Page, "redirect_uri").ShouldNotBe("http://localhost:1");
        var opened = await home.Az.RunAsync("login", approveAs: Contoso.Ada);

        opened.ShouldSucceed();
        File.Exists(ran).ShouldBeFalse();
    }

    [Fact]
    public async Task The_configured_browser_comes_before_the_variable()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        var configured = home.Variables["BROWSER"];
        home.Variables["BROWSER"] = "/bin/false";
        (await home.Az.RunAsync(["config", "set", $"core.browser={configured} %s"])).ShouldSucceed();
        await using var login = home.Az.Start(["login"]);

        await browser.SignInAsync(Contoso.Ada);

        (await home.Az.EndAsync(login, ["login"])).ShouldSucceed();
    }

    private static async Task<Person> PersonAsync(string line = "login --no-browser", Sandbox? azure = null, Home? home = null)
    {
        var owned = azure is null ? await Sandbox.StartAsync() : null;
        home ??= (azure ?? owned!).NewHome();
        var terminal = Terminal.Start(home, line, columns: 4000); // a line of the terminal for the whole address
        await terminal.WaitForAsync(Ask);
        return new(owned, azure ?? owned!, home, terminal, await PageAsync(() => terminal.Seen));
    }

    private static Task<string> PageAsync(Func<string> seen) => Waiting.UntilAsync(
        "the address of the sign-in page",
        () => Task.FromResult(
            seen().Split('\n')[..^1].FirstOrDefault(line => line.Contains("/oauth2/v2.0/authorize?", StringComparison.Ordinal))),
        () => Task.FromResult(seen()));

    private static string Address(JsonObject answer) =>
        $"{answer["redirectUri"]!.GetValue<string>()}/?" + string.Join('&', answer["fields"]!.AsObject()
        .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value!.GetValue<string>())}"));

    private static string Field(string address, string name) => Parameter(address, name);

    private static string Parameter(string address, string name) => Uri.UnescapeDataString(
        new Uri(address).Query.TrimStart('?')
            .Split('&')
            .First(each => each.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Person(Sandbox? owned, Sandbox azure, Home home, Terminal terminal, string page) : IAsyncDisposable
    {
        public Sandbox Azure => azure;

        public Home Home => home;

        public Terminal Terminal => terminal;

        public string Page => page;

        /// <summary>Signs in on the page; where the browser is sent to then.</summary>
        public async Task<string> SignInOnPageAsync() => Address(await azure.Control.AuthorizeAsync(page, Contoso.Ada));

        public async Task<string> WhoAsync() =>
            (await home.Az.RunAsync("account show --query user.name -o tsv")).ShouldSucceed().Stdout.TrimEnd('\n');

        public async ValueTask DisposeAsync()
        {
            await terminal.DisposeAsync();
            if (owned is not null)
            {
                await owned.DisposeAsync();
            }

            home.Dispose();
        }
    }
}
