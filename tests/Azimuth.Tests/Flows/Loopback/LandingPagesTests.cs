using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azimuth.Flows.Loopback.Requests;
using CsCheck;

namespace Azimuth.Tests.Flows.Loopback;

public sealed partial class LandingPagesTests
{
    [Fact]
    public void The_reason_of_the_server_is_text_and_never_markup()
    {
        const string hostile = "<img src=x onerror=alert(1)> \"quoted\" & 'so on'</pre>";

        var page = LandingPages.Failure("access_denied", hostile);

        page.ShouldContain("access_denied\n&lt;img src=x onerror=alert(1)&gt; &quot;quoted&quot; &amp; &#39;so on&#39;&lt;/pre&gt;</pre>");
        page.ShouldNotContain("<img");
    }

    [Fact]
    public void What_would_hide_or_turn_text_around_is_visible()
    {
        var page = LandingPages.Failure("invalid\u001b]52;c;eA==\u0007", "a\u202eb\u200bc\u2028d\u0085e");

        page.ShouldContain("invalid⟦U+001B⟧]52;c;eA==⟦U+0007⟧");
        page.ShouldContain("a⟦U+202E⟧b⟦U+200B⟧c");
        page.ShouldNotContain('\u202e');
        page.ShouldNotContain('\u001b');
    }

    [Fact]
    public void A_reason_in_several_lines_keeps_them() =>
        LandingPages.Failure("invalid_grant", "AADSTS50126: no.\r\nTrace ID: 1")
            .ShouldContain("invalid_grant\nAADSTS50126: no.\nTrace ID: 1</pre>");

    [Fact]
    public void A_reason_without_end_is_cut()
    {
        var page = LandingPages.Failure("server_error", new string('x', 1_000_000));

        page.Length.ShouldBeLessThan(8_000);
        page.ShouldContain("x…</pre>");
    }

    [Fact]
    public void No_reason_makes_a_page_without_an_empty_line() =>
        LandingPages.Failure("access_denied", null).ShouldContain("<pre>access_denied</pre>");

    [Fact]
    public void The_policy_lets_the_page_s_own_style_in_and_nothing_else()
    {
        var style = StyleElement().Match(LandingPages.Success()).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        LandingPages.ContentSecurityPolicy.ShouldStartWith($"default-src 'none'; style-src 'sha256-{hash}';");
        LandingPages.ContentSecurityPolicy.ShouldNotContain("script");
    }

    [Fact]
    public void Whatever_the_reason_the_page_has_the_same_elements()
    {
        var expected = Elements(LandingPages.Failure("e", "d"));

        Gen.Select(Gen.String, Gen.String).Sample((error, description) =>
            Elements(LandingPages.Failure(error, description)).ShouldBe(expected));
    }

    private static string[] Elements(string page) => [.. Tag().Matches(page).Select(tag => tag.Value)];

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
