using System.Globalization;
using System.Text;
using System.Text.Json;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;
using Azimuth.Flows.Applications;

namespace Azimuth.Cli.Commands.Login.Options;

/// <summary>Which options go together, in the Azure CLI's order and words (2.91, recorded).</summary>
internal static class LoginUsage
{
    private const string Retirement =
        "Starting September 1, 2025, MFA will be gradually enforced for Azure public cloud. The authentication with username and "
            + "password in the command line is not supported with MFA. "
        + "Consider using one of the compatible authentication methods. For more details, see "
        + "https://go.microsoft.com/fwlink/?linkid=2276314";

    /// <summary>The options, completed by variables where an application signs in.</summary>
    /// <param name="arguments">What was given.</param>
    /// <param name="environment">Where the variables are.</param>
    /// <param name="terminal">Whether a password can be asked for, and where warnings go.</param>
    /// <param name="jobs">The pipeline job that this is; asked where an application signs in.</param>
    /// <exception cref="UserError">They do not fit together. Nothing was asked or written.</exception>
    public static LoginOptions Read(
        ParsedArguments arguments, EnvironmentVariables environment, Terminal.Terminal terminal, Func<PipelineIdTokens> jobs)
    {
        var options = ServicePrincipalVariables.Complete(new LoginOptions(arguments), environment);
        var isJob = options.IsServicePrincipal && jobs().RecipeHere() is not null;
        Check(options, terminal.InIsTerminal, terminal.Warn, isJob);
        return options;
    }

    /// <summary>Refuses what does not fit together.</summary>
    /// <exception cref="UserError">Before anything was asked or written.</exception>
    public static void Check(LoginOptions options, bool isTerminal, Action<string> warn, bool isJob = false)
    {
        var isPassword = options is { UserName: not null, IsServicePrincipal: false, IsIdentity: false, IsInBrowser: false };
        if (Misuse(options) is { } misuse)
        {
            throw new UserError(misuse);
        }

        if (isPassword)
        {
            warn(Retirement);
        }

        if (!isJob && Lacking(options, isTerminal) is { } lacking)
        {
            throw new UserError(lacking);
        }
    }

    /// <summary>The port that <c>--redirect-port</c>, or else <c>core.redirect_port</c>, asks for; null when neither does.</summary>
    /// <exception cref="UserError">It is no port.</exception>
    public static int? RedirectPort(string? option, Func<string?> configured)
    {
        var (text, name, remedy) = option is not null
            ? (option, "--redirect-port", "For example: az login --redirect-port 8400")
            : (configured(), "core.redirect_port", "To set it, run: az config set core.redirect_port=8400");
        return string.IsNullOrEmpty(text) ? null
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port
            : throw new UserError($"{name} is '{text}', which is not a valid port (1–65535).", remedy);
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
            throw new UserError("The value of --claims-challenge is not Base64-encoded JSON.", cause: nonsense);
        }
    }

    private static string? Misuse(LoginOptions options) => options switch
    {
        { IsIdentity: true } when !options.PasswordValue.IsEmpty || options.IsServicePrincipal || options.TenantNameOrId is not null =>
            "usage error: '--identity' is not applicable with other arguments",
        { UsesDeviceCode: true }
            when !options.PasswordValue.IsEmpty || options.IsServicePrincipal || options.UserName is not null || options.IsIdentity =>
            "usage error: '--use-device-code' is not applicable with other arguments",
        { UsesNoBrowser: true, UsesBrowser: true } => "usage error: --browser cannot be combined with --no-browser",
        { IsInBrowser: true }
            when !options.PasswordValue.IsEmpty || options.IsServicePrincipal || options.UsesDeviceCode || options.IsIdentity =>
            $"usage error: {(options.UsesBrowser ? "--browser" : "--no-browser")} cannot be combined with "
                + (options.IsServicePrincipal ? "--service-principal"
                    : options.UsesDeviceCode ? "--use-device-code"
                    : options.IsIdentity ? "--identity"
                    : "--password"),
        { UsesCertSnIssuer: true, IsServicePrincipal: false } =>
            "usage error: '--use-sn-issuer' is only applicable with a service principal",
        { IsServicePrincipal: true, UserName: null } =>
            "usage error: --service-principal --username NAME --password SECRET --tenant TENANT",
        { SkipsDiscovery: true, TenantNamesOrIds.Count: > 1 } => "usage error: '--skip-subscription-discovery' takes one '--tenant'",
        { PasswordFile: not null, UserName: null, IsServicePrincipal: false }
            or { FederatedTokenFile: not null, IsServicePrincipal: false } =>
            options.FederatedTokenFile is not null
                ? "usage error: '--federated-token-file' is only applicable with a service principal"
                : "usage error: '--password-file' requires '--username'",
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

    private static string? Lacking(LoginOptions options, bool isTerminal) =>
        options is { UserName: not null, IsInBrowser: false, IsIdentity: false, HasCredential: false } && !isTerminal
            ? "Please specify both username and password in non-interactive mode."
            : null;
}
