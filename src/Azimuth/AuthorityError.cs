using System.Globalization;
using System.Text.Json;
using Azimuth.Text;

namespace Azimuth;

/// <summary>
/// An error response of the authority (RFC 6749, 4.1.2.1 and 5.2), with what Entra ID adds to it ("Microsoft identity platform and
/// OAuth 2.0 authorization code flow: error response"). What follows from a refusal is decided on this, never on its text.
/// </summary>
public sealed record AuthorityError
{
    private const string Prefix = "AADSTS";

    /// <summary>The number after <c>AADSTS</c>, as in 50076; 0 where the authority gave none (AD FS, a proxy).</summary>
    public int Code { get; init; }

    /// <summary>
    /// OAuth's <c>error</c>: <c>invalid_grant</c>, <c>interaction_required</c>, …; MSAL's own where it did not ask the authority.
    /// </summary>
    public string? Error { get; init; }

    /// <summary>
    /// Entra ID's <c>suberror</c>: <c>basic_action</c>, <c>bad_token</c>, …; <c>error_subcode</c> on the way through a browser.
    /// </summary>
    public string? SubError { get; init; }

    /// <summary>What the next sign-in has to prove, as JSON: the value of its <c>claims</c> parameter. Null: nothing.</summary>
    public string? Claims { get; init; }

    /// <summary>What Microsoft's support finds the request by.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>
    /// Whether the user may get by signing in again what is refused here, as MSAL judges <c>error</c> and <c>suberror</c>.
    /// </summary>
    public bool RequiresInteraction { get; init; }

    /// <summary>Whether the authority asks to be left alone for a while (HTTP 429, <c>temporarily_unavailable</c>).</summary>
    public bool IsThrottled { get; init; }

    /// <summary>What a token endpoint answered; null where it is not JSON with an <c>error_description</c>.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="description">The authority's own text.</param>
    internal static AuthorityError? Parse(string? body, out string description)
    {
        description = "";
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            using var answer = JsonDocument.Parse(body);
            var fields = answer.RootElement;
            description = fields.TextOrNull("error_description") ?? "";
            return description.Length == 0 ? null : new()
            {
                Code = CodeIn(description),
                Error = fields.TextOrNull("error"),
                SubError = fields.TextOrNull("suberror"),
                Claims = fields.TextOrNull("claims"),
                CorrelationId = fields.TextOrNull("correlation_id"),
            };
        }
        catch (JsonException)
        {
            return null; // a page of a proxy, say
        }
    }

    /// <summary>The first <c>AADSTS</c> number in a text; 0 where it has none. The one place that looks for it.</summary>
    internal static int CodeIn(string description)
    {
        var start = description.IndexOf(Prefix, StringComparison.Ordinal);
        var code = 0;
        for (var i = start + Prefix.Length; start >= 0
            && i < description.Length
            && char.IsAsciiDigit(description[i])
            && code < 100_000_000; i++)
        {
            code = (code * 10) + (description[i] - '0');
        }

        return code;
    }

    /// <summary>The text from its <c>AADSTS</c> number on: MSAL.NET puts advice for developers before it.</summary>
    internal static string FromCodeOn(string text) =>
        text.IndexOf(Prefix, StringComparison.Ordinal) is > 0 and var start ? text[start..] : text;

    /// <summary><c>AADSTS50076</c>; <c>error</c> where there is no number.</summary>
    public override string ToString() => Code == 0 ? Error ?? "" : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Code}");
}
