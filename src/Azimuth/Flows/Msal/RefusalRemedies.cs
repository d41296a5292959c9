using System.Net.Http.Headers;
using Azimuth.Http.Errors;

namespace Azimuth.Flows.Msal;

/// <summary>
/// What to do about refusals of Entra ID that signing in again does not help with. Codes: Microsoft's "Microsoft Entra
/// authentication and authorization error codes".
/// </summary>
internal static class RefusalRemedies
{
    /// <summary>The sentence and what fits its cause; null where signing in again is what helps.</summary>
    /// <param name="error">What the authority answered.</param>
    /// <param name="description">Its own text.</param>
    /// <param name="headers">Of the answer, for how long to wait; null where they are not known.</param>
    /// <param name="tenant">The tenant that was asked; null on a first sign-in.</param>
    /// <param name="scopes">What was asked for; empty on a first sign-in.</param>
    public static (string Sentence, string? Remedy)? Find(
        AuthorityError error, string description, HttpResponseHeaders? headers, string? tenant,
        IReadOnlyList<string> scopes) => error switch
        {
            { IsThrottled: true } => ($"{description}{NetworkErrors.Wait(headers)}", null),
            { Code: 0, Error: "access_denied" or "authorization_declined" } or { Code: 0, SubError: "cancel" } =>
                (description, Canceled(tenant, scopes)),

            // Throttled, or the service is unavailable for now.
            { Code: 50196 or 90033 or 90055 or 90056 } => ($"{description}{NetworkErrors.Wait(headers: null)}", null),

            // The resource is unknown in this tenant, or its permissions are.
            { Code: 28000 or 50001 or 65005 or 70011 or 500011 or 650053 or 650057 or 1002012 } =>
                (description, "Check the resource or scope that the token is for (--resource, --scope), and the tenant (--tenant)."),

            // There is no such tenant.
            { Code: 90002 or 900021 or 900023 } => (description, $"Check the tenant's ID or domain.{YourTenants(scopes)}"),

            // There is, and the user or the application is not in it, or may not enter it.
            { Code: 50020 or 50034 or 50178 or 90072 or 500021 } => (
                description,
                $"Check the tenant and the user name.{YourTenants(scopes)} "
                + $"To sign in to this tenant as another user, run:\n{MsalErrors.LoginCommand(tenant, scopes)}"),
            { Code: 700016 or 7000229 } => (description, "Check the application's ID and its tenant (--tenant)."),

            // Canceled by the user, or on the page that asks for consent.
            { Code: 65004 } => (description, Canceled(tenant, scopes)),

            // A device code that was not used in time.
            { Code: 70019 or 70020 } => (description, NewCode(tenant)),
            _ => null,
        };

    /// <summary>How to get another device code.</summary>
    public static string NewCode(string? tenant) => $"To get a new code, run: {MsalErrors.LoginCommand(tenant, [])} --use-device-code";

    private static string Canceled(string? tenant, IReadOnlyList<string> scopes) =>
        $"The sign-in was canceled. To try again, run: {MsalErrors.LoginCommand(tenant, scopes)}";

    // Only whoever is signed in can list them.
    private static string YourTenants(IReadOnlyList<string> scopes) =>
        scopes.Count == 0 ? "" : " To list the tenants that you have access to, run: az account tenant list";
}
