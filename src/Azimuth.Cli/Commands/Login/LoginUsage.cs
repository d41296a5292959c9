using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Azimuth.Cli.Commands.Login;

/// <summary>Which options go together, in the Azure CLI's order and words (2.91, recorded).</summary>
internal static class LoginUsage
{
    private const string Retirement =
        "Starting September 1, 2025, MFA will be gradually enforced for Azure public cloud. The authentication with username and "
            + "password in the command line is not supported with MFA. "
        + "Consider using one of the compatible authentication methods. For more details, see "
        + "https://go.microsoft.com/fwlink/?linkid=2276314";

    /// <summary>Refuses what does not fit together.</summary>
    /// <exception cref="UserError">Before anything was asked or written.</exception>
    public static void Check(LoginOptions words, bool isTerminal, Action<string> warn, bool isJob = false)
    {
        var isPassword = words is { UserName: not null, IsServicePrincipal: false, IsIdentity: false, IsInBrowser: false };
        if (Misuse(words) is { } misuse)
        {
            throw new UserError(misuse);
        }

        if (isPassword)
        {
            warn(Retirement);
        }

        if (!isJob && Lacking(words, isTerminal) is { } lacking)
        {
            throw new UserError(lacking);
        }
    }

    /// <summary>The port that <c>--redirect-port</c>, or else <c>core.redirect_port</c>, asks for; null when neither does.</summary>
    /// <exception cref="UserError">It is no port.</exception>
    public static int? RedirectPort(string? option, Func<string?> configured)
    {
        var (text, name, mend) = option is not null
            ? (option, "--redirect-port", "az login --redirect-port 8400")
            : (configured(), "core.redirect_port", "az config set core.redirect_port=8400");
        return string.IsNullOrEmpty(text) ? null
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port
            : throw new UserError($"{name} is '{text}', which is no port: a number from 1 to 65535.", mend);
    }

    /// <summary>The JSON inside <c>--claims-challenge</c>.</summary>
    public static string? Claims(string? base64)
    {
        if (base64 is null)
        {
            return null;
        }

        try
        {
            var json = Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            using var parsed = JsonDocument.Parse(json);
            return json;
        }
        catch (Exception nonsense) when (nonsense is FormatException or JsonException)
        {
            throw new UserError("The value of --claims-challenge is not JSON in base64.", cause: nonsense);
        }
    }

    private static string? Misuse(LoginOptions words) => words switch
    {
        { IsIdentity: true } when !words.PasswordValue.IsEmpty || words.IsServicePrincipal || words.TenantNameOrId is not null =>
            "usage error: '--identity' is not applicable with other arguments",
        { UsesDeviceCode: true }
            when !words.PasswordValue.IsEmpty || words.IsServicePrincipal || words.UserName is not null || words.IsIdentity =>
            "usage error: '--use-device-code' is not applicable with other arguments",
        { UsesNoBrowser: true, UsesBrowser: true } => "usage error: '--no-browser' and '--browser' exclude each other",
        { IsInBrowser: true } when !words.PasswordValue.IsEmpty || words.IsServicePrincipal || words.UsesDeviceCode || words.IsIdentity =>
            $"usage error: '{(words.UsesBrowser ? "--browser" : "--no-browser")}' is a way for a person to sign in, and not applicable "
                + "with another way",
        { UsesCertSnIssuer: true, IsServicePrincipal: false } =>
            "usage error: '--use-sn-issuer' is only applicable with a service principal",
        { IsServicePrincipal: true, UserName: null } =>
            "usage error: --service-principal --username NAME --password SECRET --tenant TENANT",
        { SkipsDiscovery: true, TenantNamesOrIds.Count: > 1 } => "usage error: '--skip-subscription-discovery' takes one '--tenant'",
        { PasswordFile: not null, UserName: null, IsServicePrincipal: false }
            or { FederatedTokenFile: not null, IsServicePrincipal: false } =>
            words.FederatedTokenFile is not null
                ? "usage error: '--federated-token-file' is only applicable with a service principal"
                : "usage error: '--password-file' is the password of a '--username'",
        { SkipsDiscovery: true, TenantNameOrId: null } => "usage error: '--skip-subscription-discovery' requires '--tenant'",
        { SkipsDiscovery: true, SubscriptionNameOrId: { } one } when !Guid.TryParse(one, out _) =>
            "usage error: '--subscription' must be a subscription ID (GUID), not a name, when combined with "
                + "'--skip-subscription-discovery'.",
        { IsIdentity: true, UserName: not null } =>
            "Passing the managed identity ID with --username is no longer supported. Use --client-id, --object-id or --resource-id "
                + "instead.",
        { IsIdentity: true, IdentityIds: > 1 } => "Usage error: Provide only one of --client-id, --object-id, --resource-id.",
        _ => null,
    };

    private static string? Lacking(LoginOptions words, bool isTerminal) =>
        words is { UserName: not null, IsInBrowser: false, IsIdentity: false, HasCredential: false } && !isTerminal
            ? "Please specify both username and password in non-interactive mode."
            : null;
}
