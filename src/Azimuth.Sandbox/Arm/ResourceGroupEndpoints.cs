using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Arm;

/// <summary>
/// Resource groups: the one kind of resource, so that requests which change something have something to change. Bodies
/// and codes are those of ARM's documentation ("Resource Groups", REST reference).
/// </summary>
internal static class ResourceGroupEndpoints
{
    private const string One = "/subscriptions/{id}/resourcegroups/{name}";

    public static void MapResourceGroups(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/subscriptions/{id}/resourcegroups",
            async Task<IResult> (string id, HttpContext context, ArmSubscription subscriptions, ResourceGroups groups) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                return found is null ? refused! : new ArmJsonResult(json =>
                {
                    json.WriteStartArray("value");
                    foreach (var group in groups.Of(found.Id))
                    {
                        json.WriteStartObject();
                        Write(json, found.Id, group);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                });
            }).Journaled("resourceGroups");

        routes.MapGet(
            One,
            async Task<IResult> (string id, string name, HttpContext context, ArmSubscription subscriptions, ResourceGroups groups) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                return found is null ? refused!
                    : groups.Find(found.Id, name) is { } group ? new ArmJsonResult(json => Write(json, found.Id, group))
                    : NotFound(name);
            }).Journaled("resourceGroup");

        routes.MapMethods(
            One,
            ["HEAD"],
            async Task<IResult> (string id, string name, HttpContext context, ArmSubscription subscriptions, ResourceGroups groups) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                return found is null ? refused! : groups.Find(found.Id, name) is null ? NotFound(name) : TypedResults.NoContent();
            }).Journaled("resourceGroup");

        routes.MapPut(
            One,
            async Task<IResult> (
                string id,
                string name,
                HttpContext context,
                ArmSubscription subscriptions,
                ResourceGroups groups,
                CancellationToken cancel) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                return found is null ? refused! : await PutAsync(found.Id, name, context.Request, groups, cancel);
            }).Journaled("resourceGroup");

        routes.MapDelete(
            One,
            async Task<IResult> (
                string id, string name, HttpContext context, ArmSubscription subscriptions, ResourceGroups groups, Origins origins) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                if (found is null)
                {
                    return refused!;
                }

                if (!groups.Remove(found.Id, name))
                {
                    return NotFound(name);
                }

                context.Response.Headers.RetryAfter = "15";
                return TypedResults.Accepted(
                    $"{origins.SignIn}/subscriptions/{found.Id}/operationresults/{context.Note().TraceId}?api-version=2022-12-01");
            }).Journaled("resourceGroup");

        // Where a deletion says that its end can be watched; here it has always ended.
        routes.MapGet(
            "/subscriptions/{id}/operationresults/{operation}",
            async Task<IResult> (string id, HttpContext context, ArmSubscription subscriptions) =>
            {
                var (found, refused) = await subscriptions.FindAsync(id, context);
                return found is null ? refused! : TypedResults.Ok();
            }).Journaled("operationResult");
    }

    private static async Task<IResult> PutAsync(
        Guid subscription, string name, HttpRequest request, ResourceGroups groups, CancellationToken cancel)
    {
        if (request.ContentType?.Split(';')[0].Trim() is var type
            && !string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return new ArmRefusal(
                415,
                "UnsupportedMediaType",
                $"The content media type '{(string.IsNullOrEmpty(type) ? "<null>" : type)}' is not supported. Only 'application/json' is "
                    + "supported.");
        }

        JsonElement wanted;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancel);
            wanted = body.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            return new ArmRefusal(
                400, "InvalidRequestContent", $"The request content was invalid and could not be deserialized: '{wrong.Message}'.");
        }

        if (wanted.ValueKind != JsonValueKind.Object || Text(wanted, "location") is not { Length: > 0 } location)
        {
            return new ArmRefusal(400, "LocationRequired", "The location property is required for this definition.");
        }

        if (!Locations.IsRegion(location))
        {
            return new ArmRefusal(
                400,
                "LocationNotAvailableForResourceGroup",
                $"The provided location '{location}' is not available for resource group. List of available regions is "
                    + $"'{Locations.AllNames}'.");
        }

        var (group, isNew) = groups.Put(
            subscription, new(name, location.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(), TagsIn(wanted)));
        return new ArmJsonResult(json => Write(json, subscription, group)) { Status = isNew ? 201 : 200 };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> TagsIn(JsonElement wanted) =>
        wanted.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object
            ? [.. tags.EnumerateObject().Select(tag => KeyValuePair.Create(tag.Name, tag.Value.ToString()))]
            : [];

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ArmRefusal NotFound(string name) => new(404, "ResourceGroupNotFound", $"Resource group '{name}' could not be found.");

    private static void Write(Utf8JsonWriter json, Guid subscription, ResourceGroup group)
    {
        json.WriteString("id", $"/subscriptions/{subscription}/resourceGroups/{group.Name}");
        json.WriteString("name", group.Name);
        json.WriteString("type", "Microsoft.Resources/resourceGroups");
        json.WriteString("location", group.Location);
        if (group.Tags.Count > 0)
        {
            json.WriteStartObject("tags");
            foreach (var (name, value) in group.Tags)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteStartObject("properties");
        json.WriteString("provisioningState", "Succeeded");
        json.WriteEndObject();
    }
}
