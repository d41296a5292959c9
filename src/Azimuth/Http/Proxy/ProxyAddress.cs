using System.Globalization;
using Azimuth.Text;

namespace Azimuth.Http.Proxy;

/// <summary>
/// Reads the address of a proxy as curl does: <c>[scheme://][user[:password]@]host[:port]</c>, user and password up to the last
/// <c>@</c> and percent-decoded, so that a Windows domain or an <c>@</c> in a password stands as it is. What could be read in two
/// ways is refused, with the character and how it is written; the value, which may hold a password, is never shown.
/// </summary>
internal static class ProxyAddress
{
    private const string Example = "http://proxy.example:3128";
    private const string ExampleWithUser = "http://USER:PASSWORD@proxy.example:3128";

    /// <summary>The route that the variable <paramref name="name"/> names.</summary>
    /// <exception cref="UserError">It names none.</exception>
    public static ProxyRoute Parse(string name, string value)
    {
        var start = value.IndexOf("://", StringComparison.Ordinal);
        var scheme = Scheme(name, start < 0 ? "http" : value[..start]);
        var rest = start < 0 ? value : value[(start + 3)..];
        var at = rest.LastIndexOf('@');
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0 && end < at)
        {
            throw Special(name, rest[end]); // of the password, or the end of the host: who could tell?
        }

        var user = at < 0 ? "" : rest[..at];
        if (user.AsSpan().IndexOfAnyInRange('\0', ' ') is >= 0 and var blank)
        {
            throw Special(name, user[blank]);
        }

        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var userName = Uri.UnescapeDataString(colon < 0 ? user : user[..colon]);
        return new(
            Server(name, scheme, rest[(at + 1)..(end < 0 ? rest.Length : end)]),
            name,
            userName.Length == 0 ? null : userName,
            new(colon < 0 ? "" : Uri.UnescapeDataString(user[(colon + 1)..])));
    }

    // .NET lets a proxy of SOCKS 5 resolve names, which curl calls socks5h; curl's "socks" is SOCKS 4.
    private static string Scheme(string name, string scheme) => scheme.ToLowerInvariant() switch
    {
        "socks5h" => "socks5",
        "socks" => "socks4",
        "http" or "https" or "socks4" or "socks4a" or "socks5" => scheme.ToLowerInvariant(),
        _ => throw Refusal(name, "It must begin with http://, https://, socks4:// or socks5://."),
    };

    private static Uri Server(string name, string scheme, string host)
    {
        foreach (var character in host)
        {
            if (!char.IsLetterOrDigit(character) && !"-._~:[]%".Contains(character, StringComparison.Ordinal))
            {
                throw Refusal(name, $"The host contains {Shown(character)}.");
            }
        }

        if (host.Count(':') > 1 && !host.StartsWith('['))
        {
            throw Refusal(name, "Write an IPv6 address in brackets, such as http://[fd00::1]:3128.");
        }

        var colon = host.LastIndexOf(':');
        var hasPort = colon >= 0 && host.IndexOf(']', StringComparison.Ordinal) < colon;
        if (hasPort
            && (!ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0))
        {
            throw Refusal(name, "Its port is not a number from 1 to 65535.");
        }

        return Uri.TryCreate($"{scheme}://{host}", UriKind.Absolute, out var address)
            && address.Host.Length > 0
            && address.UserInfo.Length == 0
            ? address
            : throw Refusal(name, "It contains no host name.");
    }

    private static UserError Special(string name, char character) => new(
        $"{name} does not hold the address of a proxy. In a user name or password, write {Shown(character)} as %{(int)character:X2}.",
        $"To set it, run: {ShellCommand.Set(name, ExampleWithUser)}");

    private static UserError Refusal(string name, string reason) =>
        new($"{name} does not hold the address of a proxy. {reason}", $"To set it, run: {ShellCommand.Set(name, Example)}");

    private static string Shown(char character) => character switch
    {
        ' ' => "a space",
        _ when char.IsControl(character) => $"the control character U+{(int)character:X4}",
        _ => $"'{character}'",
    };
}
