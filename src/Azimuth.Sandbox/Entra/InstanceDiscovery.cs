using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;

namespace Azimuth.Sandbox.Entra;

/// <summary>
/// <c>GET /common/discovery/instance</c> (docs/protocol.md, 3.3): clients ask the public cloud about hosts that they do
/// not know. The sandbox vouches for itself, whatever port was lost on the way.
/// </summary>
internal static class InstanceDiscovery
{
    public static void MapInstanceDiscovery(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/common/discovery/instance", IResult (HttpContext context, Origins origins) =>
        {
            var version = context.Request.Query["api-version"].ToString();
            if (!Uri.TryCreate(context.Request.Query["authorization_endpoint"], UriKind.Absolute, out var asked)
                || asked.Scheme != Uri.UriSchemeHttps)
            {
                return Aadsts.UnknownInstance();
            }

            var tenant = asked.Segments is [_, var first, ..] ? first.TrimEnd('/') : "common";
            var host = new Uri(origins.SignIn).Authority;
            EntraHeaders.Add(context);
            return TypedResults.Json(new InstanceDocument
            {
                TenantDiscoveryEndpoint = $"{origins.SignIn}/{tenant}/v2.0/.well-known/openid-configuration",
                ApiVersion = version.Length == 0 ? "1.1" : version,
                Metadata = [
                    new InstanceMetadata
                    {
                        PreferredNetwork = host,
                        PreferredCache = host,
                        Aliases = [host, .. asked.Authority == host ? [] : new[] { asked.Authority }]
                    }
                ],
            }, EntraJson.Plain.InstanceDocument);
        }).Journaled("instance");
}

internal sealed record InstanceDocument
{
    public required string TenantDiscoveryEndpoint { get; init; }

    [JsonPropertyName("api-version")]
    public required string ApiVersion { get; init; }

    public required IReadOnlyList<InstanceMetadata> Metadata { get; init; }
}

internal sealed record InstanceMetadata
{
    public required string PreferredNetwork { get; init; }

    public required string PreferredCache { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }
}
