using System.Security.Cryptography;
using System.Text;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>
/// The authority's answer (RFC 6749, 4.1.2): one <c>code</c> or one <c>error</c>, and the state of this sign-in.
/// </summary>
internal sealed class AuthorizationResponseFields
{
    // What MSAL reads of the answer. Others (session_state, iss) are not handed on.
    private static readonly string[] Known = [
        "code", "error", "error_description", "error_subcode", "error_uri", "state", "client_info",
        "cloud_instance_host_name"
    ];

    private readonly Dictionary<string, string> _fields;

    private AuthorizationResponseFields(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>The error's name, <c>access_denied</c> for example; null when there is a code.</summary>
    public string? Error => _fields.GetValueOrDefault("error");

    /// <summary>The description of the error.</summary>
    public string? ErrorDescription => _fields.GetValueOrDefault("error_description");

    /// <summary>Entra ID's name for the kind of <see cref="Error"/>, <c>cancel</c> for example; null where it gives none.</summary>
    public string? ErrorSubcode => _fields.GetValueOrDefault("error_subcode");

    /// <summary>
    /// The answer when it is one to <paramref name="expectedState"/>; null for anything else, and then
    /// <paramref name="reason"/> says why. Whoever does not know the state can neither end a sign-in nor slip a code in.
    /// </summary>
    public static AuthorizationResponseFields? Read(
        IReadOnlyList<KeyValuePair<string, string>> form, string expectedState, out string reason)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form)
        {
            if (Known.Contains(name) && !fields.TryAdd(name, value))
            {
                reason = $"The response has '{name}' more than once.";
                return null;
            }
        }

        reason = (fields.GetValueOrDefault("state"), fields.ContainsKey("code"), fields.ContainsKey("error")) switch
        {
            (null, _, _) => "The response has no state.",
            ({ } state, _, _) when !Same(state, expectedState) => "The response does not belong to the sign-in that is waiting here.",
            (_, true, true) => "The response has both a code and an error.",
            (_, false, false) => "The response has neither a code nor an error.",
            _ => "",
        };
        return reason.Length == 0 ? new(fields) : null;
    }

    /// <summary>The answer as MSAL.NET takes it: as the query of the redirect address.</summary>
    public Uri AsQueryOf(Uri redirect)
    {
        var query = string.Join('&', _fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return new UriBuilder(redirect) { Query = query }.Uri;
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}

/// <summary>
/// How the authority's answer travels through the browser (OAuth 2.0 Multiple Response Types, 2.1; Form Post Response Mode).
/// </summary>
internal enum ResponseMode
{
    /// <summary>As a form that the browser posts: nothing of it is in an address.</summary>
    FormPost,

    /// <summary>In the query of the redirect address, which a user can copy.</summary>
    Query,
}
