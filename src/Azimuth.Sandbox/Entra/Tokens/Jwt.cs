using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.World;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>Signs and checks JWTs with the sandbox's key.</summary>
internal sealed class Jwt(SigningKey key, SandboxClock clock)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="v2">As Entra ID's v2 tokens name their key, ID tokens among them.</param>
    public string Sign(byte[] claims, bool v2) =>
        _handler.CreateToken(Encoding.UTF8.GetString(claims), v2 ? key.V2Credentials : key.V1Credentials);

    /// <summary>A token that no API may accept: signed with a throw-away key.</summary>
    /// <param name="sameKeyId">Whether it names the published key all the same.</param>
    public string SignWithStrangeKey(byte[] claims, bool sameKeyId)
    {
        using var rsa = RSA.Create(2048);
        var strange = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true))
        {
            KeyId = sameKeyId ? key.KeyId : Convert.ToHexString(RandomNumberGenerator.GetBytes(20)),
        };
        return _handler.CreateToken(Encoding.UTF8.GetString(claims), new SigningCredentials(strange, SecurityAlgorithms.RsaSha256));
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
