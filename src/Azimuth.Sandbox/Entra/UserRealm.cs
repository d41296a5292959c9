using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra;

/// <summary><c>GET /common/userrealm/{user}</c> (docs/protocol.md, 3.4): where a user name's password is checked.</summary>
internal static class UserRealm
{
    public static void MapUserRealm(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/{tenant}/userrealm/{user}",
            (string tenant, string user, HttpContext context, TenantDirectory azure, Origins origins) =>
            {
                context.Note().User = user;
                var domain = user[(user.IndexOf('@') + 1)..];
                var home = azure.FindPerson(user)?.Home ?? azure.FindTenant(domain);
                EntraHeaders.Add(context);
                return TypedResults.Json(new UserRealmDocument
                {
                    AccountType = home is null ? "Unknown" : home.IsFederated ? "Federated" : "Managed",
                    DomainName = domain,
                    CloudInstanceName = new Uri(origins.SignIn).Host,
                    FederationProtocol = home is { IsFederated: true } ? "WSTrust" : null,
                    FederationMetadataUrl = home is { IsFederated: true } ? $"{origins.SignIn}/sts/mex" : null,
                    FederationActiveAuthUrl = home is { IsFederated: true } ? $"{origins.SignIn}/sts/usernamemixed" : null,
                }, EntraJson.Plain.UserRealmDocument);
            }).Journaled("userRealm");
}

internal sealed record UserRealmDocument
{
    public string Ver { get; init; } = "1.0";

    public required string AccountType { get; init; }

    public required string DomainName { get; init; }

    public required string CloudInstanceName { get; init; }

    public string CloudAudienceUrn { get; init; } = "urn:federation:MicrosoftOnline";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FederationProtocol { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FederationMetadataUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FederationActiveAuthUrl { get; init; }
}
