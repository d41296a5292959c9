using System.Buffers;

namespace Azimuth.Flows.Tenants;

/// <summary>A tenant as a part of the authority's address: its ID or one of its domains (RFC 1123, 2.1), and nothing else.</summary>
internal static class TenantSegment
{
    private const int Longest = 253;
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>The tenant itself.</summary>
    /// <exception cref="UserError">It is neither an ID nor a domain.</exception>
    public static string From(string tenant) =>
        tenant.Length is > 0 and <= Longest && !tenant.AsSpan().ContainsAnyExcept(Allowed) && tenant is not ("." or "..")
            ? tenant
            : throw new UserError(
                $"'{tenant}' is not a valid tenant. Use its ID (a GUID) or one of its domains, such as contoso.onmicrosoft.com.");
}
