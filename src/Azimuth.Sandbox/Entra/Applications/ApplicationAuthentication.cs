using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Entra.Applications;

/// <summary>
/// Whether a request comes from the application that it names: a secret, a certificate's signature, or another issuer's word.
/// </summary>
internal sealed class ApplicationAuthentication(SandboxClock clock, CertificateAssertion certificates, FederatedAssertion federated)
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>Null if the application has authenticated.</summary>
    public async Task<Refusal?> CheckAsync(GrantRequest request)
    {
        if (request.Credential.Assertion is not { } text)
        {
            return request.Credential.Secrets.Count > 0 ? CheckSecret(request.Client, request.Credential.Secrets) : Aadsts.SecretMissing();
        }

        if (request["client_assertion_type"] != JwtBearer)
        {
            return Aadsts.MissingParameter("client_assertion_type");
        }

        if (Read(text) is not { } assertion)
        {
            return Aadsts.AssertionMalformed();
        }

        return assertion.Issuer == request.Client.ClientId.ToString()
            ? certificates.Check(assertion, request)
            : await federated.CheckAsync(assertion, request.Client);
    }

    private Refusal? CheckSecret(Application client, IReadOnlyList<string> readings) =>
        readings.Select(client.FindSecret).FirstOrDefault(each => each is not null) is not { } found ? Aadsts.WrongSecret(client)
        : found.Expires is { } ends && clock.GetUtcNow() >= ends ? Aadsts.SecretExpired(client)
        : null;

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception malformed)
            when (malformed is ArgumentException or FormatException or System.Text.Json.JsonException
                or Microsoft.IdentityModel.Tokens.SecurityTokenException)
        {
            return null;
        }
    }
}

/// <summary>The times of an assertion, whose numbers MSAL.NET writes as strings and MSAL Python as fractions.</summary>
internal static class AssertionTimes
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static bool IsNow(this JsonWebToken assertion, DateTimeOffset now) =>
        Seconds(assertion, "exp") is { } ends && now - Skew < At(ends)
        && (Seconds(assertion, "nbf") is not { } begins || At(begins) <= now + Skew);

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 253402300799));

    private static double? Seconds(JsonWebToken assertion, string claim) =>
        assertion.TryGetPayloadValue<object>(claim, out var value)
        && double.TryParse(
            Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture,
            out var seconds)
            ? seconds
            : null;
}
