using System.Text.Json;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Control;

/// <summary>
/// <c>POST tokens</c>: an access token with any claims, for tests of other people's APIs. Each says that it is the
/// sandbox's, whatever else it says. <c>GET keys</c>: the public key that signs tokens, for the console's decoder.
/// </summary>
internal static class TokensControl
{
    private const string Mark = "azimuth_sandbox";

    public static void MapTokens(this IEndpointRouteBuilder control)
    {
        control.MapGet("/keys", (SigningKey key) => TypedResults.Json(
            new KeysAnswer([new("RSA", "RS256", key.KeyId, key.Modulus, key.Exponent)]), ControlJson.Default.KeysAnswer));

        control.MapPost(
            "/tokens",
            async Task<IResult> (
                HttpRequest request,
                Jwt jwt,
                Claims claims,
                TenantDirectory azure,
                Revocations revocations,
                SandboxClock clock,
                CancellationToken cancel) =>
            {
                var (body, invalid) = await ControlResults.ReadAsync(request, ControlJson.Default.MintBody, cancel);
                if (invalid is not null)
                {
                    return invalid;
                }

                var person = body!.User is null ? null : azure.FindPerson(body.User);
                if (body.User is not null && person is null)
                {
                    return ControlResults.NotFound($"user '{body.User}'");
                }

                var tenant = body.Tenant is null ? person?.Home ?? azure.Tenants[0] : azure.FindTenant(body.Tenant);
                if (tenant is null)
                {
                    return ControlResults.NotFound($"tenant '{body.Tenant}'");
                }

                var now = clock.GetUtcNow();
                var ends = now.AddSeconds(body.ExpiresInSeconds);
                var from = ends > now ? now : ends.AddHours(-1); // a token that has ended was good once
                var content = Claims.Write(json =>
                {
                    foreach (var (name, value) in Basic(
                        body,
                        person,
                        tenant,
                        claims,
                        person is null ? 0 : revocations.Of(person.Id),
                        from,
                        ends).Where(one => !body.Claims.ContainsKey(one.Name)))
                    {
                        json.WritePropertyName(name);
                        value(json);
                    }

                    foreach (var (name, value) in body.Claims.Where(one => one.Key != Mark && one.Value.ValueKind != JsonValueKind.Null))
                    {
                        json.WritePropertyName(name);
                        value.WriteTo(json);
                    }
                });
                var token = body.Key == MintKey.Own
                    ? jwt.Sign(content, body.V2)
                    : jwt.SignWithStrangeKey(content, sameKeyId: body.Key == MintKey.Forged);
                return TypedResults.Json(new MintedAnswer(token, ends), ControlJson.Default.MintedAnswer);
            });
    }

    private static IEnumerable<(string Name, Action<Utf8JsonWriter> Value)> Basic(
        MintBody body, Person? person, Tenant tenant, Claims claims, int generation, DateTimeOffset from, DateTimeOffset until)
    {
        yield return ("aud", json => json.WriteStringValue(body.Audience));
        yield return ("iss", json => json.WriteStringValue(body.V2 ? claims.V2Issuer(tenant.Id) : claims.V1Issuer(tenant.Id)));
        yield return ("iat", json => json.WriteNumberValue(from.ToUnixTimeSeconds()));
        yield return ("nbf", json => json.WriteNumberValue(from.ToUnixTimeSeconds()));
        yield return ("exp", json => json.WriteNumberValue(until.ToUnixTimeSeconds()));
        yield return ("tid", json => json.WriteStringValue(tenant.Id));
        // as of now: what was revoked before means other tokens
        yield return ("uti", json => json.WriteStringValue(Claims.TokenId(generation)));
        yield return ("ver", json => json.WriteStringValue(body.V2 ? "2.0" : "1.0"));
        if (body.Application is { } application)
        {
            yield return (body.V2 ? "azp" : "appid", json => json.WriteStringValue(application));
        }

        if (body.Roles.Count > 0)
        {
            yield return ("roles", json => JsonSerializer.Serialize(json, body.Roles, ControlJson.Default.IReadOnlyListString));
        }

        if (person is null)
        {
            yield return ("idtyp", json => json.WriteStringValue("app"));
            yield break;
        }

        var objectId = person.ObjectIdIn(tenant) ?? person.Id;
        yield return ("oid", json => json.WriteStringValue(objectId));
        yield return ("sub", json => json.WriteStringValue(DerivedId.Subject(objectId, tenant.Id)));
        yield return ("name", json => json.WriteStringValue(person.Name));
        yield return (body.V2 ? "preferred_username" : "upn", json => json.WriteStringValue(person.UserName));
        yield return ("scp", json => json.WriteStringValue(body.Scopes));
    }
}

internal sealed record MintBody
{
    public string Audience { get; set; } = "https://management.core.windows.net/";

    public string? User { get; set; }

    public string? Tenant { get; set; }

    /// <summary>The client that the token names.</summary>
    public Guid? Application { get; set; }

    /// <summary>Of a user's token, with spaces between them.</summary>
    public string Scopes { get; set; } = "user_impersonation";

    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Anything but <c>own</c> makes a token that no API may accept.</summary>
    public MintKey Key { get; set; }

    /// <summary>The lifetime in seconds; negative for an expired token.</summary>
    public int ExpiresInSeconds { get; set; } = 3600;

    public bool V2 { get; set; }

    /// <summary>In addition, or instead of the ones of that name; null leaves one out.</summary>
    public IReadOnlyDictionary<string, JsonElement> Claims { get; set; } = new Dictionary<string, JsonElement>();
}

/// <summary>The key that signs the token.</summary>
internal enum MintKey
{
    /// <summary>The key that discovery publishes.</summary>
    Own,

    /// <summary>One that is published nowhere, under a name of its own.</summary>
    Unknown,

    /// <summary>One that is published nowhere, under the published one's name.</summary>
    Forged,
}

internal sealed record MintedAnswer(string AccessToken, DateTimeOffset Expires);

/// <summary>A JWK Set (RFC 7517, section 5).</summary>
internal sealed record KeysAnswer(IReadOnlyList<PublicKeyAnswer> Keys);

/// <summary>A public RSA key (RFC 7518, section 6.3.1).</summary>
internal sealed record PublicKeyAnswer(string Kty, string Alg, string Kid, string N, string E);
