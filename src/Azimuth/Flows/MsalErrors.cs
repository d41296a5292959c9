using System.Text;
using System.Text.Json;
using Azimuth.Http;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>The one place where MSAL's exceptions become sentences that a person can act on.</summary>
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
    public static UserError Explain(Exception failure, string? tenant, IReadOnlyList<string> scopes, string? claims = null) => failure switch
    {
        UserError known => known,
        MsalServiceException { ResponseBody: var body } refusal when DescriptionIn(body) is { } words =>
            RefusalRemedies.From(refusal, words, tenant, scopes)
            ?? new(words, HowToSignIn(tenant, scopes, claims ?? refusal.Claims), cause: refusal),
        MsalClientException { ErrorCode: MsalError.CodeExpired } expired =>
            new("The device code expired before it was used.", RefusalRemedies.NewCode(tenant), cause: expired),
        MsalServiceException { ErrorCode: MsalError.RequestTimeout or MsalError.ServiceNotAvailable } silence =>
            NetworkErrors.Silent(silence),
        MsalClientException { ErrorCode: MsalError.JsonParseError } nonsense => NetworkErrors.NotJson(nonsense),
        JsonException => NetworkErrors.NotJson(failure),
        MsalException refusal => new(WithoutPreface(refusal.Message), HowToSignIn(tenant, scopes, claims), cause: refusal),
        _ when IsUnreadable(failure) => NetworkErrors.NotToken(failure),
        _ => NetworkErrors.Explain(failure),
    };

    /// <summary>The profile knows the person, the token cache does not (the Azure CLI's sentence, 2.91).</summary>
    public static UserError NoSuchAccount(string userName, Exception? cause = null) =>
        new($"User '{userName}' does not exist in MSAL token cache. Run `az login`.", cause: cause);

    /// <summary>The first line of <see cref="HowToSignIn"/>.</summary>
    public const string HowTo = "Run the command below to authenticate interactively; additional arguments may be added as needed:";

    /// <summary>The lines that tell how to sign in again, as the Azure CLI prints them below the refusal.</summary>
    public static string HowToSignIn(string? tenant, IReadOnlyList<string> scopes, string? claims = null) =>
        $"{HowTo}\naz logout\n{LoginCommand(tenant, scopes, claims)}";

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

    private static string? DescriptionIn(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.TextOrNull("error_description") is { Length: > 0 } words ? words : null;
        }
        catch (JsonException)
        {
            return null; // a page of a proxy, say; MSAL's own message tells more
        }
    }

    // MSAL.NET puts advice for developers before the server's words.
    private static string WithoutPreface(string message) =>
        message.IndexOf("AADSTS", StringComparison.Ordinal) is > 0 and var start ? message[start..] : message;
}
