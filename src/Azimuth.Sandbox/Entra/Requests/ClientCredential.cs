using System.Net;
using System.Text;
using Azimuth.Sandbox.Entra.Refusals;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>
/// What a request shows of its client (RFC 6749 2.3): an ID, and a secret or an assertion, in the form or in an
/// <c>Authorization: Basic</c> header.
/// </summary>
/// <param name="ClientId">The client ID; null if none was sent.</param>
/// <param name="Secrets">How the secret may be meant: a header's is form-encoded by the standard, and as it is by many clients. None: no
/// secret.</param>
/// <param name="Assertion">The client assertion, a JWT.</param>
internal sealed record ClientCredential(string? ClientId, IReadOnlyList<string> Secrets, string? Assertion)
{
    private const string Scheme = "Basic ";

    public bool IsThere => Secrets.Count > 0 || Assertion is not null;

    /// <summary>
    /// How the client showed who it is, in the words of <c>appidacr</c>: 0 not at all, 1 a secret, 2 a certificate or another issuer's
    /// token.
    /// </summary>
    public string Method => Assertion is not null ? "2" : Secrets.Count > 0 ? "1" : "0";

    public static (ClientCredential? Credential, Refusal? Refused) Read(HttpRequest request, IFormCollection form)
    {
        string? Field(string name) => form[name].ToString() is { Length: > 0 } value ? value : null;

        var (named, secret, assertion) = (Field("client_id"), Field("client_secret"), Field("client_assertion"));
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (new(named, secret is null ? [] : [secret], assertion), null);
        }

        if (Decode(header[Scheme.Length..].Trim()) is not var (id, password))
        {
            return (null, Aadsts.Malformed("the Authorization header is not Basic with an ID and a secret, in base64."));
        }

        var decoded = WebUtility.UrlDecode(id);
        return named is not null && !string.Equals(named, decoded, StringComparison.OrdinalIgnoreCase)
                ? (null, Aadsts.Malformed("'client_id' is not the client of the Authorization header."))
            : password.Length > 0 && (secret ?? assertion) is not null
                ? (
                    null,
                    Aadsts.Malformed(
                        "the client authenticates itself in the Authorization header and in the body. One of them is allowed (RFC "
                            + "6749 2.3)."))
            : (
                new(
                    decoded,
                    password.Length == 0
                        ? secret is null ? [] : [secret]
                        : [.. new[] { WebUtility.UrlDecode(password), password }.Distinct()],
                    assertion),
                null);
    }

    private static (string Id, string Secret)? Decode(string base64)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            return text.Split(':', 2) is [var id, var secret] && id.Length > 0 ? (id, secret) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
