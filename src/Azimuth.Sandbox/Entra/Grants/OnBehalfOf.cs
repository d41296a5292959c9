using System.Globalization;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>
/// <c>jwt-bearer</c> with <c>requested_token_use=on_behalf_of</c>: an API asks another one in the name of the user who
/// called it (Microsoft identity platform, "OAuth 2.0 On-Behalf-Of flow"). What the user has shown counts on.
/// </summary>
internal sealed class OnBehalfOf(Jwt jwt, TenantDirectory azure, Credentials credentials, PersonGrant person) : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["urn:ietf:params:oauth:grant-type:jwt-bearer"];

    public async Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel)
    {
        if (request["requested_token_use"] != "on_behalf_of")
        {
            return Aadsts.MissingParameter("requested_token_use");
        }

        if (request["assertion"] is not { } text)
        {
            return Aadsts.MissingParameter("assertion");
        }

        if (request["scope"] is not { } scope)
        {
            return Aadsts.MissingParameter("scope");
        }

        if (await jwt.ReadAsync(text) is not { } token)
        {
            return Aadsts.TokenOfAnother("its signature is not this server's");
        }

        return !IsFor(request.Client, token) ? Aadsts.TokenForAnother(request.Client, token.Audiences.FirstOrDefault() ?? "")
            : jwt.HasEnded(token) ? Aadsts.TokenEnded()
            : PersonOf(token) is not { } who ? Aadsts.TokenOfAnother("it does not belong to a user")
            : person.Answer(request, SessionOf(who, token), scope);
    }

    private static bool IsFor(Application client, JsonWebToken token) => token.Audiences.Any(audience =>
        string.Equals(audience, client.ClientId.ToString(), StringComparison.OrdinalIgnoreCase)
            || client.IdentifierUris.Contains(audience, StringComparer.OrdinalIgnoreCase));

    private Person? PersonOf(JsonWebToken token) =>
        azure.FindPerson(Text(token, "preferred_username")) ?? azure.FindPerson(Text(token, "upn"));

    private Session SessionOf(Person who, JsonWebToken token) =>
        credentials.NewSession(
            who, mfa: token.TryGetPayloadValue<string[]>("amr", out var methods) && methods is not null && methods.Contains("mfa")) with
        {
            At = new DateTimeOffset(token.IssuedAt, TimeSpan.Zero),
            Generation = Claims.GenerationOf(Text(token, "uti")),
            Id = Guid.TryParse(Text(token, "sid"), CultureInfo.InvariantCulture, out var id) ? id : Guid.NewGuid(),
        };

    private static string Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) ? value : "";
}
