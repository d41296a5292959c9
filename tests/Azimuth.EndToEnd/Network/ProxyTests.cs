using Azimuth.Harness;
using Azimuth.Harness.Network;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Network;

/// <summary>A company's network: nothing leads out but a proxy, which wants a password and reads along.</summary>
public sealed class ProxyTests
{
    private const string Password = "ada:p@ss:w/rd";
    private const string Encoded = "ada:p%40ss%3Aw%2Frd";

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task A_person_signs_in_through_a_proxy_with_a_password_that_signs_traffic_anew(string variable)
    {
        using var ca = new Ca("Contoso Web Gateway", BasicConstraints.NotCritical);
        await using var azure = await Sandbox.StartAsync();
        using var inside = new Interceptor(azure, ca);
        using var proxy = new ConnectProxy(inside.Hosts, Password);
        using var home = azure.NewHome().Behind(proxy, Encoded);
        (home.Variables[variable], home.Variables["REQUESTS_CA_BUNDLE"]) = (home.Variables["HTTPS_PROXY"], ca.File);
        if (variable != "HTTPS_PROXY")
        {
            home.Variables.Remove("HTTPS_PROXY");
        }

        await home.Az.SignInAsync(Contoso.Ada);

        proxy.Opened.ShouldContain($"{Interceptor.Login}:443");
        proxy.Opened.ShouldContain($"{Interceptor.Arm}:443");
        (await home.Az.RunAsync("account show")).ShouldSucceed().Text("environmentName").ShouldBe("Corporate");
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
    }

    [Theory]
    [InlineData(@"CORP\ada:p@ss", "Basic")]
    [InlineData("ada@contoso.com:p:w+%", "Basic")]
    // as company proxies offer it; Linux has the first two only with packages of its own
    [InlineData("ada:pw", "Negotiate", "NTLM", "Basic")]
    public async Task A_Windows_domain_and_what_is_clear_in_a_password_stand_as_they_are_whatever_the_proxy_offers(
        string user, params string[] schemes)
    {
        using var ca = new Ca("Test CA");
        using var server = new TlsPeer(
            ca.Leaf(Interceptor.Login),
            (_, _) => PeerAnswer.Of("400 Bad Request", """{"error":"invalid_request","error_description":"AADSTS900144: reached"}"""));
        using var proxy = new ConnectProxy(new Dictionary<string, int> { [Interceptor.Login] = server.Port }, user) { Schemes = schemes };
        using var home = new Home().Behind(proxy, user);
        home.Variables["REQUESTS_CA_BUNDLE"] = ca.File;

        (await home.SentenceAsync()).ShouldStartWith("AADSTS900144: reached");
    }

    [Fact]
    public async Task A_SOCKS_proxy_leads_out_too_and_looks_names_up_itself()
    {
        using var ca = new Ca("Test CA");
        using var server = new TlsPeer(
            ca.Leaf(Interceptor.Login),
            (_, _) => PeerAnswer.Of("400 Bad Request", """{"error":"invalid_request","error_description":"AADSTS900144: reached"}"""));
        using var proxy = new SocksProxy(new Dictionary<string, int> { [Interceptor.Login] = server.Port });
        using var home = new Home().At($"https://{Interceptor.Login}");
        (home.Variables["ALL_PROXY"], home.Variables["REQUESTS_CA_BUNDLE"]) = ($"socks5://127.0.0.1:{proxy.Port}", ca.File);

        (await home.SentenceAsync()).ShouldStartWith("AADSTS900144: reached");
        proxy.Opened.ShouldContain($"{Interceptor.Login}:443");
    }

    [Fact]
    public async Task A_proxy_that_wants_a_password_is_named_with_the_way_to_say_one()
    {
        using var proxy = new ConnectProxy(new Dictionary<string, int>(), Password);
        using var home = new Home().Behind(proxy);

        (await home.SentenceAsync()).ShouldBe(
            $"The proxy {proxy.Address} (HTTPS_PROXY) requires a user name and password (HTTP 407).\nTo set them, run: export "
                + $"HTTPS_PROXY=http://USER:PASSWORD@127.0.0.1:{proxy.Port}");
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_never_shown()
    {
        using var proxy = new ConnectProxy(new Dictionary<string, int>(), Password);
        using var home = new Home().Behind(proxy, "ada:CANARY-1");

        var sentence = await home.SentenceAsync();
        var debug = await home.Az.RunAsync($"{Elsewhere.SignIn} --debug");

        sentence.ShouldStartWith($"The proxy {proxy.Address} (HTTPS_PROXY) rejected the user name and password that are set (HTTP 407).");
        (sentence + debug.Stdout + debug.Stderr).ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task A_proxy_that_forbids_the_host_is_named_with_the_host()
    {
        using var proxy = new ConnectProxy(new Dictionary<string, int>(), refusal: "403 Forbidden");
        using var home = new Home().Behind(proxy);

        (await home.SentenceAsync()).ShouldStartWith(
            $"The proxy {proxy.Address} (HTTPS_PROXY) does not allow connections to https://{Interceptor.Login} (HTTP 403).");
    }

    [Fact]
    public async Task A_proxy_that_cannot_reach_the_host_is_named_with_its_status()
    {
        using var proxy = new ConnectProxy(new Dictionary<string, int>());
        using var home = new Home().Behind(proxy);

        (await home.SentenceAsync()).ShouldBe(
            $"The proxy {proxy.Address} (HTTPS_PROXY) did not open a connection to https://{Interceptor.Login} (HTTP "
                + "502).\nRun `az doctor` to diagnose this.");
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_blamed_and_not_the_server()
    {
        using var home = new Home().At("https://login.contoso.test");
        home.Variables["HTTPS_PROXY"] = "http://127.0.0.1:1";

        (await home.SentenceAsync()).ShouldBe(
            "Connection refused by the proxy http://127.0.0.1:1 (HTTPS_PROXY). Check "
                + "HTTPS_PROXY, or add the host to NO_PROXY if it needs no proxy.\nRun `az doctor` to diagnose this.");
    }

    [Fact]
    public async Task A_value_that_is_no_address_is_told_before_anything_is_asked_and_not_shown()
    {
        using var home = new Home().At("https://login.contoso.test");
        home.Variables["HTTPS_PROXY"] = "ftp://ada:CANARY@proxy";

        (await home.SentenceAsync()).ShouldBe(
            "HTTPS_PROXY does not hold the address of a proxy. It must begin with http://, "
                + "https://, socks4:// or socks5://.\nTo set it, run: export HTTPS_PROXY=http://proxy.example:3128");
    }

    [Fact]
    public async Task NO_PROXY_leads_past_the_proxy()
    {
        using var proxy = new ConnectProxy(new Dictionary<string, int>());
        using var home = new Home().Behind(proxy);
        home.Variables["NO_PROXY"] = "example.com, .contoso.test";

        (await home.SentenceAsync()).ShouldStartWith($"The host name of https://{Interceptor.Login} could not be resolved.");
        proxy.Opened.ShouldBeEmpty();
    }
}
