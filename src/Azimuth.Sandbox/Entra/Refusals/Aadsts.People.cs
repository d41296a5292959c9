using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Refusals;

/// <summary>Refusals of a sign-in: who the user is, what policies want to see, and what was consented to.</summary>
internal static partial class Aadsts
{
    /// <summary>[cat]</summary>
    public static Refusal PasswordOnCommon() => new(9001023, "invalid_request",
        "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific "
            + "endpoint.");

    /// <summary>[cat] Entra ID holds no password of a user whose domain is federated.</summary>
    public static Refusal PasswordOfFederated() =>
        new(50056, "invalid_grant", "Invalid or null password: password does not exist in the directory for this user.");

    /// <summary>[cat]</summary>
    public static Refusal NotInTenant(string user, string tenant) => new(50020, "invalid_grant",
        $"User account '{user}' does not exist in tenant '{tenant}' and cannot access the application in that tenant. The account needs "
            + "to be added as an external user in the tenant first.");

    /// <summary>[cat]</summary>
    public static Refusal UserNotFound(string user) => new(50034, "invalid_grant",
        $"The user account {user} does not exist in the directory. To sign into this application, the account must be added to the "
            + "directory.");

    /// <summary>[cat] text [rec]</summary>
    public static Refusal WrongPassword() => new(50126, "invalid_grant",
        "Error validating credentials due to invalid username or password.");

    /// <summary>[cat]</summary>
    public static Refusal Locked() => new(50053, "invalid_grant",
        "The account is locked, because of too many sign-in attempts with an incorrect user ID or password.");

    /// <summary>[cat]</summary>
    public static Refusal Disabled() => new(50057, "invalid_grant", "The user account is disabled.");

    /// <summary>[cat]</summary>
    public static Refusal PasswordExpired() =>
        new(50055, "invalid_grant", "The password is expired.") { SubError = "user_password_expired" };

    /// <summary>[cat] text [rec]</summary>
    /// <param name="policy">The policy that wants it, to be brought back as a claim; null: the tenant's own setting, which is recorded
    /// without one.</param>
    public static Refusal MfaRequired(Guid resource, Guid? policy = null) => new(50076, "invalid_grant",
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor "
            + $"authentication to access '{resource}'.")
    { SubError = "basic_action", Claims = policy is { } id ? PolicyClaims(id) : null };

    /// <summary>[cat] Nothing is there yet that a second factor could be asked of.</summary>
    public static Refusal MfaEnrolmentRequired(Guid resource) => new(50079, "invalid_grant",
        "The administrator of this directory wants multi-factor authentication, and this account is not enrolled for it yet. Enroll "
            + $"before you access '{resource}'.")
    { SubError = "basic_action" };

    /// <summary>[doc] The user refused the prompt, typed another number, or let it end.</summary>
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

    /// <summary>[cat] Another provider than Entra ID wants to see the user.</summary>
    public static Refusal ExternalChallenge(Guid policy) => new(50158, "invalid_grant",
        "External security challenge was not satisfied. The user must be redirected to another page to complete it.")
    { SubError = "additional_action", Claims = PolicyClaims(policy) };

    /// <summary>[cat] Sign-in frequency; clients read both numbers.</summary>
    public static Refusal SignInTooOld(DateTimeOffset at, TimeSpan most) => new(70043, "invalid_grant",
        "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued "
            + $"on {at:yyyy-MM-ddTHH:mm:ss.fffffffZ} and the maximum allowed lifetime for this request is {(int)most.TotalSeconds}.")
    { SubError = "token_expired" };

    /// <summary>[cat]</summary>
    public static Refusal NotAssigned(string user, Application application) => new(50105, "invalid_grant",
        $"The administrator lets only people with a role use the application {application.Name} ('{application.ClientId}'), and '{user}' "
            + "has none.");

    /// <summary>[cat]</summary>
    public static Refusal LoginRequired() => new(50058, "login_required",
        "A silent sign-in request was sent but no user is signed in.");

    /// <summary>[cat]</summary>
    public static Refusal SeveralSessions() => new(16000, "interaction_required",
        "Several user identities are available for this request: the user must select one.");

    /// <summary>[cat]</summary>
    public static Refusal ConsentRequired(Application application) => new(65001, "invalid_grant",
        $"The user or administrator has not consented to use the application with ID '{application.ClientId}' named "
            + $"'{application.Name}'. Send an interactive authorization request for this user and resource.")
    { SubError = "consent_required" };

    /// <summary>[doc] A permission that the user cannot give.</summary>
    public static Refusal AdminConsentRequired(Application application) => new(90094, "access_denied",
        $"An administrator must grant the permissions that '{application.Name}' requests before users can sign in to it.");

    /// <summary>[cat] text [rec]</summary>
    public static Refusal Declined() => new(65004, "access_denied", "User declined to consent to access the app.");

    /// <summary>What a client sends back as <c>claims</c>, so that the next sign-in meets the policy.</summary>
    private static string PolicyClaims(Guid policy) =>
        $$$$"""{"access_token":{"capolids":{"essential":true,"values":["{{{{policy}}}}"]}}}""";
}
