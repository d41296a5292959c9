using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Cli.Output.Formats;
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
        var others = new Others(json, subscription.Unknown);
        json.WriteStartObject();
        others.Write(cloudKey, subscription.EnvironmentName);
        others.Write("homeTenantId", subscription.HomeTenantId);
        others.Write("id", subscription.Id);
        if (others.WriteBefore("isDefault"))
        {
            json.WriteBoolean("isDefault", subscription.IsDefault);
        }

        if (subscription.ManagedByTenants is { } managedBy && others.WriteBefore("managedByTenants"))
        {
            json.WritePropertyName("managedByTenants");
            Write(json, managedBy);
        }

        others.Write("name", subscription.Name);
        others.Write("state", subscription.State);
        others.Write("tenantDefaultDomain", subscription.TenantDefaultDomain);
        others.Write("tenantDisplayName", subscription.TenantDisplayName);
        others.Write("tenantId", subscription.TenantId);
        if (others.WriteBefore("user"))
        {
            json.WritePropertyName("user");
            Write(json, subscription.User);
        }

        others.WriteRest();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AccountUser user)
    {
        var others = new Others(json, user.Unknown);
        json.WriteStartObject();
        others.Write("assignedIdentityInfo", user.AssignedIdentityInfo);
        others.Write("name", user.Name);
        others.Write("type", user.Type);
        others.WriteRest();
        json.WriteEndObject();
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

    // The members that have no property, sorted, each written where its name comes among those that have one. Most rows have none.
    private struct Others
    {
        private readonly Utf8JsonWriter _json;
        private readonly KeyValuePair<string, Action>[] _sorted = [];
        private int _next;

        public Others(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, JsonElement>> unknown)
        {
            _json = json;
            if (unknown.Count > 0)
            {
                var members = new SortedDictionary<string, Action>(StringComparer.Ordinal);
                foreach (var (name, value) in unknown)
                {
                    members[name] = () => SortedJson.Write(json, value);
                }

                _sorted = [.. members];
            }
        }

        /// <summary>Writes a text behind the members before it; null is left out, and a member of that name takes its place.</summary>
        public void Write(string name, string? value)
        {
            if (value is not null && WriteBefore(name))
            {
                _json.WriteString(name, value);
            }
        }

        /// <summary>Writes the members up to this name; false when one of them has it.</summary>
        public bool WriteBefore(string name)
        {
            for (; _next < _sorted.Length; _next++)
            {
                var order = string.CompareOrdinal(_sorted[_next].Key, name);
                if (order > 0)
                {
                    break;
                }

                WriteNext();
                if (order == 0)
                {
                    _next++;
                    return false;
                }
            }

            return true;
        }

        public void WriteRest()
        {
            for (; _next < _sorted.Length; _next++)
            {
                WriteNext();
            }
        }

        private readonly void WriteNext()
        {
            _json.WritePropertyName(_sorted[_next].Key);
            _sorted[_next].Value();
        }
    }
}

/// <summary>How subscriptions are printed, by <c>az account list</c> and by <c>az login</c>.</summary>
internal static class SubscriptionList
{
    /// <summary>
    /// The order of a subscription's keys in azureProfile.json, in which <c>account show</c> holds them; lists take the
    /// cloud's name out and put it back last.
    /// </summary>
    public static readonly KeyOrder Held = new(
        "id", "name", "state", "user", "isDefault", "tenantId", "environmentName", "homeTenantId", "tenantDefaultDomain",
        "tenantDisplayName", "managedByTenants", "cloudName", "type", "assignedIdentityInfo");

    /// <summary>Prints subscriptions as lists do.</summary>
    public static int Write(Output.Output output, IReadOnlyList<Subscription> subscriptions, TableShape? table = null) => output.Write(
        json =>
        {
            json.WriteStartArray();
            foreach (var each in subscriptions)
            {
                SubscriptionJson.WriteInList(json, each);
            }

            json.WriteEndArray();
        },
        table,
        Held);
}
