using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary>
/// Every refusal that the sandbox knows, in one place. The text before the trace is the Azure CLI recordings' where they
/// have it ([rec]), else our own. Numbers, <c>error</c> and <c>suberror</c>: [cat] is the protocol reference's
/// catalogue (7.3), which rests on captures and Microsoft's documentation; [doc] is Microsoft's error code page.
/// </summary>
internal static class Aadsts
{
    /// <summary>[cat] Discovery says <c>invalid_tenant</c>, the token endpoint <c>invalid_request</c>; text [rec].</summary>
    public static Refusal TenantNotFound(string tenant, bool discovery = false) => new(90002, discovery ? "invalid_tenant" : "invalid_request",
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
        $"Invalid request. '{path}' was not found. The sandbox has, below /{{tenant}}: oauth2/v2.0/authorize, /token, /devicecode and /logout, v2.0/.well-known/openid-configuration, discovery/v2.0/keys, and their v1 forms.")
    { Status = StatusCodes.Status404NotFound };

    /// <summary>[cat]</summary>
    public static Refusal UnsupportedGrantType(string grant) => new(70003, "unsupported_grant_type",
        $"The app requested an unsupported grant type '{grant}'.");

    /// <summary>[doc] The authorize endpoint's counterpart of 70003.</summary>
    public static Refusal UnsupportedResponseType(string type) => new(70005, "unsupported_response_type",
        $"The app requested the response type '{type}', which it is not allowed to use.");

    /// <summary>[cat]</summary>
    public static Refusal UnknownApplication(string client, string tenant) => new(700016, "unauthorized_client",
        $"Application with identifier '{client}' was not found in the directory '{tenant}'. It is not registered there, or the request went to the wrong tenant.");

    /// <summary>[cat]</summary>
    public static Refusal ApplicationDisabled(Application application) => new(7000112, "unauthorized_client",
        $"Application '{application.ClientId}'({application.Name}) is disabled.");

    /// <summary>[cat] 401, as for every <c>invalid_client</c>.</summary>
    public static Refusal SecretMissing() => new(7000218, "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal PublicClientWithSecret(Application application) => new(700025, "invalid_client",
        $"Client '{application.ClientId}' is public so neither 'client_assertion' nor 'client_secret' should be presented.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat] text [rec]</summary>
    public static Refusal WrongSecret(Application application) => new(7000215, "invalid_client",
        $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{application.ClientId}'.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat] text [rec]</summary>
    public static Refusal SecretExpired(Application application) => new(7000222, "invalid_client",
        $"The provided client secret keys for app '{application.ClientId}' are expired.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[doc] Not a JWT at all.</summary>
    public static Refusal AssertionMalformed() => new(50027, "invalid_request", "JWT token is invalid or malformed.");

    /// <summary>[cat] text [rec]</summary>
    public static Refusal AssertionTimes() => new(700024, "invalid_client", "Client assertion is not within its valid time range.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal AssertionSignature(string why) => new(700027, "invalid_client", $"Client assertion failed signature validation: {why}.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat] <c>sub</c> names another application than the request does.</summary>
    public static Refusal AssertionOfAnother() => new(700021, "invalid_client", "The client assertion's application does not match the 'client_id' parameter.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal AssertionAudience() => new(700023, "invalid_client", "The client assertion's audience is neither this token endpoint nor its issuer.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat] SN+I: the certificate came along, and its subject and issuer are not what the application trusts.</summary>
    public static Refusal SubjectNotAuthorized() => new(700030, "invalid_client", "Invalid certificate: the subject name in the certificate is not authorized.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal FederatedIssuer(string issuer) => new(700211, "invalid_client", $"No matching federated identity record found for presented assertion issuer '{issuer}'.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal FederatedAudience(string audience) => new(700212, "invalid_client", $"No matching federated identity record found for presented assertion audience '{audience}'.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal FederatedSubject(string subject) => new(700213, "invalid_client", $"No matching federated identity record found for presented assertion subject '{subject}'.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[doc] The application is known, and this tenant has no service principal of it.</summary>
    public static Refusal NoServicePrincipal(Application application, Tenant tenant) => new(7000229, "unauthorized_client",
        $"The client application {application.ClientId} is missing service principal in the tenant {tenant.Id}.");

    /// <summary>[doc]</summary>
    public static Refusal NotADefaultScope(string scope) => new(1002012, "invalid_scope",
        $"The provided value for scope {scope} is not valid: an application asks for the identifier of a resource with /.default at its end.");

    /// <summary>[cat] An application has no home that <c>common</c> could mean.</summary>
    public static Refusal NoTenant() => new(50059, "invalid_request",
        "No tenant-identifying information found in either the request or implied by any provided credentials.");

    /// <summary>[cat]</summary>
    public static Refusal PasswordOnCommon() => new(9001023, "invalid_request",
        "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.");

    /// <summary>[cat] Entra ID holds no password of a person whose domain is federated.</summary>
    public static Refusal PasswordOfFederated() => new(50056, "invalid_grant", "Invalid or null password: password does not exist in the directory for this user.");

    /// <summary>[cat] Shown as a page; the address must not hear of it.</summary>
    public static Refusal RedirectMismatch(string redirect, Application application) => new(50011, "invalid_request",
        $"The redirect URI '{redirect}' specified in the request does not match the redirect URIs configured for the application '{application.ClientId}'.")
    { MayRedirect = false };

    /// <summary>[cat]</summary>
    public static Refusal InvalidScope(string scope) => new(70011, "invalid_scope",
        $"The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope '{scope}' is not valid.");

    /// <summary>[cat]</summary>
    public static Refusal SeveralResources(string scope) => new(28000, "invalid_request",
        $"The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope '{scope}' is not valid.");

    /// <summary>[cat]</summary>
    public static Refusal UnknownResource(string resource, string tenant) => new(500011, "invalid_resource",
        $"The resource principal named {resource} was not found in the tenant named {tenant}. It has not been installed by the administrator or consented to by any user in the tenant. To add it to the sandbox, write an application with \"identifierUris\": [\"{resource}\"] into its scenario.");

    /// <summary>[cat]</summary>
    public static Refusal NotInTenant(string user, string tenant) => new(50020, "invalid_grant",
        $"User account '{user}' does not exist in tenant '{tenant}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.");

    /// <summary>[cat]</summary>
    public static Refusal UserNotFound(string user) => new(50034, "invalid_grant",
        $"The user account {user} does not exist in the directory. To sign into this application, the account must be added to the directory.");

    /// <summary>[cat] text [rec]</summary>
    public static Refusal WrongPassword() => new(50126, "invalid_grant",
        "Error validating credentials due to invalid username or password.");

    /// <summary>[cat]</summary>
    public static Refusal Locked() => new(50053, "invalid_grant",
        "The account is locked, because somebody tried to sign in too many times with an incorrect user ID or password.");

    /// <summary>[cat]</summary>
    public static Refusal Disabled() => new(50057, "invalid_grant", "The user account is disabled.");

    /// <summary>[cat]</summary>
    public static Refusal PasswordExpired() => new(50055, "invalid_grant", "The password is expired.") { SubError = "user_password_expired" };

    /// <summary>[cat] text [rec]</summary>
    /// <param name="policy">The policy that wants it, to be brought back as a claim; null: the tenant's own setting, which is recorded without one.</param>
    public static Refusal MfaRequired(Guid resource, Guid? policy = null) => new(50076, "invalid_grant",
        $"Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.")
    { SubError = "basic_action", Claims = policy is { } id ? PolicyClaims(id) : null };

    /// <summary>[cat] Nothing is there yet that a second factor could be asked of.</summary>
    public static Refusal MfaEnrolmentRequired(Guid resource) => new(50079, "invalid_grant",
        $"The administrator of this directory wants multi-factor authentication, and this account is not enrolled for it yet. Enroll before you access '{resource}'.")
    { SubError = "basic_action" };

    /// <summary>[doc] The person refused the prompt, typed another number, or let it end.</summary>
    public static Refusal MfaFailed() => new(500121, "access_denied",
        "Authentication failed during strong authentication request.");

    /// <summary>[cat] Carries the claims that a client is to bring back once the policy is met.</summary>
    public static Refusal Blocked(Guid policy) => new(53003, "invalid_grant",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.")
    { SubError = "message_only", Claims = PolicyClaims(policy) };

    /// <summary>[cat] The device says nothing about itself.</summary>
    public static Refusal DeviceUnknown(Guid policy) => new(50097, "invalid_grant",
        "Device authentication is required, and this device has not shown who it is.")
    { SubError = "additional_action", Claims = PolicyClaims(policy) };

    /// <summary>[cat]</summary>
    public static Refusal DeviceNotManaged(Guid policy) => new(530003, "invalid_grant",
        "Your device is required to be managed to access this resource.")
    { SubError = "message_only", Claims = PolicyClaims(policy) };

    /// <summary>[doc]</summary>
    public static Refusal DeviceNotCompliant(Guid policy) => new(53000, "invalid_grant",
        "The device is not in the state that the access policy requires: it has to be compliant.")
    { SubError = "message_only", Claims = PolicyClaims(policy) };

    /// <summary>[cat] Another provider than Entra ID wants to see the person.</summary>
    public static Refusal ExternalChallenge(Guid policy) => new(50158, "invalid_grant",
        "External security challenge was not satisfied. The person has to go to another page and show more there.")
    { SubError = "additional_action", Claims = PolicyClaims(policy) };

    /// <summary>[cat] Sign-in frequency; clients read both numbers.</summary>
    public static Refusal SignInTooOld(DateTimeOffset at, TimeSpan most) => new(70043, "invalid_grant",
        $"The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on {at:yyyy-MM-ddTHH:mm:ss.fffffffZ} and the maximum allowed lifetime for this request is {(int)most.TotalSeconds}.")
    { SubError = "token_expired" };

    /// <summary>[cat]</summary>
    public static Refusal NotAssigned(string user, Application application) => new(50105, "invalid_grant",
        $"The administrator lets only people with a role use the application {application.Name} ('{application.ClientId}'), and '{user}' has none.");

    /// <summary>[cat]</summary>
    public static Refusal LoginRequired() => new(50058, "login_required",
        "A silent sign-in request was sent but no user is signed in.");

    /// <summary>[cat]</summary>
    public static Refusal SeveralSessions() => new(16000, "interaction_required",
        "Several user identities are available for this request: the person must choose one.");

    /// <summary>[cat]</summary>
    public static Refusal ConsentRequired(Application application) => new(65001, "invalid_grant",
        $"The user or administrator has not consented to use the application with ID '{application.ClientId}' named '{application.Name}'. Send an interactive authorization request for this user and resource.")
    { SubError = "consent_required" };

    /// <summary>[doc] A permission that the person cannot give.</summary>
    public static Refusal AdminConsentRequired(Application application) => new(90094, "access_denied",
        $"An administrator has to allow what '{application.Name}' asks for before anybody can use it.");

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
    public static Refusal NotASinglePage(string origin) => new(9002326, "invalid_request",
        $"A page's script may redeem only what was issued for the 'Single-Page Application' client-type. Request origin: '{origin}'.");

    /// <summary>[doc]</summary>
    public static Refusal OnlyCrossOrigin() => new(9002327, "invalid_request",
        "A code or token that was issued for the 'Single-Page Application' client-type is redeemed by a page's script only, across origins.");

    /// <summary>[cat] A scope beside what the code is for.</summary>
    public static Refusal ScopeOfCode(string scope) => new(28002, "invalid_request",
        $"The scope '{scope}' is not valid for redeeming this authorization code.");

    /// <summary>[cat]</summary>
    public static Refusal EmptyScopeOfCode() => new(28003, "invalid_request",
        "The scope must not be empty when an authorization code is redeemed.");

    /// <summary>[doc] On behalf of: the token was not issued for the API that shows it.</summary>
    public static Refusal TokenForAnother(Application application, string audience) => new(500131, "invalid_grant",
        $"The assertion is for '{audience}', not for the application '{application.ClientId}' that presents it.");

    /// <summary>[doc] On behalf of.</summary>
    public static Refusal TokenEnded() => new(500133, "invalid_grant",
        "The assertion is not within its valid time range. The access token that it is has expired.");

    /// <summary>[doc] On behalf of: what was shown is no access token of a person.</summary>
    public static Refusal TokenOfAnother(string why) => new(50013, "invalid_grant",
        $"The assertion failed its check: {why}.");

    /// <summary>[cat] text [rec]</summary>
    public static Refusal Declined() => new(65004, "access_denied", "User declined to consent to access the app.");

    /// <summary>[rec] The device grant's own error name for 65004.</summary>
    public static Refusal DeviceCodeDeclined() => Declined() with { Error = "authorization_declined" };

    /// <summary>[cat]</summary>
    public static Refusal CodeRedeemed() => new(54005, "invalid_grant",
        "OAuth2 authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    /// <summary>[cat]</summary>
    public static Refusal CodeExpired() => new(70008, "invalid_grant",
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.")
    { SubError = "token_expired" };

    /// <summary>[doc] Not a code of this server, or for another client or address.</summary>
    public static Refusal CodeMalformed() => new(9002313, "invalid_grant", "Invalid request. The authorization code is malformed or was not issued for this request.");

    /// <summary>[doc]</summary>
    public static Refusal RedirectDiffers() => new(500112, "invalid_grant",
        "The reply address does not match the reply address provided when requesting the authorization code.");

    /// <summary>[cat]</summary>
    public static Refusal VerifierMismatch() => new(501481, "invalid_grant",
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    /// <summary>[doc]</summary>
    public static Refusal VerifierMissing() => new(50148, "invalid_grant",
        "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.");

    /// <summary>[doc] The number; the sentence is ours.</summary>
    public static Refusal VerifierMalformed() => VerifierMismatch() with
    {
        Message = "The Code_Verifier is not valid. It must have 43 to 128 characters: letters, digits, '-', '.', '_' and '~'.",
    };

    /// <summary>[doc]</summary>
    public static Refusal ChallengeMalformed() => new(501491, "invalid_request", "Invalid size of Code_Challenge parameter.");

    /// <summary>[doc] Of an address that is registered for pages' scripts.</summary>
    public static Refusal ChallengeMissing() => new(9002325, "invalid_request",
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.");

    /// <summary>[cat]</summary>
    public static Refusal RefreshTokenMalformed() => new(70000, "invalid_grant",
        "The provided value for the input parameter 'refresh_token' is not valid.")
    { SubError = "bad_token" };

    /// <summary>[cat] Another client, outside the family.</summary>
    public static Refusal ClientMismatch() => new(70000, "invalid_grant",
        "The refresh token was issued to another client.")
    { SubError = "client_mismatch" };

    /// <summary>[cat]</summary>
    public static Refusal RefreshTokenExpired(DateTimeOffset issued, TimeSpan inactive) => new(700082, "invalid_grant",
        $"The refresh token has expired due to inactivity. The token was issued on {issued:yyyy-MM-ddTHH:mm:ss.fffffffZ} and was inactive for {inactive:d\\.hh\\:mm\\:ss}.")
    { SubError = "bad_token" };

    /// <summary>[cat] text [rec]</summary>
    public static Refusal Revoked() => new(50173, "invalid_grant",
        "The provided grant has expired due to it being revoked, a fresh auth token is needed.")
    { SubError = "bad_token" };

    /// <summary>[cat] RFC 8628 3.5; every client polls on.</summary>
    public static Refusal AuthorizationPending() => new(70016, "authorization_pending",
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    /// <summary>[cat]</summary>
    public static Refusal BadDeviceCode() => new(70018, "bad_verification_code",
        "Invalid verification code. It is unknown or was redeemed already.");

    /// <summary>[cat]</summary>
    public static Refusal DeviceCodeExpired() => new(70019, "expired_token",
        "Verification code expired. Start the sign-in again.");

    /// <summary>[cat] 429 with <c>Retry-After</c>.</summary>
    public static Refusal Throttled(TimeSpan wait) => new(90055, "temporarily_unavailable",
        "Tenant was throttled because of too many requests.")
    { Status = StatusCodes.Status429TooManyRequests, RetryAfter = wait };

    /// <summary>[doc] The service's own fault.</summary>
    public static Refusal Unavailable(int status) => new(90033, "temporarily_unavailable",
        "A transient error has occurred. Please try again.")
    { Status = status };

    /// <summary>What a client sends back as <c>claims</c>, so that the next sign-in meets the policy.</summary>
    private static string PolicyClaims(Guid policy) => $$$$"""{"access_token":{"capolids":{"essential":true,"values":["{{{{policy}}}}"]}}}""";
}
