using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Rest;

/// <summary>Attack S8, carried out: where the token goes, and where not.</summary>
public sealed class RestTokenTests
{
    [Fact]
    public async Task A_host_whose_address_only_begins_like_ARMs_gets_no_token()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK", "{}"));
        using var home = await SignedInAsync(azure, peer);
        home.Put(
            "clouds.config",
            home["clouds.config"].Replace(
                $"resource_manager = {azure.Arm}", $"resource_manager = {peer.Origin[..^1]}", StringComparison.Ordinal));

        var sent = (await home.Az.RunAsync($"rest -u {peer.Origin}/subscriptions")).ShouldSucceed();

        peer.Requests.ShouldHaveSingleItem()["Authorization"].ShouldBeNull();
        sent.Stderr.ShouldContain("use --resource to specify the resource");
    }

    [Fact]
    public async Task A_named_resource_is_sent_to_a_foreign_host_after_one_warning()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK", "{}"));
        using var home = await SignedInAsync(azure, peer);

        var sent = (await home.Az.RunAsync($"rest -u {peer.Origin}/ --resource https://vault.azure.net")).ShouldSucceed();

        peer.Requests[0]["Authorization"]!.ShouldStartWith("Bearer eyJ");
        sent.Stderr.ShouldBe(
            $"WARNING: A token for 'https://vault.azure.net' is sent to {new Uri(peer.Origin).Authority}, which is not a host of "
                + "the cloud 'Sandbox'.\n");
    }

    [Fact]
    public async Task Nothing_is_signed_without_encryption()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var sent = await home.Az.RunAsync($"rest -u {azure.Pages}/control/status --resource https://vault.azure.net");

        sent.ShouldExit(1).Stderr.ShouldStartWith($"WARNING: No token is sent to {azure.Pages}, because the connection is not "
            + "encrypted.\nERROR: Unauthorized");
        (await azure.Journal.CountAsync(
            "token", entry => entry.Field("scope")?.Contains("vault", StringComparison.Ordinal) == true)).ShouldBe(0);
    }

    [Theory]
    [InlineData("301 Moved", "GET", "")]
    [InlineData("302 Found", "GET", "")]
    [InlineData("303 See Other", "GET", "")]
    [InlineData("307 Temporary Redirect", "POST", "hello")]
    [InlineData("308 Permanent Redirect", "POST", "hello")]
    public async Task A_redirect_elsewhere_takes_no_secret_along(string status, string method, string body)
    {
        await using var azure = await Sandbox.StartAsync();
        await using var other = TlsServer.Start(_ => TlsServer.Text("200 OK", "{\"here\": true}"));
        await using var peer = TlsServer.Start(_ => TlsServer.Text(status, headers: $"Location: {other.Origin}/there\r\n"));
        using var home = await SignedInAsync(azure, peer, other);
        string[] words =
        [
            "rest", "-m", "post", "-u", $"{peer.Origin}/", "-b", "hello", "--resource", "https://vault.azure.net",
            "--headers", "api-key=canary", "Cookie=canary", "X-Plain=kept", "Content-Type=text/plain",
        ];

        (await home.Az.RunAsync(words)).ShouldSucceed().Json("here")!.GetValue<bool>().ShouldBeTrue();

        peer.Requests[0]["Authorization"]!.ShouldStartWith("Bearer eyJ");
        peer.Requests[0]["api-key"].ShouldBe("canary");
        var there = other.Requests.ShouldHaveSingleItem();
        (there["Authorization"], there["api-key"], there["Cookie"]).ShouldBe((null, null, null));
        there["X-Plain"].ShouldBe("kept");
        (there.Method, there.Body, there["Content-Type"]).ShouldBe((method, body, body.Length > 0 ? "text/plain" : null));
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_keeps_the_token()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var peer = TlsServer.Start(
            request => request.Target == "/"
                ? TlsServer.Text("302 Found", headers: "Location: /there\r\n")
                : TlsServer.Text("200 OK", "{}"));
        using var home = await SignedInAsync(azure, peer);

        (await home.Az.RunAsync($"rest -u {peer.Origin}/ --resource https://vault.azure.net")).ShouldSucceed();

        peer.Requests.Select(each => each["Authorization"]).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/again", "Exceeded 30 redirects.")]
    [InlineData("http://localhost:1/", "would not be encrypted")]
    [InlineData("file:///etc/passwd", "is not supported. Use https:// or http://.")]
    [InlineData("https://localhost@evil.example/", "has credentials before its host")]
    public async Task A_redirect_to_nowhere_ends_with_a_sentence(string location, string sentence)
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("302 Found", headers: $"Location: {location}\r\n"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);

        (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header")).ShouldExit(1).Stderr.ShouldContain(sentence);
    }

    [Fact]
    public async Task A_claims_challenge_of_ARM_is_answered_with_a_new_token_once()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.AdvanceClockAsync(TimeSpan.FromSeconds(5));
        await azure.Control.SwitchOnAsync("claimsChallenge");
        var before = await RefreshesAsync(azure);

        var list = (await home.Az.RunAsync("rest -u /subscriptions?api-version=2022-12-01 --query length(value)")).ShouldSucceed();
        var again = (await home.Az.RunAsync("rest -u /subscriptions?api-version=2022-12-01 --query length(value)")).ShouldSucceed();

        (list.Stdout, again.Stdout).ShouldBe(("4\n", "4\n"));
        list.Stderr.ShouldBeEmpty();
        (await RefreshesAsync(azure)).ShouldBe(before + 1, "the new token is kept");
    }

    [Fact]
    public async Task Where_no_new_token_is_to_be_had_the_exact_command_is_named()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);

        var refused = (await home.Az.RunAsync("rest -u /subscriptions?api-version=2022-12-01")).ShouldExit(1);

        refused.Stdout.ShouldBeEmpty();
        refused.Stderr.ShouldStartWith("ERROR: Unauthorized({\"error\":{\"code\":\"AuthenticationFailed\"");
        refused.Stderr.ShouldContain("\nAADSTS50173: ");
        refused.Stderr.ShouldMatch(
            $"(?m)^az login --tenant \"{Contoso.Id}\" --scope \"https://management.core.windows.net//.default\" --claims-challenge "
                + "\"[A-Za-z0-9+/=]+\"$");
        var login = refused.Stderr.Split('\n').Single(line => line.StartsWith("az login", StringComparison.Ordinal))["az ".Length..];

        // The command is the remedy: it is run as it was printed.
        (await home.Az.RunAsync($"{login} --use-device-code -o none", approveAs: Contoso.Ada)).ShouldSucceed();
        (await home.Az.RunAsync("rest -u /subscriptions?api-version=2022-12-01")).ShouldSucceed();
    }

    [Fact]
    public async Task At_a_terminal_a_person_may_sign_in_and_the_request_goes_on()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);
        await using var terminal = Terminal.Start(home, "rest -u /subscriptions?api-version=2022-12-01 --query length(value)");

        await terminal.WaitForAsync("Sign in again now? [y/N]: ");
        await terminal.TypeAsync("y\n");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        var end = (await terminal.EndAsync()).ShouldExit(0);

        end.Stdout.ShouldEndWith("4\n");
    }

    [Fact]
    public async Task At_a_terminal_somebody_else_who_signs_in_is_not_the_person_who_asks()
    {
        var vera = new Person(Guid.Parse("22222222-2222-2222-2222-000000000009"), "vera@contoso.onmicrosoft.com", "Vera");
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, vera] });
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);
        var before = home["azureProfile.json"];
        await using var terminal = Terminal.Start(home, "rest -u /subscriptions?api-version=2022-12-01");

        await terminal.WaitForAsync("Sign in again now? [y/N]: ");
        await terminal.TypeAsync("y\n");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), vera);

        (await terminal.EndAsync()).ShouldExit(1);
        home["azureProfile.json"].ShouldBe(before);
        home["msal_token_cache.json"].ShouldNotContain(vera.UserName);
    }

    [Fact]
    public async Task At_a_terminal_a_no_ends_as_without_one()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);
        await using var terminal = Terminal.Start(home, "rest -u /subscriptions?api-version=2022-12-01");

        await terminal.WaitForAsync("Sign in again now? [y/N]: ");
        await terminal.TypeAsync("\n");

        (await terminal.EndAsync()).ShouldExit(1).Stdout.ShouldContain("--claims-challenge");
    }

    [Fact]
    public async Task A_claims_challenge_of_another_host_is_not_answered()
    {
        await using var azure = await Sandbox.StartAsync();
        const string Claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxODkzNDU2MDAwIn19fQ==";
        await using var peer = TlsServer.Start(_ => TlsServer.Text(
            "401 Unauthorized", "no",
            headers: "WWW-Authenticate: Bearer authorization_uri=\"https://evil.example/\", error=\"insufficient_claims\", "
                + $"claims=\"{Claims}\"\r\n"));
        using var home = await SignedInAsync(azure, peer);
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var before = await RefreshesAsync(azure);

        var refused = (await home.Az.RunAsync($"rest -u {peer.Origin}/ --resource https://vault.azure.net")).ShouldExit(1);

        refused.Stderr.ShouldContain("ERROR: Unauthorized(no)\nInteractive authentication is needed. Please run:\naz logout\naz login\n");
        peer.Requests.Count.ShouldBe(1);
        (await RefreshesAsync(azure)).ShouldBe(before);
    }

    [Fact]
    public async Task A_claims_challenge_that_never_ends_is_answered_once()
    {
        await using var azure = await Sandbox.StartAsync();
        const string Claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxODkzNDU2MDAwIn19fQ==";
        await using var peer = TlsServer.Start(
            _ => TlsServer.Text(
                "401 Unauthorized", "no", headers: $"WWW-Authenticate: Bearer error=\"insufficient_claims\", claims=\"{Claims}\"\r\n"));
        using var home = await SignedInAsync(azure, peer);
        home.Put(
            "clouds.config",
            home["clouds.config"].Replace(
                $"resource_manager = {azure.Arm}", $"resource_manager = {peer.Origin}", StringComparison.Ordinal));

        (await home.Az.RunAsync("rest -u /subscriptions")).ShouldExit(1).Stderr.ShouldContain("ERROR: Unauthorized(no)");

        peer.Requests.Count.ShouldBe(2);
    }

    private static async Task<Home> SignedInAsync(Sandbox azure, TlsServer peer, TlsServer? other = null)
    {
        var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var bundle = Path.Combine(home.Root, "peers.pem");
        File.WriteAllText(bundle, File.ReadAllText(peer.CaFile) + (other is null ? "" : File.ReadAllText(other.CaFile)));
        home.Variables["REQUESTS_CA_BUNDLE"] = bundle;
        return home;
    }

    private static Task<int> RefreshesAsync(Sandbox azure) =>
        azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "refresh_token");
}
