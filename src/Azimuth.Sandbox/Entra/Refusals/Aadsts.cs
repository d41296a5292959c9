using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Refusals;

/// <summary>
/// Every refusal that the sandbox knows: here those of the request itself, beside it those of applications, of people
/// and of what is redeemed. Each says where it comes from (docs/protocol.md, 7.3). [cat]: code, <c>error</c> and
/// <c>suberror</c> are a row of the catalogue there, which rests on captures and Microsoft's documentation. [doc]: the code
/// and its meaning are in Microsoft's list of error codes, and nowhere else. [rec]: the text before the trace is the one
/// in the recordings of the Azure CLI; without this mark it is our own.
/// </summary>
internal static partial class Aadsts
{
    /// <summary>[cat] Discovery says <c>invalid_tenant</c>, the token endpoint <c>invalid_request</c>; text [rec].</summary>
    public static Refusal TenantNotFound(
        string tenant, bool discovery = false) => new(90002, discovery ? "invalid_tenant" : "invalid_request",
        $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");

    /// <summary>[cat] Neither a GUID nor a domain.</summary>
    public static Refusal TenantMalformed(string tenant) => new(900023, "invalid_request",
        $"Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.");

    /// <summary>[cat] The address that the request named is no cloud's.</summary>
    public static Refusal UnknownInstance() => new(50049, "invalid_instance",
        "Unknown or invalid instance.");

    /// <summary>[cat]</summary>
    public static Refusal MissingParameter(string name) => new(900144, "invalid_request",
        $"The request body must contain the following parameter: '{name}'.");

    /// <summary>[cat]</summary>
    public static Refusal Malformed(string why) => new(9002313, "invalid_request",
        $"Invalid request. Request is malformed or invalid: {why}");

    /// <summary>[doc]</summary>
    public static Refusal WrongMethod(string allowed, string method) => new(900561, "invalid_request",
        $"The endpoint only accepts {allowed} requests. Received a {method} request.")
    { Status = StatusCodes.Status405MethodNotAllowed };

    /// <summary>Ours: the real service shows a page of its web server.</summary>
    public static Refusal NoSuchPath(string? path) => new(9002313, "invalid_request",
        $"Invalid request. '{path}' was not found. The sandbox has, below /{{tenant}}: oauth2/v2.0/authorize, /token, /devicecode and "
            + "/logout, v2.0/.well-known/openid-configuration, discovery/v2.0/keys, and their v1 forms.")
    { Status = StatusCodes.Status404NotFound };

    /// <summary>[cat]</summary>
    public static Refusal UnsupportedGrantType(string grant) => new(70003, "unsupported_grant_type",
        $"The app requested an unsupported grant type '{grant}'.");

    /// <summary>[doc] The authorize endpoint's counterpart of 70003.</summary>
    public static Refusal UnsupportedResponseType(string type) => new(70005, "unsupported_response_type",
        $"The app requested the response type '{type}', which it is not allowed to use.");

    /// <summary>[cat] Shown as a page; the address must not hear of it.</summary>
    public static Refusal RedirectMismatch(string redirect, Application application) => new(50011, "invalid_request",
        $"The redirect URI '{redirect}' specified in the request does not match the redirect URIs configured for the application "
            + $"'{application.ClientId}'.")
    { MayRedirect = false };

    /// <summary>[cat]</summary>
    public static Refusal InvalidScope(string scope) => new(70011, "invalid_scope",
        "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. "
            + $"The scope '{scope}' is not valid.");

    /// <summary>[cat]</summary>
    public static Refusal SeveralResources(string scope) => new(28000, "invalid_request",
        $"The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope '{scope}' is "
            + "not valid.");

    /// <summary>[cat]</summary>
    public static Refusal UnknownResource(string resource, string tenant) => new(500011, "invalid_resource",
        $"The resource principal named {resource} was not found in the tenant named {tenant}. It has not been installed by the "
            + "administrator or consented to by any user in the tenant. To add it to the sandbox, write an application with "
            + $"\"identifierUris\": [\"{resource}\"] into its scenario.");

    /// <summary>[doc]</summary>
    public static Refusal UnknownScope(Application client, string scope, Guid resource) => new(650053, "invalid_client",
        $"The application '{client.Name}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'.");

    /// <summary>[doc] Implicit ID tokens have to be allowed in the registration.</summary>
    public static Refusal IdTokensNotAllowed() => new(700054, "unsupported_response_type",
        "response_type 'id_token' is not enabled for the application.");

    /// <summary>[doc] The same for access tokens, which the sandbox never hands out in an address.</summary>
    public static Refusal TokensNotAllowed() => new(700051, "unsupported_response_type",
        "response_type 'token' is not enabled for the application.");

    /// <summary>[doc] A query string ends up in logs.</summary>
    public static Refusal NoTokenInQuery() => new(70007, "unsupported_response_mode",
        "'query' is not a supported value of 'response_mode' when requesting a token.");

    /// <summary>[doc]</summary>
    public static Refusal ChallengeMalformed() => new(501491, "invalid_request", "Invalid size of Code_Challenge parameter.");

    /// <summary>[doc] Of an address that is registered for pages' scripts.</summary>
    public static Refusal ChallengeMissing() => new(9002325, "invalid_request",
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.");

    /// <summary>[cat] 429 with <c>Retry-After</c>.</summary>
    public static Refusal Throttled(TimeSpan wait) => new(90055, "temporarily_unavailable",
        "Tenant was throttled because of too many requests.")
    { Status = StatusCodes.Status429TooManyRequests, RetryAfter = wait };
}
