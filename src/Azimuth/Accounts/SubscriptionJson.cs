using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Accounts;

/// <summary>
/// Reads one entry of the profile. A key that we know but whose value is of another kind than ours is kept with the unknown
/// ones, and the writer leaves its own out.
/// </summary>
internal static class SubscriptionJson
{
    /// <summary>Whether the profile's format gives this key a meaning.</summary>
    public static bool IsKnown(string key) => key is "id" or "name" or "state" or "user" or "isDefault" or "tenantId" or "environmentName"
        or "homeTenantId" or "tenantDefaultDomain" or "tenantDisplayName" or "managedByTenants";

    /// <summary>Reads the object that begins at the reader's token.</summary>
    /// <param name="reader">At the object's beginning; then at its end.</param>
    /// <param name="last">The row before it, if any: most texts of one are those of the other, and are kept once.</param>
    public static Subscription Read(ref Utf8JsonReader reader, Subscription? last = null)
    {
        string? id = null, name = null, state = null, tenant = null, environment = null, home = null, domain = null, display = null;
        var isDefault = false;
        AccountUser? user = null;
        IReadOnlyList<string>? managedBy = null;
        List<KeyValuePair<string, JsonElement>>? unknown = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ProfileJson.ReadText(ref reader, ref unknown, "id");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = ProfileJson.ReadText(ref reader, ref unknown, "name");
            }
            else if (reader.ValueTextEquals("state"u8))
            {
                state = ProfileJson.ReadText(ref reader, ref unknown, "state", last?.State);
            }
            else if (reader.ValueTextEquals("user"u8))
            {
                user = ReadUser(ref reader, ref unknown, last?.User);
            }
            else if (reader.ValueTextEquals("isDefault"u8))
            {
                isDefault = ReadDefault(ref reader, ref unknown);
            }
            else if (reader.ValueTextEquals("tenantId"u8))
            {
                tenant = ProfileJson.ReadText(ref reader, ref unknown, "tenantId", last?.TenantId);
            }
            else if (reader.ValueTextEquals("environmentName"u8))
            {
                environment = ProfileJson.ReadText(ref reader, ref unknown, "environmentName", last?.EnvironmentName);
            }
            else if (reader.ValueTextEquals("homeTenantId"u8))
            {
                home = ProfileJson.ReadText(ref reader, ref unknown, "homeTenantId", last?.HomeTenantId);
            }
            else if (reader.ValueTextEquals("tenantDefaultDomain"u8))
            {
                domain = ProfileJson.ReadText(ref reader, ref unknown, "tenantDefaultDomain", last?.TenantDefaultDomain);
            }
            else if (reader.ValueTextEquals("tenantDisplayName"u8))
            {
                display = ProfileJson.ReadText(ref reader, ref unknown, "tenantDisplayName", last?.TenantDisplayName);
            }
            else if (reader.ValueTextEquals("managedByTenants"u8))
            {
                managedBy = ReadManagedBy(ref reader, ref unknown);
            }
            else
            {
                ProfileJson.Keep(ref reader, ref unknown);
            }
        }

        return new()
        {
            Id = id ?? string.Empty,
            Name = name ?? string.Empty,
            State = state ?? string.Empty,
            User = user ?? new() { Name = string.Empty, Type = string.Empty },
            IsDefault = isDefault,
            TenantId = tenant ?? string.Empty,
            EnvironmentName = environment ?? string.Empty,
            HomeTenantId = home,
            TenantDefaultDomain = domain,
            TenantDisplayName = display,
            ManagedByTenants = managedBy,
            Unknown = unknown ?? [],
        };
    }

    private static AccountUser? ReadUser(
        ref Utf8JsonReader reader, ref List<KeyValuePair<string, JsonElement>>? outer, AccountUser? last)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ProfileJson.Keep(ref reader, ref outer, "user");
            return null;
        }

        string? name = null, type = null, assigned = null;
        List<KeyValuePair<string, JsonElement>>? unknown = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                name = ProfileJson.ReadText(ref reader, ref unknown, "name", last?.Name);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = ProfileJson.ReadText(ref reader, ref unknown, "type", last?.Type);
            }
            else if (reader.ValueTextEquals("assignedIdentityInfo"u8))
            {
                assigned = ProfileJson.ReadText(ref reader, ref unknown, "assignedIdentityInfo", last?.AssignedIdentityInfo);
            }
            else
            {
                ProfileJson.Keep(ref reader, ref unknown);
            }
        }

        return new()
        {
            Name = name ?? string.Empty,
            Type = type ?? string.Empty,
            AssignedIdentityInfo = assigned,
            Unknown = unknown ?? [],
        };
    }

    private static bool ReadDefault(ref Utf8JsonReader reader, ref List<KeyValuePair<string, JsonElement>>? unknown)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.GetBoolean();
        }

        ProfileJson.Keep(ref reader, ref unknown, "isDefault");
        return false;
    }

    /// <summary>A list of <c>{"tenantId": "…"}</c> and nothing else in it; any other is kept as it is.</summary>
    private static List<string>? ReadManagedBy(
        ref Utf8JsonReader reader, ref List<KeyValuePair<string, JsonElement>>? unknown)
    {
        reader.Read();
        var next = reader;
        if (reader.TokenType == JsonTokenType.StartArray && next.Read() && next.TokenType == JsonTokenType.EndArray)
        {
            reader = next;
            return []; // almost always
        }

        var value = JsonElement.ParseValue(ref reader);
        if (value.ValueKind == JsonValueKind.Array)
        {
            var tenants = new List<string>();
            foreach (var each in value.EnumerateArray())
            {
                if (each.ValueKind != JsonValueKind.Object
                    || each.GetPropertyCount() != 1
                    || each.TextOrNull("tenantId") is not { } tenant)
                {
                    break;
                }

                tenants.Add(tenant);
            }

            if (tenants.Count == value.GetArrayLength())
            {
                return tenants;
            }
        }

        (unknown ??= []).Add(KeyValuePair.Create("managedByTenants", value));
        return null;
    }
}
