using System.Buffers.Text;
using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Text;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>By which ID an identity is named.</summary>
public enum IdentityIdKind
{
    /// <summary>No ID: the system-assigned identity.</summary>
    SystemAssigned,

    /// <summary><c>--client-id</c>.</summary>
    ClientId,

    /// <summary><c>--object-id</c>.</summary>
    ObjectId,

    /// <summary><c>--resource-id</c>.</summary>
    ResourceId,
}

/// <summary>Which of a machine's identities is meant, and how the profile writes it down (the Azure CLI's way, 2.91, recorded).</summary>
/// <param name="Kind">What <paramref name="Id"/> is.</param>
/// <param name="Id">Empty for the system-assigned one.</param>
public sealed record AssignedIdentity(IdentityIdKind Kind, string Id)
{
    private const string SystemInfo = "MSI";
    private const string ClientInfo = "MSIClient-";
    private const string ObjectInfo = "MSIObject-";
    private const string ResourceInfo = "MSIResource-";

    /// <summary>The system-assigned identity.</summary>
    public static AssignedIdentity OfSystem { get; } = new(IdentityIdKind.SystemAssigned, "");

    /// <summary>The user of a row of the profile.</summary>
    public AccountUser User => AccountUser.ManagedIdentity(
        Kind == IdentityIdKind.SystemAssigned ? "systemAssignedIdentity" : "userAssignedIdentity",
        Kind switch
        {
            IdentityIdKind.ClientId => ClientInfo + Id,
            IdentityIdKind.ObjectId => ObjectInfo + Id,
            IdentityIdKind.ResourceId => ResourceInfo + Id,
            _ => SystemInfo,
        });

    /// <summary>A description for error messages.</summary>
    public string Described => Kind switch
    {
        IdentityIdKind.ClientId => $"the client ID '{Id}'",
        IdentityIdKind.ObjectId => $"the object ID '{Id}'",
        IdentityIdKind.ResourceId => $"the resource ID '{Id}'",
        _ => "no ID",
    };

    /// <summary>The identity that a token names instead of this one; null when it names this one, or none that can be compared.</summary>
    /// <param name="token">An access token. One that is not a JWT names no user.</param>
    internal string? MistakenIn(string token)
    {
        using var claims = TokenClaims.Read(token);
        var named = (Kind, claims?.RootElement) switch
        {
            (IdentityIdKind.ClientId, { } all) => all.TextOrNull("appid") ?? all.TextOrNull("azp"),
            (IdentityIdKind.ObjectId, { } all) => all.TextOrNull("oid"),
            (IdentityIdKind.ResourceId, { } all) => all.TextOrNull("xms_mirid"),
            _ => null,
        };
        return named is null || named.Equals(Id, StringComparison.OrdinalIgnoreCase) ? null : named;
    }

    /// <summary>The identity of a profile's row.</summary>
    /// <exception cref="UserError">The row says something that no version of the Azure CLI writes.</exception>
    public static AssignedIdentity From(string info) =>
        info == SystemInfo ? OfSystem
        : Rest(info, ClientInfo) is { } client ? new(IdentityIdKind.ClientId, client)
        : Rest(info, ObjectInfo) is { } byObject ? new(IdentityIdKind.ObjectId, byObject)
        : Rest(info, ResourceInfo) is { } resource ? new(IdentityIdKind.ResourceId, resource)
        : throw new UserError($"The profile has an unknown kind of managed identity: '{info}'.",
            "To sign in again, run: az login --identity");

    private static string? Rest(string info, string start) =>
        info.StartsWith(start, StringComparison.Ordinal) && info.Length > start.Length ? info[start.Length..] : null;
}

/// <summary>
/// What an access token says of itself. It is the resource's to check; we read it, as the Azure CLI does, for a name and a tenant that
/// nobody else tells us.
/// </summary>
internal static class TokenClaims
{
    /// <summary>The claims; null when this is no JWT.</summary>
    public static JsonDocument? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        }
        catch (Exception nonsense) when (nonsense is FormatException or JsonException)
        {
            return null;
        }
    }
}
