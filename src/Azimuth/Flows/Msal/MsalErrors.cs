using System.Text;
using System.Text.Json;
using Azimuth.Http.Errors;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.Msal;

/// <summary>The one place where MSAL's exceptions become sentences that a user can act on.</summary>
public static class MsalErrors
{
    /// <summary>
    /// Whether <see cref="Explain"/> knows it: MSAL's own, the network's, and what MSAL's parser throws at an answer that is JSON
    /// of another shape, or none, since MSAL lets that through.
    /// </summary>
    public static bool IsOne(Exception failure) =>
        failure is MsalException or HttpRequestException or IOException or JsonException || IsUnreadable(failure);

    // What MSAL throws at members that are missing, of another type, no Base64 or half a character: it takes the authority at its word.
    private static bool IsUnreadable(Exception failure) =>
        failure is FormatException or ArgumentException or NullReferenceException
        || (failure is InvalidOperationException { Source: { } source } && source.StartsWith("System.Text.Json", StringComparison.Ordinal));

    /// <summary>
    /// What the authority or the network said: Entra ID's own words verbatim, since programs look for <c>AADSTS…</c> in
    /// them, and as remedy the Azure CLI's three lines (2.91, recorded).
    /// </summary>
    /// <param name="failure">What MSAL threw.</param>
    /// <param name="tenant">The tenant that was asked, as it was asked; null on a first sign-in.</param>
    /// <param name="scopes">The scopes that were asked for; empty on a first sign-in.</param>
    /// <param name="claims">The claims that the request carried, as JSON.</param>
    public static UserError Explain(
        Exception failure, string? tenant, IReadOnlyList<string> scopes, string? claims = null) => failure switch
        {
            UserError known => known,
            MsalServiceException refusal when AuthorityError.Parse(refusal.ResponseBody, out var description) is { } parsed =>
                Refused(From(refusal, parsed), description, refusal, tenant, scopes, claims ?? refusal.Claims),
            MsalClientException { ErrorCode: MsalError.CodeExpired } expired =>
                new("The device code expired before it was used.", RefusalRemedies.NewCode(tenant), cause: expired),
            MsalServiceException { ErrorCode: MsalError.RequestTimeout or MsalError.ServiceNotAvailable } silence =>
                NetworkErrors.Silent(silence),
            MsalClientException { ErrorCode: MsalError.JsonParseError } nonsense => NetworkErrors.NotJson(nonsense),
            JsonException => NetworkErrors.NotJson(failure),
            MsalException refusal => new(AuthorityError.FromCodeOn(refusal.Message), HowToSignIn(tenant, scopes, claims), cause: refusal)
            {
                AuthorityError = refusal is MsalServiceException service
                    ? From(service, new() { Code = AuthorityError.CodeIn(service.Message) })
                    : null,
                RequiresSignIn = true,
            },
            _ when IsUnreadable(failure) => NetworkErrors.NotToken(failure),
            _ => NetworkErrors.Explain(failure),
        };

    /// <summary>What to do about an error response: what fits its code, else to sign in again.</summary>
    /// <param name="error">What the authority answered.</param>
    /// <param name="description">Its own text.</param>
    /// <param name="cause">What MSAL threw.</param>
    /// <param name="tenant">The tenant that was asked; null on a first sign-in.</param>
    /// <param name="scopes">What was asked for; empty on a first sign-in.</param>
    /// <param name="claims">What the next sign-in has to prove, as JSON.</param>
    internal static UserError Refused(
        AuthorityError error, string description, Exception cause, string? tenant, IReadOnlyList<string> scopes, string? claims = null)
    {
        var headers = (cause as MsalServiceException)?.Headers;
        return RefusalRemedies.Find(error, description, headers, tenant, scopes) is (var sentence, var remedy)
            ? new(sentence, remedy, cause: cause) { AuthorityError = error }
            : new(description, HowToSignIn(tenant, scopes, claims), cause: cause) { AuthorityError = error, RequiresSignIn = true };
    }

    /// <summary>The profile knows the user, the token cache does not (the Azure CLI's sentence, 2.91).</summary>
    public static UserError NoSuchAccount(string userName, MsalUiRequiredException? cause = null) =>
        new($"User '{userName}' does not exist in MSAL token cache. Run `az login`.", cause: cause)
        {
            AuthorityError = cause is null ? null : From(cause, new()),
        };

    /// <summary>Whether there is nothing of the account in the token cache that could be redeemed.</summary>
    internal static bool LacksTokens(UserError error) =>
        error.AuthorityError is null or { Error: MsalError.NoTokensFoundError or MsalError.UserNullError };

    // MSAL names an error where the response did not, and judges it.
    private static AuthorityError From(MsalServiceException refusal, AuthorityError parsed) => parsed with
    {
        Error = parsed.Error ?? refusal.ErrorCode,
        Claims = parsed.Claims ?? refusal.Claims,
        CorrelationId = parsed.CorrelationId ?? refusal.CorrelationId,
        IsThrottled = refusal.StatusCode == 429 || refusal.ErrorCode == "temporarily_unavailable",
        RequiresInteraction = refusal is MsalUiRequiredException,
    };

    /// <summary>The lines that tell how to sign in again, as the Azure CLI prints them below the refusal.</summary>
    public static string HowToSignIn(string? tenant, IReadOnlyList<string> scopes, string? claims = null) =>
        "Run the command below to authenticate interactively; additional arguments may be added as needed:\n"
        + $"az logout\n{LoginCommand(tenant, scopes, claims)}";

    /// <summary><c>az login</c> for one tenant and what is wanted of it, ready to paste.</summary>
    public static string LoginCommand(string? tenant, IReadOnlyList<string> scopes, string? claims = null)
    {
        var command = new StringBuilder("az login");
        if (!string.IsNullOrEmpty(tenant))
        {
            command.Append($" --tenant \"{tenant}\"");
        }

        if (scopes.Count > 0)
        {
            command.Append(" --scope ").AppendJoin(' ', scopes.Select(scope => $"\"{scope}\""));
        }

        if (!string.IsNullOrEmpty(claims))
        {
            command.Append($" --claims-challenge \"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"");
        }

        return command.ToString();
    }
}
