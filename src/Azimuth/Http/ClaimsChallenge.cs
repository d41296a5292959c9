using System.Text;

namespace Azimuth.Http;

/// <summary>
/// Continuous access evaluation: a resource refuses a token that it would have taken an hour ago, and says in
/// <c>WWW-Authenticate</c> what the next one must prove (RFC 9470's older sibling; docs/protocol.md, 9.1).
/// </summary>
internal static class ClaimsChallenge
{
    private const string Name = "claims=\"";

    /// <summary>The claims that a 401 asks for, as JSON; null when it asks for none, or when they are no base64.</summary>
    public static string? In(HttpResponseMessage answer)
    {
        if (answer.StatusCode != System.Net.HttpStatusCode.Unauthorized)
        {
            return null;
        }

        foreach (var challenge in answer.Headers.WwwAuthenticate)
        {
            var parameter = challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? challenge.Parameter ?? "" : "";
            var start = parameter.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
            var end = start < 0 ? -1 : parameter.IndexOf('"', start + Name.Length);
            if (end > 0)
            {
                return Decode(parameter[(start + Name.Length)..end]);
            }
        }

        return null;
    }

    private static string? Decode(string base64)
    {
        var bare = base64.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(bare.PadRight((bare.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }
}
