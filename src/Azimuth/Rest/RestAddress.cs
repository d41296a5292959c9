using Azimuth.Clouds;
using Azimuth.Text;

namespace Azimuth.Rest;

/// <summary>Where a request of <c>az rest</c> goes.</summary>
public static class RestAddress
{
    /// <summary>
    /// The address that was typed: whole, or below the active cloud's ARM (<c>/subscriptions?api-version=…</c>). Parameters are
    /// appended as Python's <c>requests</c> does it: encoded, behind what is there already.
    /// </summary>
    /// <exception cref="UserError">It is none, it is neither https nor http, or it hides its host behind a user name.</exception>
    public static Uri Read(string text, IReadOnlyList<KeyValuePair<string, string>> parameters, Cloud cloud)
    {
        var trimmed = ShellPath.Restore(text.Trim());
        if (ShellPath.IsOnDrive(trimmed))
        {
            throw new UserError(
                $"'{text}' is a path on this machine. Git Bash converts arguments that begin with '/': set MSYS_NO_PATHCONV=1, or use the "
                    + $"full URL, {cloud.ResourceManager}/…");
        }

        // A slash in between, whatever was typed: "@evil.example/" behind ARM's name would make that a user name.
        var whole = IsWhole(trimmed) ? trimmed : $"{cloud.ResourceManager}/{trimmed.TrimStart('/')}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var address))
        {
            throw new UserError($"'{text}' is not a valid URL. Use https://HOST/PATH, or /PATH for {cloud.ResourceManager}/PATH.");
        }

        Check(address);
        return parameters.Count == 0 ? address : Append(address, parameters);
    }

    /// <summary>Whether the text names its host itself; else it is a path below the active cloud's ARM.</summary>
    public static bool NamesHost(string text) => IsWhole(ShellPath.Restore(text.Trim()));

    private static bool IsWhole(string trimmed) => !trimmed.StartsWith('/') && trimmed.Contains("://", StringComparison.Ordinal);

    /// <summary>Refuses an address that must not be requested.</summary>
    /// <exception cref="UserError">Neither https nor http, or a user name before the host.</exception>
    internal static void Check(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
        {
            throw new UserError($"'{address.Scheme}://' is not supported. Use https:// or http://.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new UserError(
                $"The URL has credentials before its host '{address.Host}'. Remove the part before the '@', and pass credentials in "
                    + "--headers.");
        }
    }

    private static Uri Append(Uri address, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var query = string.Join('&', parameters.Select(each => $"{Encode(each.Key)}={Encode(each.Value)}"));
        var before = address.Query.TrimStart('?');
        return new UriBuilder(address) { Query = before.Length == 0 ? query : $"{before}&{query}" }.Uri;
    }

    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
