using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Azimuth.Sandbox.Tests.Entra.Applications;

/// <summary>PKCE: the lengths and letters of RFC 7636, and no way around it in either direction (RFC 9700 2.1.1, 4.8.2).</summary>
public sealed class ProofKeyTests(ProofKeyTests.OneSandbox shared) : IClassFixture<ProofKeyTests.OneSandbox>
{
    private const string Unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    private Running Sandbox => shared.Running;

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(5, false)]
    public async Task A_verifier_has_43_to_128_characters(int length, bool isTaken)
    {
        var verifier = RandomNumberGenerator.GetString(Unreserved, length);

        var answer = await RedeemAsync(await CodeAsync(Challenge(verifier), "S256"), verifier);

        if (isTaken)
        {
            answer.Status.ShouldBe(200, answer.Text);
        }
        else
        {
            answer.ShouldBeRefused(501481, "invalid_grant");
        }
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('+')]
    [InlineData('/')]
    [InlineData('=')]
    [InlineData('é')]
    public async Task A_verifier_has_no_other_letters(char letter)
    {
        var verifier = new string('a', 43) + letter;

        (await RedeemAsync(await CodeAsync(Challenge(verifier), "S256"), verifier)).ShouldBeRefused(501481, "invalid_grant");
    }

    [Theory]
    [InlineData("short", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMx", "S256")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw~cM", "S256")]
    [InlineData("short", "plain")]
    [InlineData("short", null)]
    public async Task A_challenge_that_no_verifier_can_have_made_is_refused_at_once(string challenge, string? method)
    {
        var answer = await AuthorizeAsync(Orders.Desktop, challenge, method);

        answer.Text.ShouldContain("AADSTS501491");
    }

    [Fact]
    public async Task A_plain_challenge_is_the_verifier_itself()
    {
        var verifier = RandomNumberGenerator.GetString(Unreserved, 43);

        (await RedeemAsync(await CodeAsync(verifier, null), verifier)).Status.ShouldBe(200);
        (await RedeemAsync(await CodeAsync(verifier, "plain"), Challenge(verifier))).ShouldBeRefused(501481, "invalid_grant");
    }

    [Fact]
    public async Task Who_began_with_a_challenge_cannot_leave_the_verifier_out()
    {
        (await RedeemAsync(await CodeAsync(Challenge(Orders.Verifier), "S256"), null)).ShouldBeRefused(50148, "invalid_grant");
    }

    [Fact]
    public async Task Who_began_without_one_cannot_end_with_a_verifier()
    {
        (await RedeemAsync(await CodeAsync(null, null), Orders.Verifier)).ShouldBeRefused(501481, "invalid_grant");
        (await RedeemAsync(await CodeAsync(null, null), null)).Status.ShouldBe(200, "a program that is not a page's script may do without");
    }

    [Fact]
    public async Task A_pages_script_cannot_begin_without_one()
    {
        (await AuthorizeAsync(Orders.Page, null, null)).Text.ShouldContain("AADSTS9002325");
    }

    private static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));

    private Task<Answer> AuthorizeAsync(string client, string? challenge, string? method)
    {
        var url = Sandbox.Ready.SignIn + Orders.Url(client, changes: [("code_challenge", challenge), ("code_challenge_method", method)]);
        return Sandbox.PostControlAsync("authorize", $$"""{"url":"{{url}}","user":"{{Orders.Olga}}"}""");
    }

    private async Task<string> CodeAsync(string? challenge, string? method)
    {
        var answer = await AuthorizeAsync(Orders.Desktop, challenge, method);
        answer.Status.ShouldBe(200, answer.Text);
        return $"{answer.Json["fields"]!["code"]}";
    }

    private Task<Answer> RedeemAsync(string code, string? verifier) => Sandbox.TokenAsync("organizations",
        [("grant_type", "authorization_code"), ("client_id", Orders.Desktop), ("code", code), ("redirect_uri", Orders.Redirect),
            .. verifier is null ? [] : new[] { ("code_verifier", verifier) }]);

    /// <summary>One sandbox for all of them: none changes it.</summary>
    public sealed class OneSandbox : IAsyncLifetime
    {
        internal Running Running { get; private set; } = null!;

        /// <summary>Starts it.</summary>
        public async ValueTask InitializeAsync() => Running = await Running.StartAsync(Orders.Scenario());

        /// <summary>Ends it.</summary>
        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }
}
