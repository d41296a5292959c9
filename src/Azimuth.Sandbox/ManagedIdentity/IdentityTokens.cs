using System.Buffers.Text;
using System.Security.Cryptography;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// Tokens of managed identities (docs/protocol.md, 9.0: those of an application, with <c>xms_mirid</c>) and of Cloud Shell's person.
/// </summary>
internal sealed class IdentityTokens(
    Claims claims, Jwt jwt, SandboxClock clock, TenantDirectory azure, Revocations revocations, Origins origins)
{
    // Entra ID gives managed identities a day, whatever the client declares.
    private const int OneDay = 86399;

    /// <summary>The token, or Entra ID's refusal of the resource.</summary>
    /// <param name="resource">As the request names it: no scope, so without <c>/.default</c>.</param>
    public (IdentityToken? Token, Refusal? Refused) Issue(ManagedIdentityEntry identity, string resource)
    {
        var (scopes, refused) = RequestedScopes.Parse($"{resource}/.default", identity.Tenant, azure, origins);
        return refused is not null ? (null, refused) : (Sign(resource, scopes!.IsV2, identity.ClientId, (json, from, until) =>
        {
            var issuer = scopes.IsV2 ? claims.V2Issuer(identity.Tenant.Id) : claims.V1Issuer(identity.Tenant.Id);
            json.WriteString("aud", scopes.Audience);
            json.WriteString("iss", issuer);
            Claims.Times(json, from, until);
            json.WriteString("aio", Opaque(32));
            json.WriteString(scopes.IsV2 ? "azp" : "appid", identity.ClientId);
            json.WriteString(scopes.IsV2 ? "azpacr" : "appidacr", "2"); // the platform proves itself by certificate
            if (!scopes.IsV2)
            {
                json.WriteString("idp", issuer);
            }

            Claims.TypeOf(json, scopes, "app");
            json.WriteString("oid", identity.Id);
            json.WriteString("rh", "1." + Opaque(24));
            json.WriteString("sub", identity.Id);
            json.WriteString("tid", identity.Tenant.Id);
            json.WriteString("uti", Opaque(16));
            json.WriteString("ver", scopes.IsV2 ? "2.0" : "1.0");
            json.WriteString("xms_mirid", identity.ResourceId);
        }), null);
    }

    /// <summary>A token of the user who opened Cloud Shell.</summary>
    public (IdentityToken? Token, Refusal? Refused) Issue(Person person, string resource, string address)
    {
        var (scopes, refused) = RequestedScopes.Parse($"{resource}/.default", person.Home, azure, origins);
        if (refused is not null)
        {
            return (null, refused);
        }

        var request = new TokenRequest
        {
            Tenant = person.Home,
            Person = person,
            Client = azure.FindApplication(Application.AzureCli.ToString(), person.Home)!,
            Scopes = scopes!,
            OriginalScope = scopes!.Granted,
            Session = new Session
            {
                Id = Guid.NewGuid(),
                Person = person.Id,
                At = clock.GetUtcNow(),
                Mfa = true,
                Generation = revocations.Of(person.Id)
            },
            Address = address,
        };
        var (from, until) = Times();
        return (new(jwt.Sign(claims.Access(request, from, until), scopes.IsV2), request.Client.ClientId, resource, from, until), null);
    }

    private IdentityToken Sign(
        string resource, bool v2, Guid clientId, Action<System.Text.Json.Utf8JsonWriter, DateTimeOffset, DateTimeOffset> content)
    {
        var (from, until) = Times();
        return new(jwt.Sign(Claims.Write(json => content(json, from, until)), v2), clientId, resource, from, until);
    }

    private (DateTimeOffset From, DateTimeOffset Until) Times()
    {
        var now = clock.GetUtcNow();
        return (now, now.AddSeconds(azure.Scenario.Tokens.AccessTokenSeconds ?? OneDay));
    }

    private static string Opaque(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}

/// <summary>What every source answers with, each in its own shape.</summary>
internal sealed record IdentityToken(string AccessToken, Guid ClientId, string Resource, DateTimeOffset From, DateTimeOffset Until)
{
    public long ExpiresIn => (long)(Until - From).TotalSeconds;

    public long ExpiresOn => Until.ToUnixTimeSeconds();

    public long NotBefore => From.ToUnixTimeSeconds();
}
