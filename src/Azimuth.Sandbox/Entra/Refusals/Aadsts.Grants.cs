using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Refusals;

/// <summary>Refusals of what is redeemed: codes, refresh tokens, device codes, and tokens on behalf of.</summary>
internal static partial class Aadsts
{
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

    /// <summary>[doc] On behalf of: what was shown is no access token of a user.</summary>
    public static Refusal TokenOfAnother(string why) => new(50013, "invalid_grant",
        $"The assertion failed its check: {why}.");

    /// <summary>[rec] The device grant's own error name for 65004.</summary>
    public static Refusal DeviceCodeDeclined() => Declined() with { Error = "authorization_declined" };

    /// <summary>[cat]</summary>
    public static Refusal CodeRedeemed() => new(54005, "invalid_grant",
        "OAuth2 authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    /// <summary>[cat]</summary>
    public static Refusal CodeExpired() => new(70008, "invalid_grant",
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request "
            + "for this user and resource.")
    { SubError = "token_expired" };

    /// <summary>[doc] Not a code of this server, or for another client or address.</summary>
    public static Refusal CodeMalformed() =>
        new(9002313, "invalid_grant", "Invalid request. The authorization code is malformed or was not issued for this request.");

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
        $"The refresh token has expired due to inactivity. The token was issued on {issued:yyyy-MM-ddTHH:mm:ss.fffffffZ} and was "
            + $"inactive for {inactive:d\\.hh\\:mm\\:ss}.")
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
}
