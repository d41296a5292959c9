using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Entra.Refusals;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>
/// Proof Key for Code Exchange (RFC 7636). As with Entra ID, pages' scripts have to use it (Microsoft identity platform,
/// "OAuth 2.0 authorization code flow", <c>code_challenge</c>: "required for single page apps"), others may; whoever began
/// with it has to end with it, and the other way round (RFC 9700 2.1.1 and 4.8.2).
/// </summary>
internal static class ProofKey
{
    /// <summary>The shape of a <c>code_challenge</c> (RFC 7636 4.2): 43 characters of base64url, or a verifier for <c>plain</c>.</summary>
    public static Refusal? CheckChallenge(string challenge, string method) =>
        IsVerifier(challenge) && (method == "plain" || (challenge.Length == 43 && Base64Url.IsValid(challenge)))
            ? null
            : Aadsts.ChallengeMalformed();

    /// <summary>Whether who redeems the code is who asked for it (RFC 7636 4.6).</summary>
    /// <param name="challenge">Of the authorization request; null: it had none.</param>
    /// <param name="verifier">The token request's verifier.</param>
    public static Refusal? Verify(string? challenge, string? method, string? verifier)
    {
        if (challenge is null)
        {
            return verifier is null ? null : Aadsts.VerifierMismatch(); // a code that was stolen from another request (RFC 9700 4.8.2)
        }

        if (verifier is null)
        {
            return Aadsts.VerifierMissing();
        }

        if (!IsVerifier(verifier))
        {
            return Aadsts.VerifierMalformed();
        }

        var expected = method == "S256" ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(challenge))
            ? null
            : Aadsts.VerifierMismatch();
    }

    /// <summary>RFC 7636 4.1: 43 to 128 of the characters that need no escape in an address.</summary>
    private static bool IsVerifier(string text) =>
        text.Length is >= 43 and <= 128 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~');
}
