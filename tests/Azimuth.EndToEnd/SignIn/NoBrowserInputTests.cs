using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary><c>az login --no-browser</c> without a terminal: the answer is a line of standard input, or comes to the listener.</summary>
public sealed class NoBrowserInputTests
{
    [Fact]
    public async Task Without_a_terminal_the_address_is_a_line_of_stdin()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        string[] words = ["login", "--no-browser"];
        await using var process = NativeProcess.Start(Places.Az, words, home.Variables, home.WorkingFolder, keepInput: true);
        var page = await ManualSignIn.PageAsync(() => process.Stderr);

        await process.WriteAsync($"{ManualSignIn.Address(await azure.Control.AuthorizeAsync(page, Contoso.Ada))}\n");

        (await home.Az.EndAsync(process, words)).ShouldSucceed().Texts("[].user.name").ShouldAllBe(name => name == Contoso.Ada.UserName);
    }

    [Fact]
    public async Task Without_a_terminal_a_wrong_line_ends_with_its_reason()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        var ended = await home.Az.RunAsync("login --no-browser", input: "0.AXXXabc\n");

        ended.ShouldExit(1).Stderr.ShouldContain("That is not a URL.");
    }

    [Fact]
    public async Task With_a_closed_stdin_the_listener_on_a_chosen_port_is_still_answered()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        string[] words = ["login", "--no-browser", "--redirect-port", $"{ManualSignIn.FreePort()}"];
        await using var process = home.Az.Start(words);
        var page = await ManualSignIn.PageAsync(() => process.Stderr);
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var shown = await browser.GetAsync(
            new Uri(ManualSignIn.Address(await azure.Control.AuthorizeAsync(page, Contoso.Ada))), TestContext.Current.CancellationToken);

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
            $"login --no-browser {words.Replace("{0}", $"{ManualSignIn.FreePort()}", StringComparison.Ordinal)}", input: "");

        ended.ShouldExit(1).Stdout.ShouldBeEmpty();
        ended.Stderr.ShouldContain("ERROR: The URL was expected on standard input, which is closed, and there is no terminal.");
        ended.Stderr.ShouldEndWith(
            "\naz login --service-principal --username APP_ID --tenant TENANT_ID --federated-token TOKEN\naz login --identity\n");
    }
}
