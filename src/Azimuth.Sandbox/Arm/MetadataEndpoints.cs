using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Arm;

/// <summary>
/// <c>GET /metadata/endpoints</c> (docs/protocol.md, 11.7). <c>az cloud register</c> asks for 2022-09-01 and wants one
/// object; <c>ARM_CLOUD_METADATA_URL</c> names 2019-05-01 and wants an array.
/// </summary>
internal static class MetadataEndpoints
{
    /// <summary>Not <c>AzureCloud</c>: the Azure CLI overwrites that one's sign-in address with the public one.</summary>
    private const string CloudName = "Sandbox";

    private static readonly DateOnly FirstWithObject = new(2022, 9, 1);

    private static readonly (string Name, string Value)[] Suffixes =
    [
        ("storage", "core.windows.net"), ("keyVaultDns", "vault.azure.net"), ("acrLoginServer", "azurecr.io"),
        ("sqlServerHostname", "database.windows.net"), ("azureDataLakeStoreFileSystem", "azuredatalakestore.net"),
        ("azureDataLakeAnalyticsCatalogAndJob", "azuredatalakeanalytics.net"),
    ];

    public static void MapMetadata(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metadata/endpoints", async (HttpContext context, Origins origins, CancellationToken cancel) =>
        {
            var asArray = !DateOnly.TryParseExact(context.Request.Query["api-version"], "yyyy-MM-dd", out var version)
                || version < FirstWithObject;
            ArmHeaders.Add(context);
            context.Response.ContentType = "application/json; charset=utf-8";
            await using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
            {
                if (asArray)
                {
                    json.WriteStartArray();
                }

                Write(json, origins.SignIn);
                if (asArray)
                {
                    json.WriteEndArray();
                }
            }

            await context.Response.BodyWriter.FlushAsync(cancel);
        }).Journaled("metadata");

    private static void Write(Utf8JsonWriter json, string origin)
    {
        json.WriteStartObject();
        json.WriteString("name", CloudName);
        json.WriteString("portal", $"{origin}/portal");
        json.WriteStartObject("authentication");
        json.WriteString("loginEndpoint", origin);
        json.WriteStartArray("audiences");
        json.WriteStringValue("https://management.core.windows.net/");
        json.WriteStringValue("https://management.azure.com/");
        json.WriteEndArray();
        json.WriteString("tenant", "common");
        json.WriteString("identityProvider", "AAD");
        json.WriteEndObject();
        json.WriteString("resourceManager", $"{origin}/");
        json.WriteString("microsoftGraphResourceId", $"{origin}/graph/");
        json.WriteString("graph", "https://graph.windows.net/");
        json.WriteString("graphAudience", "https://graph.windows.net/");
        json.WriteString("media", "https://rest.media.azure.net");
        json.WriteString("batch", "https://batch.core.windows.net/");
        json.WriteString("gallery", "https://gallery.azure.com/");
        json.WriteString("sqlManagement", "https://management.core.windows.net:8443/");
        json.WriteString("vmImageAliasDoc", $"{origin}/aliases.json");
        json.WriteString("activeDirectoryDataLake", "https://datalake.azure.net/");
        json.WriteStartObject("suffixes");
        foreach (var (name, value) in Suffixes)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
