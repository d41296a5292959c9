using System.Buffers;
using Azimuth.Text;

namespace Azimuth.Accounts;

/// <summary>
/// Writes the profile in the bytes of Python's <c>json.dump</c>: a BOM (the Azure CLI reads and writes <c>utf-8-sig</c>),
/// one line, <c>", "</c> and <c>": "</c>, everything beyond ASCII escaped.
/// </summary>
internal static class ProfileWriter
{
    public static byte[] Write(Profile profile)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + (profile.Subscriptions.Count * 600));
        buffer.Write(ByteOrderMark.Bytes);
        var json = new PythonJson(buffer);
        json.StartObject();
        json.Name("subscriptions");
        json.StartArray();
        for (var index = 0; index < profile.Subscriptions.Count; index++)
        {
            json.Element();
            if (profile.Subscriptions is not ProfileRows rows || !rows.TryWrite(index, json))
            {
                Write(json, profile.Subscriptions[index]);
            }
        }

        json.EndArray();
        json.Text("installationId", profile.InstallationId, profile.Unknown);
        json.Rest(profile.Unknown, static name => name is "installationId");
        json.EndObject();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(PythonJson json, Subscription subscription)
    {
        var unknown = subscription.Unknown;
        json.StartObject();
        json.Text("id", subscription.Id, unknown);
        json.Text("name", subscription.Name, unknown);
        json.Text("state", subscription.State, unknown);
        if (!json.Kept("user", unknown))
        {
            json.Name("user");
            Write(json, subscription.User);
        }

        // A default of a kind that is not ours gives way to the one that a user chose.
        if (subscription.IsDefault || !json.Kept("isDefault", unknown))
        {
            json.Name("isDefault");
            json.Raw(subscription.IsDefault ? "true"u8 : "false"u8);
        }

        json.Text("tenantId", subscription.TenantId, unknown);
        json.Text("environmentName", subscription.EnvironmentName, unknown);
        json.Text("homeTenantId", subscription.HomeTenantId, unknown);
        json.Text("tenantDefaultDomain", subscription.TenantDefaultDomain, unknown);
        json.Text("tenantDisplayName", subscription.TenantDisplayName, unknown);
        if (!json.Kept("managedByTenants", unknown) && subscription.ManagedByTenants is { } managedBy)
        {
            Write(json, managedBy);
        }

        json.Rest(unknown, SubscriptionJson.IsKnown);
        json.EndObject();
    }

    private static void Write(PythonJson json, IReadOnlyList<string> managedBy)
    {
        json.Name("managedByTenants");
        json.StartArray();
        foreach (var tenant in managedBy)
        {
            json.Element();
            json.StartObject();
            json.TextOrNothing("tenantId", tenant);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void Write(PythonJson json, AccountUser user)
    {
        json.StartObject();
        json.Text("name", user.Name, user.Unknown);
        json.Text("type", user.Type, user.Unknown);
        json.Text("assignedIdentityInfo", user.AssignedIdentityInfo, user.Unknown);
        json.Rest(user.Unknown, static name => name is "name" or "type" or "assignedIdentityInfo");
        json.EndObject();
    }
}
