using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Arm;

/// <summary><c>GET /tenants</c>: the tenants of the user, in the scenario's order (docs/protocol.md, 11.2).</summary>
internal static class TenantList
{
    public static void MapTenants(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/tenants", async Task<IResult> (HttpContext context, ArmAuthentication authentication) =>
        {
            var (caller, refused) = await authentication.CheckAsync(context);
            return caller is null ? refused! : new ArmJsonResult(json =>
            {
                json.WriteStartArray("value");
                foreach (var tenant in caller.Tenants)
                {
                    json.WriteStartObject();
                    json.WriteString("id", $"/tenants/{tenant.Id}");
                    json.WriteString("tenantId", tenant.Id);
                    json.WriteString("countryCode", tenant.CountryCode);
                    json.WriteString("displayName", tenant.Name);
                    json.WriteStartArray("domains");
                    foreach (var domain in tenant.Domains)
                    {
                        json.WriteStringValue(domain);
                    }

                    json.WriteEndArray();
                    json.WriteString("tenantCategory", "Home");
                    json.WriteString("defaultDomain", tenant.Domains[0]);
                    json.WriteString("tenantType", "AAD");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }).Journaled("tenants");
}
