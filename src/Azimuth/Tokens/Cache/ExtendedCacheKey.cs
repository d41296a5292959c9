using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Azimuth.Tokens.Cache;

/// <summary>
/// What tells access tokens apart that were asked for with more in the body than usual: <c>ext_cache_key</c>, as MSAL Python 1.39
/// (<c>token_cache.py</c>) and MSAL.NET 4.92 compute it alike.
/// </summary>
internal static class ExtendedCacheKey
{
    /// <summary>
    /// SHA-256 over names and values in the order of the names, each after its length in bytes, in base64url without case.
    /// </summary>
    public static string Compute(params IEnumerable<(string Name, string Value)> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields.OrderBy(static each => each.Name, StringComparer.Ordinal))
        {
            Append(text, name);
            Append(text, value);
        }

        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    private static void Append(StringBuilder text, string part) =>
        text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part)}:{part}");
}
