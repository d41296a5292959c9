using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>The claims of Entra ID's tokens (docs/protocol.md, 9.0), and <c>azimuth_sandbox</c> in each of them.</summary>
internal sealed class Claims(Origins origins, StsIssuer stsIssuer)
{
    /// <summary>Own origin by default, so that no API that trusts Entra ID takes a token of ours for one.</summary>
    public string V1Issuer(Guid tenant) => stsIssuer.Now.On ? $"https://sts.windows.net/{tenant}/" : $"{origins.SignIn}/{tenant}/";

    public string V2Issuer(Guid tenant) => $"{origins.SignIn}/{tenant}/v2.0";

    public byte[] Access(TokenRequest request, DateTimeOffset from, DateTimeOffset until)
    {
        var v2 = request.Scopes.IsV2;
        return Write(json =>
        {
            json.WriteString("aud", request.Scopes.Audience);
            json.WriteString("iss", v2 ? V2Issuer(request.Tenant.Id) : V1Issuer(request.Tenant.Id));
            Times(json, from, until);
            json.WriteString("acr", "1");
            json.WriteString("aio", Opaque(32));
            Methods(json, request.Session);
            json.WriteString(v2 ? "azp" : "appid", request.Client.ClientId);
            json.WriteString(v2 ? "azpacr" : "appidacr", request.ClientMethod);
            Names(json, request.Person);
            if (request.Person.Home.Id != request.Tenant.Id)
            {
                json.WriteString("idp", V1Issuer(request.Person.Home.Id)); // a guest's own directory
            }

            TypeOf(json, request.Scopes, "user");
            json.WriteString("ipaddr", request.Address);
            json.WriteString("oid", ObjectId(request));
            json.WriteString("rh", "1." + Opaque(24));
            Roles(json, request.Scopes.Application?.RolesOf(request.Person) ?? []);
            json.WriteString("scp", request.Scopes.Permissions);
            json.WriteString("sid", request.Session.Id);
            json.WriteString("sub", DerivedId.Subject(ObjectId(request), request.Scopes.ResourceId));
            json.WriteString("tid", request.Tenant.Id);
            UserNames(json, request, v2);
            json.WriteString("uti", TokenId(request.Session.Generation));
            json.WriteString("ver", v2 ? "2.0" : "1.0");
            if (request.DeclaresCp1)
            {
                json.WriteStartArray("xms_cc");
                json.WriteStringValue("CP1");
                json.WriteEndArray();
            }

            OfAgent(json, request.AgentSession);
        });
    }

    /// <summary>
    /// What an agent's session adds (docs/protocol.md, 9.4): its value, an ID derived from it, and the facet of sessions that says so.
    /// </summary>
    private static void OfAgent(Utf8JsonWriter json, string? session)
    {
        if (session is not null)
        {
            json.WriteString("xms_cli_ses", session);
            json.WriteString("xms_cli_sid", Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(session))));
            json.WriteString("xms_sess_fct", "21");
        }
    }

    /// <summary>An application's own token: roles, and no user.</summary>
    public byte[] Application(ApplicationTokenRequest request, DateTimeOffset from, DateTimeOffset until)
    {
        var v2 = request.Scopes.IsV2;
        return Write(json =>
        {
            json.WriteString("aud", request.Scopes.Audience);
            json.WriteString("iss", v2 ? V2Issuer(request.Tenant.Id) : V1Issuer(request.Tenant.Id));
            Times(json, from, until);
            json.WriteString("aio", Opaque(32));
            json.WriteString(v2 ? "azp" : "appid", request.Client.ClientId);
            json.WriteString(v2 ? "azpacr" : "appidacr", request.Method);
            if (!v2)
            {
                json.WriteString("idp", V1Issuer(request.Tenant.Id));
            }

            TypeOf(json, request.Scopes, "app");
            json.WriteString("oid", request.Principal.Id);
            json.WriteString("rh", "1." + Opaque(24));
            Roles(json, request.Scopes.Application?.RolesOf(request.Client.ClientId) ?? []);
            json.WriteString("sub", request.Principal.Id);
            json.WriteString("tid", request.Tenant.Id);
            json.WriteString("uti", TokenId(0));
            json.WriteString("ver", v2 ? "2.0" : "1.0");
        });
    }

    /// <param name="code">The code that the same answer holds, if any.</param>
    public byte[] Id(TokenRequest request, string? code, DateTimeOffset from, DateTimeOffset until) => Write(json =>
    {
        json.WriteString("aud", request.Client.ClientId);
        if (code is not null)
        {
            // OpenID Connect Core 3.3.2.11: the left half of its hash.
            json.WriteString("c_hash", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(code)).AsSpan(0, 16)));
        }

        if (request.Scopes.OpenId.Contains("email") && request.Person.Email is { } email)
        {
            json.WriteString("email", email);
        }

        json.WriteString("iss", V2Issuer(request.Tenant.Id));
        Times(json, from, until);
        json.WriteString("name", request.Person.Name);
        if (request.Nonce is { } nonce)
        {
            json.WriteString("nonce", nonce);
        }

        json.WriteString("oid", ObjectId(request));
        json.WriteString("preferred_username", request.Person.UserName);
        json.WriteString("rh", "1." + Opaque(24));
        Roles(json, request.Client.RolesOf(request.Person));
        json.WriteString("sid", request.Session.Id);
        json.WriteString("sub", DerivedId.Subject(ObjectId(request), request.Client.ClientId));
        json.WriteString("tid", request.Tenant.Id);
        json.WriteString("uti", TokenId(request.Session.Generation));
        json.WriteString("ver", "2.0");
    });

    /// <summary>In v1 tokens always; in v2 ones an optional claim, which the registration of the resource asks for.</summary>
    internal static void TypeOf(Utf8JsonWriter json, RequestedScopes scopes, string type)
    {
        if (!scopes.IsV2 || scopes.Application?.OptionalClaims.Contains("idtyp") == true)
        {
            json.WriteString("idtyp", type);
        }
    }

    /// <summary>Random, with the revocation count in its last four bytes: how ARM tells a token from before a revocation.</summary>
    internal static string TokenId(int generation)
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id[..12]);
        BinaryPrimitives.WriteInt32BigEndian(id[12..], generation);
        return Base64Url.EncodeToString(id);
    }

    /// <summary>The revocation count at which a token with this <c>uti</c> was issued; 0 for one that says nothing.</summary>
    public static int GenerationOf(string? uti)
    {
        Span<byte> id = stackalloc byte[16];
        return uti is { Length: 22 } && Base64Url.TryDecodeFromChars(uti, id, out var length) && length == 16
            ? BinaryPrimitives.ReadInt32BigEndian(id[12..])
            : 0;
    }

    /// <summary>
    /// Whether a resource refuses an access token since its user's sessions were revoked. Only tokens of clients that answer a claims
    /// challenge (CP1) are evaluated continuously; all others stay good until they end (Microsoft Entra, "Continuous access evaluation").
    /// </summary>
    /// <param name="token">A user's access token.</param>
    /// <param name="revocations">How often this user's sessions were revoked until now.</param>
    public static bool IsRevoked(JsonWebToken token, int revocations) =>
        token.TryGetPayloadValue<string[]>("xms_cc", out var capabilities) && capabilities.Contains("CP1", StringComparer.OrdinalIgnoreCase)
        && token.TryGetPayloadValue<string>("uti", out var id) && GenerationOf(id) < revocations;

    internal static byte[] Write(Action<Utf8JsonWriter> claims)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            claims(json);
            json.WriteBoolean("azimuth_sandbox", true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static void Times(Utf8JsonWriter json, DateTimeOffset from, DateTimeOffset until)
    {
        json.WriteNumber("iat", from.ToUnixTimeSeconds());
        json.WriteNumber("nbf", from.ToUnixTimeSeconds());
        json.WriteNumber("exp", until.ToUnixTimeSeconds());
    }

    /// <summary>Left out where there are none, as Entra ID does.</summary>
    internal static void Roles(Utf8JsonWriter json, IReadOnlyList<string> roles)
    {
        if (roles.Count == 0)
        {
            return;
        }

        json.WriteStartArray("roles");
        foreach (var role in roles)
        {
            json.WriteStringValue(role);
        }

        json.WriteEndArray();
    }

    private static Guid ObjectId(TokenRequest request) => request.Person.ObjectIdIn(request.Tenant)
        ?? throw new InvalidOperationException("Nobody gets a token for a tenant that does not know them.");

    private static void Methods(Utf8JsonWriter json, Session session)
    {
        json.WriteStartArray("amr");
        json.WriteStringValue("pwd");
        if (session.Mfa)
        {
            json.WriteStringValue("mfa");
        }

        json.WriteEndArray();
    }

    /// <summary>A user's name, whole and in its two halves.</summary>
    internal static void Names(Utf8JsonWriter json, Person person)
    {
        var space = person.Name.LastIndexOf(' ');
        json.WriteString("family_name", space < 0 ? person.Name : person.Name[(space + 1)..]);
        json.WriteString("given_name", space < 0 ? person.Name : person.Name[..space]);
        json.WriteString("name", person.Name);
    }

    private static void UserNames(Utf8JsonWriter json, TokenRequest request, bool v2)
    {
        if (v2)
        {
            json.WriteString("preferred_username", request.Person.UserName);
            return;
        }

        json.WriteString("unique_name", request.Person.UserName);
        json.WriteString("upn", request.Person.UserName);
    }

    private static string Opaque(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
