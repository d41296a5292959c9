using Azimuth.Http;

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
    [InlineData("HTTPS_PROXY=ftp://ada:secret@proxy")]
    [InlineData("HTTPS_PROXY=http://")]
    [InlineData("HTTPS_PROXY=http://ada:secret@:80")]
    public void What_is_no_address_is_refused_without_showing_it(string variables)
    {
        var error = Should.Throw<UserError>(() => Of(variables));

        error.Message.ShouldStartWith("HTTPS_PROXY does not hold the address of a proxy");
        error.ToString().ShouldNotContain("secret");
    }

    private static Proxies Of(string variables)
    {
        var all = variables.Split(' ').Select(each => each.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(new(all.GetValueOrDefault));
    }
}
