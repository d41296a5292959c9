using Azimuth.Accounts;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Output.Text;

namespace Azimuth.Cli.Commands.Subscriptions;

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
