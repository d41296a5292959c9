using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Cli.Output.Text;

namespace Azimuth.Cli.Commands.Subscriptions;

/// <summary>
/// A subscription as <c>az account …</c> and <c>az login</c> print it: keys sorted at every level, as the Azure CLI prints all JSON.
/// </summary>
internal static class SubscriptionJson
{
    /// <summary>As <c>az account show</c> prints it.</summary>
    public static void Write(Utf8JsonWriter json, Subscription subscription) => Write(json, subscription, "environmentName");

    /// <summary>As lists print it: the cloud is called <c>cloudName</c> there.</summary>
    public static void WriteInList(Utf8JsonWriter json, Subscription subscription) => Write(json, subscription, "cloudName");

    private static void Write(Utf8JsonWriter json, Subscription subscription, string cloudKey)
    {
        var members = new SortedDictionary<string, Action>(StringComparer.Ordinal);
        foreach (var (name, value) in subscription.Unknown)
        {
            members[name] = () => SortedJson.Write(json, value);
        }

        AddText(cloudKey, subscription.EnvironmentName);
        AddText("homeTenantId", subscription.HomeTenantId);
        AddText("id", subscription.Id);
        members.TryAdd("isDefault", () => json.WriteBooleanValue(subscription.IsDefault));
        if (subscription.ManagedByTenants is { } managedBy)
        {
            members.TryAdd("managedByTenants", () => Write(json, managedBy));
        }

        AddText("name", subscription.Name);
        AddText("state", subscription.State);
        AddText("tenantDefaultDomain", subscription.TenantDefaultDomain);
        AddText("tenantDisplayName", subscription.TenantDisplayName);
        AddText("tenantId", subscription.TenantId);
        members.TryAdd("user", () => Write(json, subscription.User));
        WriteObject(json, members);

        void AddText(string name, string? value)
        {
            if (value is not null)
            {
                members.TryAdd(name, () => json.WriteStringValue(value));
            }
        }
    }

    private static void Write(Utf8JsonWriter json, AccountUser user)
    {
        var members = new SortedDictionary<string, Action>(StringComparer.Ordinal);
        foreach (var (name, value) in user.Unknown)
        {
            members[name] = () => SortedJson.Write(json, value);
        }

        if (user.AssignedIdentityInfo is { } assigned)
        {
            members.TryAdd("assignedIdentityInfo", () => json.WriteStringValue(assigned));
        }

        members.TryAdd("name", () => json.WriteStringValue(user.Name));
        members.TryAdd("type", () => json.WriteStringValue(user.Type));
        WriteObject(json, members);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> managedBy)
    {
        json.WriteStartArray();
        foreach (var tenant in managedBy)
        {
            json.WriteStartObject();
            json.WriteString("tenantId", tenant);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, SortedDictionary<string, Action> members)
    {
        json.WriteStartObject();
        foreach (var (name, write) in members)
        {
            json.WritePropertyName(name);
            write();
        }

        json.WriteEndObject();
    }
}
