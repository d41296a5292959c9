using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Tests.Commands.Login;

/// <summary>
/// Sentences of the recordings <c>usage-36</c> to <c>usage-46</c>, <c>skip-discovery</c>, <c>password-no-tty</c> and of
/// <c>identity-username</c>.
/// </summary>
public sealed class LoginUsageTests
{
    private const string Usage = "usage error: --service-principal --username NAME --password SECRET --tenant TENANT";

    private static readonly LoginOptions Given = new(new ParsedArguments());

    public static TheoryData<string> Names => [.. Rows.Keys];

    private static readonly Dictionary<string, (LoginOptions Words, string Sentence)> Rows = new()
    {
        ["principal alone"] = (Given with { IsServicePrincipal = true }, Usage),
        ["principal with claims"] = (Given with { IsServicePrincipal = true, Claims = "x" }, Usage),
        ["principal without secret"] = (
            Given with { IsServicePrincipal = true, UserName = "a" }, "Please specify both username and password in non-interactive mode."),
        ["user without password"] = (Given with { UserName = "a" }, "Please specify both username and password in non-interactive mode."),
        ["identity with user"] = (
            Given with { IsIdentity = true, UserName = "a" },
            "Passing the managed identity ID with --username is no longer supported. Use --client-id, --object-id or --resource-id "
                + "instead."),
        ["identity with two IDs"] = (
            Given with { IsIdentity = true, IdentityIds = 2 }, "Usage error: Provide only one of --client-id, --object-id, --resource-id."),
        ["no browser and a code"] = (
            Given with { UsesNoBrowser = true, UsesDeviceCode = true },
            "usage error: --no-browser cannot be combined with --use-device-code"),
        ["skip with a name"] = (
            Given with { SkipsDiscovery = true, TenantNamesOrIds = ["a"], SubscriptionNameOrId = "My subscription" },
            "usage error: '--subscription' must be a subscription ID (GUID), not a name, when combined with "
                + "'--skip-subscription-discovery'."),
        ["skip without tenant"] = (
            Given with { SkipsDiscovery = true }, "usage error: '--skip-subscription-discovery' requires '--tenant'"),
    };

    [Theory]
    [InlineData("8400", null, 8400)]
    [InlineData(null, "8401", 8401)]
    [InlineData("8400", "8401", 8400)]
    [InlineData(null, "", null)]
    [InlineData(null, null, null)]
    public void The_option_comes_before_the_configured_port(string? option, string? configured, int? port) =>
        LoginUsage.RedirectPort(option, () => configured).ShouldBe(port);

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public void What_is_no_port_is_refused_by_the_name_of_who_asked_for_it(string text)
    {
        Should.Throw<UserError>(() => LoginUsage.RedirectPort(text, () => null)).Message
            .ShouldBe($"--redirect-port is '{text}', which is not a valid port (1–65535).");
        Should.Throw<UserError>(() => LoginUsage.RedirectPort(null, () => text)).Message.ShouldStartWith($"core.redirect_port is '{text}'");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_fit_is_refused_in_the_recorded_words(string name) =>
        Should.Throw<UserError>(() => LoginUsage.Check(Rows[name].Words, isTerminal: false, _ => { })).Message
            .ShouldBe(Rows[name].Sentence);

    [Fact]
    public void Beside_a_browser_a_name_needs_no_password()
    {
        LoginUsage.Check(Given with { UserName = "a", UsesBrowser = true }, isTerminal: false, _ => throw new InvalidOperationException());
        LoginUsage.Check(
            Given with { UserName = "a", UsesNoBrowser = true }, isTerminal: false, _ => throw new InvalidOperationException());
    }

    [Fact]
    public void A_password_is_warned_about_before_it_is_refused()
    {
        var warnings = new List<string>();

        Should.Throw<UserError>(() => LoginUsage.Check(Given with { UserName = "a" }, isTerminal: false, warnings.Add));

        warnings.ShouldHaveSingleItem().ShouldStartWith("Starting September 1, 2025, MFA will be gradually enforced");
    }

    [Fact]
    public void Claims_are_JSON_in_base64()
    {
        LoginUsage.Claims("eyJhIjoxfQ==").ShouldBe("""{"a":1}""");
        Should.Throw<UserError>(() => LoginUsage.Claims("x"));
    }
}
