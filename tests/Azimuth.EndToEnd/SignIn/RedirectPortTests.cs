using System.Net;
using System.Net.Sockets;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>Which port and which browser a sign-in takes: options, settings and variables.</summary>
public sealed class RedirectPortTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_port_that_was_asked_for_is_the_redirects(bool configured)
    {
        await using var azure = await Sandbox.StartAsync();
        var home = azure.NewHome();
        var port = ManualSignIn.FreePort();
        if (configured)
        {
            (await home.Az.RunAsync($"config set core.redirect_port={port}")).ShouldSucceed();
        }

        await using var signIn = await ManualSignIn.StartAsync(
            configured ? "login --no-browser" : $"login --no-browser --redirect-port {port}", azure, home);

        ManualSignIn.Parameter(signIn.Page, "redirect_uri").ShouldBe($"http://localhost:{port}");
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
            .ShouldStartWith($"ERROR: Port {port}, which the browser is redirected to, is in use by process {Environment.ProcessId} (");
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
        await using var signIn = await ManualSignIn.StartAsync("login --no-browser", azure, home);

        ManualSignIn.Parameter(signIn.Page, "redirect_uri").ShouldNotBe("http://localhost:1");
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
}
