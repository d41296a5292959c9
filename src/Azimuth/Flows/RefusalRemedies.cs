using Azimuth.Http;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>
/// What to do about refusals of Entra ID that signing in again does not help with. Codes: Microsoft's "Microsoft Entra
/// authentication and authorization error codes".
/// </summary>
internal static class RefusalRemedies
{
    private const string Prefix = "AADSTS";

    /// <summary>The sentence and what fits its cause; null where signing in again is what helps.</summary>
    /// <param name="refusal">What MSAL threw.</param>
    /// <param name="words">Entra ID's description of the refusal.</param>
    /// <param name="tenant">The tenant that was asked; null on a first sign-in.</param>
    /// <param name="scopes">The scopes that were asked for; empty on a first sign-in.</param>
    public static UserError? From(MsalServiceException refusal, string words, string? tenant, IReadOnlyList<string> scopes) =>
        refusal.StatusCode == 429 || refusal.ErrorCode == "temporarily_unavailable"
            ? new($"{words}{NetworkErrors.Wait(refusal.Headers)}", cause: refusal)
            : From(words, tenant, scopes, refusal);

    /// <summary>The same, where only the description is known.</summary>
    public static UserError? From(string words, string? tenant, IReadOnlyList<string> scopes, Exception cause) => CodeIn(words) switch
    {
        0 when cause is MsalException { ErrorCode: "access_denied" or MsalError.AuthenticationCanceledError or "authorization_declined" } =>
            Canceled(words, tenant, scopes, cause),

        // Throttled, or the service is unavailable for now.
        50196 or 90033 or 90055 or 90056 => new($"{words}{NetworkErrors.Wait(headers: null)}", cause: cause),

        // The resource is unknown in this tenant, or its permissions are.
        28000 or 50001 or 65005 or 70011 or 500011 or 650053 or 650057 or 1002012 =>
            new(words, "Check the resource or scope that the token is for (--resource, --scope), and the tenant (--tenant).", cause: cause),

        // There is no such tenant.
        90002 or 900021 or 900023 => new(words, $"Check the tenant's ID or domain.{YourTenants(scopes)}", cause: cause),

        // There is, and the user or the application is not in it, or may not enter it.
        50020 or 50034 or 50178 or 90072 or 500021 => new(
            words,
            $"Check the tenant and the user name.{YourTenants(scopes)} "
            + $"To sign in to this tenant as another user, run:\n{MsalErrors.LoginCommand(tenant, scopes)}",
            cause: cause),
        700016 or 7000229 => new(words, "Check the application's ID and its tenant (--tenant).", cause: cause),

        // Canceled by the user, or on the page that asks for consent.
        65004 => Canceled(words, tenant, scopes, cause),

        // A device code that was not used in time.
        70019 or 70020 => new(words, NewCode(tenant), cause: cause),
        _ => null,
    };

    /// <summary>How to get another device code.</summary>
    public static string NewCode(string? tenant) => $"To get a new code, run: {MsalErrors.LoginCommand(tenant, [])} --use-device-code";

    private static UserError Canceled(string words, string? tenant, IReadOnlyList<string> scopes, Exception cause) =>
        new(words, $"The sign-in was canceled. To try again, run: {MsalErrors.LoginCommand(tenant, scopes)}", cause: cause);

    // Only whoever is signed in can list them.
    private static string YourTenants(IReadOnlyList<string> scopes) =>
        scopes.Count == 0 ? "" : " To list the tenants that you have access to, run: az account tenant list";

    private static int CodeIn(string words)
    {
        var start = words.IndexOf(Prefix, StringComparison.Ordinal);
        var code = 0;
        for (var i = start + Prefix.Length; start >= 0 && i < words.Length && char.IsAsciiDigit(words[i]) && code < 100_000_000; i++)
        {
            code = (code * 10) + (words[i] - '0');
        }

        return code;
    }
}
