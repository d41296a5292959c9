using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Arm;

/// <summary>
/// <c>GET /subscriptions/{id}/locations</c> (docs/protocol.md, 11.5): two regions, and with <c>includeExtendedLocations</c> an edge zone.
/// </summary>
internal static class Locations
{
    private static readonly Location[] Regions =
    [
        new("eastus", "East US", "(US) East US", "United States", "US", "-79.8164", "37.3719", "Virginia", "westus"),
        new("westeurope", "West Europe", "(Europe) West Europe", "Europe", "Europe", "4.9", "52.3667", "Netherlands", "northeurope"),
    ];

    // A resource group may be in any of the public cloud's regions, as scripts name them; the list stays short.
    private static readonly string[] Others =
    [
        "australiaeast", "australiasoutheast", "brazilsouth", "canadacentral", "canadaeast", "centralindia", "centralus",
        "eastasia", "eastus2", "francecentral",
        "germanywestcentral", "israelcentral", "italynorth", "japaneast", "japanwest", "koreacentral", "mexicocentral",
        "northcentralus", "northeurope", "norwayeast",
        "polandcentral", "qatarcentral", "southafricanorth", "southcentralus", "southeastasia", "southindia", "spaincentral",
        "swedencentral", "switzerlandnorth",
        "uaenorth", "uksouth", "ukwest", "westcentralus", "westus", "westus2", "westus3",
    ];

    /// <summary>Whether a resource may be there; ARM takes the name and the display name, without case and blanks.</summary>
    public static bool IsRegion(string name) =>
        Regions.Select(region => region.Name)
            .Concat(Others)
            .Contains(name.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);

    public static string AllNames => string.Join(',', Regions.Select(region => region.Name).Concat(Others).Order(StringComparer.Ordinal));

    public static void MapLocations(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/subscriptions/{id}/locations",
            async Task<IResult> (string id, HttpContext context, ArmSubscription subscriptions) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                return found is null ? refused! : new ArmJsonResult(json =>
                {
                    json.WriteStartArray("value");
                    foreach (var region in Regions)
                    {
                        Write(json, $"/subscriptions/{found.Id}/locations", region);
                    }

                    if (string.Equals(context.Request.Query["includeExtendedLocations"], "true", StringComparison.OrdinalIgnoreCase))
                    {
                        WriteEdgeZone(json, $"/subscriptions/{found.Id}/locations");
                    }

                    json.WriteEndArray();
                });
            }).Journaled("locations");

    private static void Write(Utf8JsonWriter json, string folder, Location region)
    {
        json.WriteStartObject();
        WriteNames(json, folder, region, "Region");
        json.WriteStartObject("metadata");
        json.WriteString("regionType", "Physical");
        json.WriteString("regionCategory", "Recommended");
        WritePlace(json, region);
        json.WriteString("physicalLocation", region.Place);
        json.WriteStartArray("pairedRegion");
        json.WriteStartObject();
        json.WriteString("name", region.Pair);
        json.WriteString("id", $"{folder}/{region.Pair}");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("availabilityZoneMappings");
        for (var zone = 1; zone <= 3; zone++)
        {
            json.WriteStartObject();
            json.WriteString("logicalZone", $"{zone}");
            json.WriteString("physicalZone", $"{region.Name}-az{zone}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEdgeZone(Utf8JsonWriter json, string folder)
    {
        var zone = new Location(
            "losangeles", "Los Angeles", "(US) Los Angeles", "United States", "US", "-118.23537", "34.058414", "Los Angeles", "");
        json.WriteStartObject();
        WriteNames(json, folder, zone, "EdgeZone");
        json.WriteStartObject("metadata");
        WritePlace(json, zone);
        json.WriteString("homeLocation", "eastus");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string folder, Location one, string type)
    {
        json.WriteString("id", $"{folder}/{one.Name}");
        json.WriteString("name", one.Name);
        json.WriteString("type", type);
        json.WriteString("displayName", one.DisplayName);
        json.WriteString("regionalDisplayName", one.RegionalName);
    }

    private static void WritePlace(Utf8JsonWriter json, Location one)
    {
        json.WriteString("geography", one.Geography);
        json.WriteString("geographyGroup", one.Group);
        json.WriteString("longitude", one.Longitude);
        json.WriteString("latitude", one.Latitude);
    }

    private sealed record Location(
        string Name, string DisplayName, string RegionalName, string Geography, string Group, string Longitude, string Latitude,
        string Place, string Pair);
}
