using System.Text;
using Azimuth.Flows.Loopback.Listener;
using Azimuth.Flows.Loopback.Requests;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>
/// The address that a browser ended at, as a user pastes it (attack S4). It must be the redirect of this very attempt:
/// people are being taught by phishing pages to paste such addresses, and what is not ours is refused with its reason.
/// </summary>
internal static class ManualBrowserResponse
{
    /// <summary>More characters than any authorization response of Entra ID has.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>The answer in the address, or null and the <paramref name="reason"/>.</summary>
    /// <param name="pasted">What was pasted; blanks and line ends in it come from a window that wrapped it.</param>
    /// <param name="port">The port of this attempt.</param>
    /// <param name="state">The state of this attempt.</param>
    /// <param name="reason">One sentence for the user.</param>
    public static AuthorizationResponseFields? Read(string pasted, int port, string state, out string reason)
    {
        ArgumentNullException.ThrowIfNull(pasted);
        var text = WithoutBlanks(pasted);
        reason = Refusal(text, port);
        if (reason.Length > 0)
        {
            return null;
        }

        // As it was sent: Uri would mend a damaged escape.
        var query = text.Split('#')[0].Split('?', 2)[1];
        return FormFields.Read(Encoding.UTF8.GetBytes(query)) is { } form
            ? AuthorizationResponseFields.Read(form, state, out reason)
            : Refuse("The URL is damaged. Copy it again, from its first to its last character.", out reason);
    }

    private static string Refusal(string text, int port)
    {
        if (text.Length > Longest)
        {
            return "That is longer than any response of a sign-in page.";
        }

        if (!text.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            return $"That is not a URL. Paste the full URL from the browser's address bar; it begins with http://localhost:{port}/.";
        }

        return address switch
        {
            { Scheme: "https" } when address.AbsolutePath.EndsWith("/authorize", StringComparison.Ordinal) =>
                "That is the URL of the sign-in page. Sign in there, and paste the URL that the browser is redirected to.",
            _ when address.Scheme != "http" || address.Host != "localhost" || address.UserInfo.Length > 0 || address.AbsolutePath != "/" =>
                $"That URL does not begin with http://localhost:{port}/, so it does not belong to this sign-in.",
            _ when address.Port != port =>
                $"That URL belongs to another sign-in: its port is {address.Port}, and the port of this sign-in is {port}.",
            { Query.Length: 0 or 1 } => "That URL is incomplete: the part after the '?' is missing.",
            _ => "",
        };
    }

    private static AuthorizationResponseFields? Refuse(string why, out string reason)
    {
        reason = why;
        return null;
    }

    private static string WithoutBlanks(string text) => text.AsSpan().ContainsAny(" \t\r\n")
        ? string.Concat(text.Where(letter => letter is not (' ' or '\t' or '\r' or '\n')))
        : text;
}
