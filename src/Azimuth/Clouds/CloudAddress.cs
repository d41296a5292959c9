namespace Azimuth.Clouds;

/// <summary>Which addresses a cloud may have.</summary>
internal static class CloudAddress
{
    /// <summary>https, or http on this machine: nothing else is ever asked, opened or given a token.</summary>
    public static bool IsSafe(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
