using System.Buffers;

namespace Azimuth.Clouds;

/// <summary>Which addresses a cloud may have.</summary>
internal static class CloudAddress
{
    // No escapes, user names, backslashes, spaces, other alphabets.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:/");

    private static readonly SearchValues<char> Beyond = SearchValues.Create(" \t\r\n\\?#");

    /// <summary>https, or http on this machine: nothing else is ever asked, opened or given a token.</summary>
    public static bool IsSafe(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>The same for an address to which paths are appended: no query, no spaces around it, no backslashes.</summary>
    public static bool IsSafeBase(string text) => IsSafe(text) && !text.AsSpan().ContainsAny(Beyond);

    /// <summary>
    /// An https address that can be read in one way only; null for any other. The authority reads an audience as it is written,
    /// and we by the rules of addresses: both must see the same host and path.
    /// </summary>
    public static Uri? PlainHttps(string text) =>
        !text.AsSpan().ContainsAnyExcept(Plain)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.AbsoluteUri.AsSpan().TrimEnd('/').Equals(text.AsSpan().TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
            ? address
            : null;
}
