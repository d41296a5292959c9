using System.Globalization;
using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Arm;

/// <summary>
/// <c>GET /subscriptions</c>, paged, and <c>GET /subscriptions/{id}</c>: those of the token's tenant (docs/protocol.md,
/// 11.3 and 11.4).
/// </summary>
internal static class SubscriptionList
{
    private const string SkipToken = "$skiptoken";

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/subscriptions",
            async Task<IResult> (HttpContext context, ArmAuthentication authentication, TenantDirectory azure, Origins origins) =>
            {
                var (caller, refused) = await authentication.CheckAsync(context);
                return caller is null ? refused! : Page(context, caller.Subscriptions, azure.Scenario.Arm.PageSize, origins);
            }).Journaled("subscriptions");

        routes.MapGet("/subscriptions/{id}", async Task<IResult> (string id, HttpContext context, ArmSubscription subscriptions) =>
        {
            var (found, refused) = await subscriptions.FindAsync(id, context);
            return found is null ? refused! : new ArmJsonResult(json => Write(json, found));
        }).Journaled("subscription");
    }

    private static IResult Page(HttpContext context, IReadOnlyList<Subscription> all, int size, Origins origins)
    {
        var token = context.Request.Query[SkipToken].ToString();
        if (!int.TryParse(token.Length == 0 ? "0" : token, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || from > all.Count)
        {
            return new ArmRefusal(400, "InvalidSkipToken", "The $skiptoken was not issued here.");
        }

        var until = size == 0 ? all.Count : Math.Min(all.Count, from + size);
        return new ArmJsonResult(json =>
        {
            json.WriteStartArray("value");
            for (var i = from; i < until; i++)
            {
                json.WriteStartObject();
                Write(json, all[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("count");
            json.WriteString("type", "Total");
            json.WriteNumber("value", until - from);
            json.WriteEndObject();
            if (until < all.Count)
            {
                var version = Uri.EscapeDataString(context.Request.Query["api-version"].ToString());
                json.WriteString("nextLink", $"{origins.SignIn}/subscriptions?api-version={version}&%24skiptoken={until}");
            }
        });
    }

    private static void Write(Utf8JsonWriter json, Subscription one)
    {
        json.WriteString("id", $"/subscriptions/{one.Id}");
        json.WriteString("authorizationSource", "RoleBased");
        json.WriteStartArray("managedByTenants");
        foreach (var tenant in one.ManagedByTenants)
        {
            json.WriteStartObject();
            json.WriteString("tenantId", tenant);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("subscriptionId", one.Id);
        json.WriteString("tenantId", one.TenantId);
        json.WriteString("displayName", one.Name);
        json.WriteString("state", one.State);
        json.WriteStartObject("subscriptionPolicies");
        json.WriteString("locationPlacementId", "Public_2014-09-01");
        json.WriteString("quotaId", "PayAsYouGo_2014-09-01");
        json.WriteString("spendingLimit", "Off");
        json.WriteEndObject();
    }
}
