using Azimuth.Clouds;

namespace Azimuth.Rest;

/// <summary>
/// What the active cloud knows of an address. Scheme, host and port are compared as wholes: the Azure CLI compares the
/// beginning of the text, so that <c>https://management.azure.com.evil.example</c> gets a token for ARM (attack S8).
/// </summary>
public static class RestTarget
{
    private const string Arm = "resource_manager";

    private const string NoResource =
        "Can't derive appropriate Azure AD resource from --url to acquire an access token. If access token is required, use --resource "
            + "to specify the resource";

    /// <summary>The scopes of the token that a request brings; null: it brings none.</summary>
    /// <param name="address">Where the request goes.</param>
    /// <param name="typed">The address as it was typed, with or without a host.</param>
    /// <param name="named">The resource that was named; null: the address says which.</param>
    /// <param name="cloud">The active cloud.</param>
    /// <param name="warn">Receives why there is no token, and that one goes to another host than the cloud's.</param>
    /// <exception cref="UserError">Only an environment variable says that the host is the cloud's, and a token is not sent there for
    /// that.</exception>
    public static string[]? ScopesOf(Uri address, string typed, string? named, Cloud cloud, Action<string> warn)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            if (named is not null)
            {
                warn($"No token is sent to {address.GetLeftPart(UriPartial.Authority)}, because the connection is not encrypted.");
            }

            return null;
        }

        if ((named ?? ResourceOf(address, cloud)) is not { } resource)
        {
            warn(NoResource);
            return null;
        }

        if (!IsExpected(address, resource, cloud))
        {
            if (!RestAddress.NamesHost(typed))
            {
                throw new UserError(
                    $"No token for '{resource}' is sent to {address.Authority}: only {MetadataClouds.Variable} says that '{typed}' is "
                        + "there. To send it, use the full URL in --url.");
            }

            warn($"A token for '{resource}' is sent to {address.Authority}, which is not a host of the cloud '{cloud.Name}'.");
        }

        return [$"{resource}/.default"];
    }

    /// <summary>The resource whose token the address gets; null when it is none of the cloud's. Nothing by http gets one.</summary>
    /// <remarks>Of two endpoints on one host the one with the longer path counts, else ARM.</remarks>
    public static string? ResourceOf(Uri address, Cloud cloud)
    {
        string? found = null;
        var (longest, best) = (-1, "");
        foreach (var (name, value) in cloud.Endpoints)
        {
            if (address.Scheme != Uri.UriSchemeHttps || !TryRead(value, out var endpoint) || !IsBelow(address, endpoint)
                // it is the audience, which the authority reads as it is written
                || (name != Arm && CloudAddress.PlainHttps(value) is null))
            {
                continue;
            }

            // Names in order, as the Azure CLI goes through them, but ARM before all.
            var length = endpoint.AbsolutePath.Length;
            if (length > longest || (length == longest && best != Arm && (name == Arm || string.CompareOrdinal(name, best) < 0)))
            {
                (longest, best) = (length, name);
                found = name == Arm ? cloud.ManagementResource : value;
            }
        }

        return found;
    }

    /// <summary>Whether it is the active cloud's ARM.</summary>
    public static bool IsArm(Uri address, Cloud cloud) =>
        cloud.Endpoints.TryGetValue(Arm, out var value) && TryRead(value, out var endpoint) && IsSameOrigin(address, endpoint);

    /// <summary>Whether the address is on a host that the active cloud names. Only such a host may ask for claims.</summary>
    public static bool IsNamed(Uri address, Cloud cloud) =>
        cloud.Endpoints.Values.Any(value => TryRead(value, out var endpoint) && IsSameOrigin(address, endpoint));

    /// <summary>
    /// Whether a token for <paramref name="resource"/> has a reason to go there: a host of the cloud, below one of its suffixes, or the
    /// resource's own.
    /// </summary>
    /// <remarks>In a cloud of which only <c>ARM_CLOUD_METADATA_URL</c> knows, a host is a reason for its own resource and for no
    /// other.</remarks>
    public static bool IsExpected(Uri address, string resource, Cloud cloud) =>
        (cloud.IsOwnWord
            ? IsNamed(address, cloud) || cloud.Suffixes.Values.Any(suffix => IsBelow(address.IdnHost, suffix.TrimStart('.')))
            : ResourceOf(address, cloud) is { } its && its.TrimEnd('/') == resource.TrimEnd('/'))
        || (TryRead(resource, out var own)
            && (own.IdnHost.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase) || IsBelow(address.IdnHost, own.IdnHost)));

    /// <summary>Scheme, host and port are the same.</summary>
    internal static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(Uri address, Uri endpoint)
    {
        var folder = endpoint.AbsolutePath.TrimEnd('/');
        return IsSameOrigin(address, endpoint)
            && (folder.Length == 0
                || address.AbsolutePath == folder
                || address.AbsolutePath.StartsWith($"{folder}/", StringComparison.Ordinal));
    }

    private static bool IsBelow(string host, string suffix) =>
        suffix.Length > 0
            && host.Length > suffix.Length
            && host[^(suffix.Length + 1)] == '.'
            && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);

    // Some endpoints of the list are no addresses (gallery items of a custom cloud, empty values).
    private static bool TryRead(string value, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? endpoint) =>
        Uri.TryCreate(value, UriKind.Absolute, out endpoint) && endpoint.Scheme is "https" && endpoint.UserInfo.Length == 0;
}
