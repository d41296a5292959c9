using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Azimuth.Flows.Loopback.Requests;

/// <summary>What the browser shows when the sign-in has come back to <c>az</c>. Complete documents, without script.</summary>
public static class LandingPages
{
    /// <summary>Longer reasons are cut: a page is no place for what a hostile authority can send.</summary>
    private const int LongestReason = 2_000;

    private const string Style = """
        :root{color-scheme:light dark;--paper:#f3efe6;--ring:#e9e3d5;--card:#fffdf8;--sunk:#f6f2e9;--ink:#1c292d;
        --muted:#55646a;--line:#ddd5c4;--good:#1d6a45;--bad:#9c241c}
        @media (prefers-color-scheme:dark){:root{--paper:#0f181b;--ring:#142024;--card:#18252a;--sunk:#121d21;--ink:#e6edeb;
        --muted:#a4b4b4;--line:#2c3d42;--good:#86d9a8;--bad:#ffa598}}
        body{margin:0;min-height:100vh;color:var(--ink);
        background:repeating-radial-gradient(circle at 50% 18rem,var(--paper) 0 5.9rem,var(--ring) 5.9rem 6rem);
        font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        main{box-sizing:border-box;width:min(30rem,100% - 2rem);margin:0 auto;position:relative;top:clamp(1.5rem,14vh,8rem);
        padding:clamp(1.5rem,6vw,2.5rem);background:var(--card);border:1px solid var(--line);border-radius:1rem;
        box-shadow:0 12px 32px #0002}
        svg{width:3.4rem;height:3.4rem;margin-bottom:1rem}
        .good{color:var(--good)}.bad{color:var(--bad)}
        h1{margin:0 0 .4rem;font-size:1.6rem;line-height:1.25}
        p{margin:0 0 1rem}p:last-child{margin:0;color:var(--muted)}
        pre{margin:0 0 1rem;padding:.8rem 1rem;background:var(--sunk);border:1px solid var(--line);
        border-inline-start:.25rem solid var(--bad);border-radius:.5rem;font:.92rem/1.5 ui-monospace,Menlo,"DejaVu Sans Mono",monospace;
        white-space:pre-wrap}
        """;

    private const string Tick = "M15 25l6 6 12-14";
    private const string Cross = "M17 17l14 14M31 17L17 31";

    /// <summary>
    /// The value of <c>Content-Security-Policy</c> that both pages must be sent with: nothing may load or run, and of
    /// styles only the one inside, by its hash.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; " +
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>The page after a sign-in that succeeded.</summary>
    public static string Success() => Document("You are signed in", "good", Tick, "",
        "You can close this window and return to your terminal.");

    /// <summary>The server refused. Its reason is shown as text, with everything visible that could hide in it.</summary>
    /// <param name="error">The OAuth error code, such as <c>access_denied</c>.</param>
    /// <param name="description">The server's <c>error_description</c>, if it sent one.</param>
    public static string Failure(string error, string? description) => Document("Sign-in failed", "bad", Cross,
        $"<pre>{Encode(string.IsNullOrEmpty(description) ? error : $"{error}\n{description}")}</pre>\n",
        "You can close this window. Your terminal shows what to do next.");

    private static string Document(string title, string outcome, string mark, string reason, string goOn) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} · az</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <svg class="{outcome}" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3"
            stroke-linecap="round" stroke-linejoin="round"><circle cx="24" cy="24" r="21"/><path d="{mark}"/></svg>
        <h1>{title}</h1>
        {reason}<p>{goOn}</p>
        </main>
        </body>
        </html>

        """;

    private static string Encode(string text)
    {
        var html = new StringBuilder();
        foreach (var rune in Shorten(text).ReplaceLineEndings("\n").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => html.Append('\n'), // Entra ID's reasons have several lines
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ when IsHidden(rune) => html.Append(CultureInfo.InvariantCulture, $"⟦U+{rune.Value:X4}⟧"),
                _ => html.Append(rune.ToString()),
            };
        }

        return html.ToString();
    }

    private static string Shorten(string text) => text.Length <= LongestReason ? text : text[..LongestReason] + "…";

    // Cf holds the bidirectional controls and the zero-width characters; Zl and Zp are U+2028 and U+2029.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
