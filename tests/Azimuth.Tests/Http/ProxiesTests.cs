using Azimuth.Http.Proxy;

namespace Azimuth.Tests.Http;

public sealed class ProxiesTests
{
    private const string Login = "https://login.microsoftonline.com/";

    [Theory]
    [InlineData("https_proxy=http://low:1 HTTPS_PROXY=http://high:2 ALL_PROXY=http://all:3", "http://low:1/", "https_proxy")]
    [InlineData("HTTPS_PROXY=http://high:2 all_proxy=http://all:3", "http://high:2/", "HTTPS_PROXY")]
    [InlineData("ALL_PROXY=socks5://all:1080", "socks5://all:1080/", "ALL_PROXY")]
    [InlineData("HTTPS_PROXY=proxy.example:3128", "http://proxy.example:3128/", "HTTPS_PROXY")]
    [InlineData("HTTPS_PROXY=http://ada:secret@proxy.example:3128/path", "http://proxy.example:3128/", "HTTPS_PROXY")]
    public void The_first_variable_of_these_names_it(string variables, string address, string source)
    {
        var route = Of(variables).Route(new(Login)).ShouldNotBeNull();

        route.Address.AbsoluteUri.ShouldBe(address);
        route.Source.ShouldBe(source);
    }

    [Theory]
    [InlineData("http_proxy=http://a:1", "http://example.com/", "http_proxy")]
    [InlineData("HTTP_PROXY=http://a:1", "http://example.com/", "HTTP_PROXY")]
    [InlineData("HTTP_PROXY=http://a:1 REQUEST_METHOD=GET", "http://example.com/", null)]
    [InlineData("HTTP_PROXY=http://a:1", Login, null)]
    [InlineData("HTTPS_PROXY=http://a:1", "http://example.com/", null)]
    public void Each_scheme_has_its_own_and_a_visitor_of_a_CGI_script_cannot_set_one(string variables, string server, string? source) =>
        Of(variables).Route(new(server))?.Source.ShouldBe(source);

    [Theory]
    [InlineData("example.com", "https://example.com/", true)]
    [InlineData("example.com", "https://LOGIN.example.com/", true)]
    [InlineData(".example.com", "https://login.example.com/", true)]
    [InlineData(".example.com", "https://example.com/", true)]
    [InlineData("*.example.com", "https://login.example.com/", true)]
    [InlineData("example.com", "https://badexample.com/", false)]
    [InlineData("a.test, example.com", "https://example.com/", true)]
    [InlineData("a.test example.com", "https://example.com/", true)]
    [InlineData("example.com:8443", "https://example.com:8443/", true)]
    [InlineData("example.com:8443", "https://example.com/", false)]
    [InlineData("*", Login, true)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3/", true)]
    [InlineData("10.0.0.0/8", "https://11.1.2.3/", false)]
    [InlineData("10.1.2.3/8", "https://10.9.9.9/", true)]
    [InlineData("10.1.2.3", "https://10.1.2.3/", true)]
    [InlineData("fd00::/8", "https://[fd12::1]/", true)]
    [InlineData("fd00::/8", "https://10.1.2.3/", false)]
    [InlineData("::1", "https://[fd12::1]/", false)]
    [InlineData("10.0.0.0/99", "https://10.1.2.3/", false)]
    [InlineData("10.1.2.3:8443", "https://10.1.2.3:8443/", true)]
    [InlineData("10.1.2.3:8443", "https://10.1.2.3/", false)]
    [InlineData("[fd12::1]", "https://[fd12::1]/", true)]
    [InlineData("[fd12::1]:8443", "https://[fd12::1]:8443/", true)]
    [InlineData("[fd12::1]:8443", "https://[fd12::1]/", false)]
    [InlineData("a.test,\n example.com", "https://example.com/", true)]
    [InlineData("example.com.", "https://example.com/", true)]
    [InlineData("example.com", "https://login.example.com./", true)]
    [InlineData("", "https://localhost:1234/", true)]
    [InlineData("", "https://127.0.0.1:1234/", true)]
    [InlineData("", "https://[::1]:1234/", true)]
    [InlineData("", "http://169.254.169.254/metadata", true)]
    [InlineData(".,,:", Login, false)]
    public void NO_PROXY_leads_past_it(string exceptions, string server, bool directly)
    {
        var proxies = new Proxies(new(name => name switch { "NO_PROXY" => exceptions, "ALL_PROXY" => "http://proxy:1", _ => null }));

        proxies.IsBypassed(new(server)).ShouldBe(directly);
    }

    [Fact]
    public void Who_we_are_is_told_to_the_proxy_alone_and_shown_to_nobody()
    {
        var proxies = Of("HTTPS_PROXY=http://ada:p%40ss%3Aw@proxy.example:3128");
        var route = proxies.Route(new(Login)).ShouldNotBeNull();

        proxies.GetCredential(route.Address, "Basic").ShouldNotBeNull().Password.ShouldBe("p@ss:w");
        proxies.GetCredential(new("http://other.example:3128"), "Basic").ShouldBeNull();
        $"{route} {route.Password} {route.Address}".ShouldNotContain("p@ss");
        $"{route} {route.Address}".ShouldNotContain("ada");
    }

    [Theory]
    [InlineData(@"http://CORP\ada:pw@proxy:1", "http://proxy:1/", @"CORP\ada", "pw")]
    [InlineData("http://CORP%5Cada:pw@proxy:1", "http://proxy:1/", @"CORP\ada", "pw")]
    [InlineData("http://ada:p@ss@proxy:1", "http://proxy:1/", "ada", "p@ss")]
    [InlineData("http://ada@contoso.com:p:w@proxy:1", "http://proxy:1/", "ada@contoso.com", "p:w")]
    [InlineData("ada:p%2Fs%23s%3Fs%20s@proxy:1", "http://proxy:1/", "ada", "p/s#s?s s")]
    [InlineData("http://ada:100%@proxy:1", "http://proxy:1/", "ada", "100%")]
    [InlineData("http://ada:100%25%zz@proxy:1", "http://proxy:1/", "ada", "100%%zz")]
    [InlineData(@"http://ada:<[{}]>|^`""'+&=;,!$*~()@proxy:1", "http://proxy:1/", "ada", @"<[{}]>|^`""'+&=;,!$*~()")]
    [InlineData("http://ada:pä€ss@proxy:1", "http://proxy:1/", "ada", "pä€ss")]
    [InlineData("http://ada@proxy:1", "http://proxy:1/", "ada", "")]
    [InlineData("http://:pw@proxy:1", "http://proxy:1/", null, null)]
    [InlineData("http://ada:pw@[fd00::1]:3128/", "http://[fd00::1]:3128/", "ada", "pw")]
    [InlineData("[::1]:3128", "http://[::1]:3128/", null, null)]
    [InlineData("SOCKS5H://ada:pw@proxy:1080", "socks5://proxy:1080/", "ada", "pw")]
    [InlineData("HTTPS://proxy.example", "https://proxy.example/", null, null)]
    [InlineData("  http://proxy:1/path?query#fragment\t", "http://proxy:1/", null, null)]
    public void What_is_clear_is_read_as_curl_reads_it(string value, string address, string? user, string? password)
    {
        var proxies = new Proxies(new(name => name == "https_proxy" ? value : null));

        var route = proxies.Route(new(Login)).ShouldNotBeNull();

        route.Address.ToString().ShouldBe(address);
        route.User.ShouldBe(user);
        var credential = proxies.GetCredential(route.Address, "Basic");
        (credential?.Domain is { Length: > 0 } domain ? $@"{domain}\{credential.UserName}" : credential?.UserName).ShouldBe(user);
        credential?.Password.ShouldBe(password);
    }

    [Theory]
    [InlineData("http://ada:se/cret@proxy:1", "write '/' as %2F.")]
    [InlineData("http://ada:1234/secret@proxy:1", "write '/' as %2F.")]
    [InlineData("http://ada:se#cret@proxy:1", "write '#' as %23.")]
    [InlineData("http://ada:se?cret@proxy:1", "write '?' as %3F.")]
    [InlineData("http://ada:se@cr/et@proxy:1", "write '/' as %2F.")]
    [InlineData("http://ada:se cret@proxy:1", "write a space as %20.")]
    [InlineData("http://ada:se\ncret@proxy:1", "write the control character U+000A as %0A.")]
    [InlineData("ftp://ada:secret@proxy", "It must begin with http://")]
    [InlineData("http://", "no host name.")]
    [InlineData("http://ada:secret@:80", "no host name.")]
    [InlineData("http://ada:secret@fd00::1", "Write an IPv6 address in brackets")]
    [InlineData("\"http://ada:secret@proxy:1\"", "It must begin with http://")]
    [InlineData("http://pro xy:1", "The host contains a space.")]
    [InlineData(@"http:\\proxy:1", "The host contains '\\'.")]
    [InlineData("http://proxy:0", "Its port is not a number from 1 to 65535.")]
    [InlineData("http://proxy:99999", "Its port is not a number from 1 to 65535.")]
    [InlineData("http://proxy:", "Its port is not a number from 1 to 65535.")]
    [InlineData("http://proxy:secret", "Its port is not a number from 1 to 65535.")]
    [InlineData("http://[fd00::1", "")]
    [InlineData("http://]", "")]
    [InlineData("http://%", "")]
    public void What_is_no_address_or_could_be_read_in_two_ways_is_refused_without_showing_it(string value, string reason)
    {
        var error = Should.Throw<UserError>(() => new Proxies(new(name => name == "HTTPS_PROXY" ? value : null)));

        error.Message.ShouldStartWith("HTTPS_PROXY does not hold the address of a proxy. ");
        error.Message.ShouldContain(reason);
        error.ToString().ShouldNotContain("secret");
        error.Message.ShouldNotContain("cret");
    }

    [Theory]
    [InlineData("https_proxy", "HTTPS_PROXY")]
    [InlineData("HTTPS_PROXY", "all_proxy")]
    public void An_empty_variable_turns_the_next_ones_off(string empty, string other)
    {
        var proxies = new Proxies(new(name => name == empty ? "" : name == other ? "http://proxy:1" : null));

        proxies.Route(new(Login)).ShouldBeNull();
    }

    [Fact]
    public void An_empty_no_proxy_turns_NO_PROXY_off() =>
        new Proxies(new(name => name switch { "https_proxy" => "http://proxy:1", "no_proxy" => "", "NO_PROXY" => "*", _ => null }))
            .Route(new(Login))
            .ShouldNotBeNull();

    private static Proxies Of(string variables)
    {
        var all = variables.Split(' ').Select(each => each.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(new(all.GetValueOrDefault));
    }
}
