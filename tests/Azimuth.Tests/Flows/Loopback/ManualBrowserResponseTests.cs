using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Tests.Flows.Loopback;

/// <summary>Attack S4: of what people paste, only the answer to this very attempt counts.</summary>
public sealed class ManualBrowserResponseTests
{
    private const int Port = 8400;
    private const string State = "the-state";

    [Theory]
    [InlineData("http://localhost:8400/?code=abc&state=the-state")]
    [InlineData("http://localhost:8400?code=abc&state=the-state")]
    [InlineData("  http://localhost:8400/?code=abc&state=the-state\n")]
    [InlineData("http://localhost:8400/?code=a\nbc&sta te=the-state")] // a narrow window wrapped it
    [InlineData("http://localhost:8400/?code=abc&state=the-state&session_state=x#")]
    public void The_redirect_of_this_attempt_is_taken(string pasted)
    {
        var fields = ManualBrowserResponse.Read(pasted, Port, State, out var reason);

        reason.ShouldBeEmpty();
        fields!.AsQueryOf(new("http://localhost:8400")).Query.ShouldContain("code=abc");
    }

    [Theory]
    [InlineData("0.AXXXabc", "That is not a URL.")]
    [InlineData("?code=abc&state=the-state", "That is not a URL.")]
    [InlineData("localhost:8400/?code=abc&state=the-state", "That is not a URL.")]
    [InlineData("http://", "That is not a URL.")]
    [InlineData(
        "http://localhost:8401/?code=abc&state=the-state",
        "That URL belongs to another sign-in: its port is 8401, and the port of this sign-in is 8400.")]
    [InlineData("http://localhost/?code=abc&state=the-state", "That URL belongs to another sign-in: its port is 80")]
    [InlineData("https://localhost:8400/?code=abc&state=the-state", "does not begin with http://localhost:8400/")]
    [InlineData("http://127.0.0.1:8400/?code=abc&state=the-state", "does not begin with http://localhost:8400/")]
    [InlineData("http://localhost.evil.example:8400/?code=abc&state=the-state", "does not begin with http://localhost:8400/")]
    [InlineData("http://localhost:8400@evil.example/?code=abc&state=the-state", "does not begin with http://localhost:8400/")]
    [InlineData("http://user@localhost:8400/?code=abc&state=the-state", "does not begin with http://localhost:8400/")]
    [InlineData("http://localhost:8400/other?code=abc&state=the-state", "does not begin with http://localhost:8400/")]
    [InlineData("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=x", "the URL of the sign-in page")]
    [InlineData("http://localhost:8400/", "That URL is incomplete")]
    [InlineData("http://localhost:8400/?", "That URL is incomplete")]
    [InlineData("http://localhost:8400/#code=abc&state=the-state", "That URL is incomplete")]
    [InlineData("http://localhost:8400/?code=abc&state=another", "does not belong to the sign-in that is waiting here")]
    [InlineData("http://localhost:8400/?code=abc", "has no state")]
    [InlineData("http://localhost:8400/?state=the-state", "neither a code nor an error")]
    [InlineData("http://localhost:8400/?code=a&code=b&state=the-state", "more than once")]
    [InlineData("http://localhost:8400/?code=%f&state=the-state", "damaged")]
    public void Anything_else_is_refused_with_its_reason(string pasted, string reason)
    {
        ManualBrowserResponse.Read(pasted, Port, State, out var why).ShouldBeNull();

        why.ShouldContain(reason);
    }

    [Fact]
    public void Sixteen_KiB_are_enough_and_more_is_refused()
    {
        var good = $"http://localhost:8400/?state=the-state&code={new string('a', 6_000)}";

        ManualBrowserResponse.Read(good, Port, State, out _).ShouldNotBeNull();
        ManualBrowserResponse.Read(good + new string('a', ManualBrowserResponse.Longest), Port, State, out var why).ShouldBeNull();
        why.ShouldContain("longer than any response");
    }
}
