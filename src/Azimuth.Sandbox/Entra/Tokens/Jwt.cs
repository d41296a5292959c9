using System.Text;
using Azimuth.Sandbox.World;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>Signs and checks JWTs with the sandbox's key.</summary>
internal sealed class Jwt(SigningKey key, SandboxClock clock)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="withThumbprint">v1 tokens name the certificate twice: <c>x5t</c> and <c>kid</c>.</param>
    public string Sign(byte[] claims, bool withThumbprint)
    {
        var payload = Encoding.UTF8.GetString(claims);
        return withThumbprint
            ? _handler.CreateToken(payload, key.Credentials, new Dictionary<string, object> { ["x5t"] = key.KeyId })
            : _handler.CreateToken(payload, key.Credentials);
    }

    /// <summary>The token, if this sandbox signed it; also one that has ended.</summary>
    public async Task<JsonWebToken?> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidateAudience = false, // who receives the token checks both, with errors of its own
            ValidateIssuer = false,
            ValidateLifetime = false,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    public bool HasEnded(JsonWebToken token) => clock.GetUtcNow().UtcDateTime >= token.ValidTo;
}
