using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Refusals;

/// <summary>Refusals of an application: whether it is known, and how it proves who it is.</summary>
internal static partial class Aadsts
{
    /// <summary>[cat]</summary>
    public static Refusal UnknownApplication(string client, string tenant) => new(700016, "unauthorized_client",
        $"Application with identifier '{client}' was not found in the directory '{tenant}'. It is not registered there, or the request "
            + "went to the wrong tenant.");

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
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret "
            + $"ID, for a secret added to app '{application.ClientId}'.")
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
    public static Refusal AssertionSignature(
        string why) => new(700027, "invalid_client", $"Client assertion failed signature validation: {why}.")
        { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat] <c>sub</c> names another application than the request does.</summary>
    public static Refusal AssertionOfAnother() => new(
        700021, "invalid_client", "The client assertion's application does not match the 'client_id' parameter.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal AssertionAudience() => new(
        700023, "invalid_client", "The client assertion's audience is neither this token endpoint nor its issuer.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat] SN+I: the certificate came along, and its subject and issuer are not what the application trusts.</summary>
    public static Refusal SubjectNotAuthorized() => new(
        700030, "invalid_client", "Invalid certificate: the subject name in the certificate is not authorized.")
    { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal FederatedIssuer(
        string issuer) => new(
            700211, "invalid_client", $"No matching federated identity record found for presented assertion issuer '{issuer}'.")
        { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal FederatedAudience(
        string audience) => new(
            700212, "invalid_client", $"No matching federated identity record found for presented assertion audience '{audience}'.")
        { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[cat]</summary>
    public static Refusal FederatedSubject(
        string subject) => new(
            700213, "invalid_client", $"No matching federated identity record found for presented assertion subject '{subject}'.")
        { Status = StatusCodes.Status401Unauthorized };

    /// <summary>[doc] The application is known, and this tenant has no service principal of it.</summary>
    public static Refusal NoServicePrincipal(Application application, Tenant tenant) => new(7000229, "unauthorized_client",
        $"The client application {application.ClientId} is missing service principal in the tenant {tenant.Id}.");

    /// <summary>[doc]</summary>
    public static Refusal NotADefaultScope(string scope) => new(1002012, "invalid_scope",
        $"The provided value for scope {scope} is not valid: an application asks for the identifier of a resource with /.default at "
            + "its end.");

    /// <summary>[cat] An application has no home that <c>common</c> could mean.</summary>
    public static Refusal NoTenant() => new(50059, "invalid_request",
        "No tenant-identifying information found in either the request or implied by any provided credentials.");

    /// <summary>[doc]</summary>
    public static Refusal NotASinglePage(string origin) => new(9002326, "invalid_request",
        $"A page's script may redeem only what was issued for the 'Single-Page Application' client-type. Request origin: '{origin}'.");

    /// <summary>[doc]</summary>
    public static Refusal OnlyCrossOrigin() => new(9002327, "invalid_request",
        "A code or token that was issued for the 'Single-Page Application' client-type is redeemed by a page's script only, across "
            + "origins.");
}
