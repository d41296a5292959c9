using System.Security.Cryptography;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Browser;

/// <summary>
/// What a browser carries: who is signed in in it, and a secret that ties a sign-in in progress to it. Cookies do not tell
/// ports apart, so their names hold the sandbox's ID.
/// </summary>
internal sealed class BrowserCookies(Origins origins, Sealer sealer, Revocations revocations, TenantDirectory azure)
{
    /// <summary>How many people may be signed in in one browser; a cookie has 4 KB.</summary>
    private const int Most = 8;

    private static readonly TimeSpan StayFor = TimeSpan.FromDays(90);

    public string SessionsName { get; } = $"azimuth_{origins.Id}_sessions";

    private string BrowserName { get; } = $"azimuth_{origins.Id}_browser";

    /// <summary>The people who are signed in: those that exist and were not revoked since.</summary>
    public IReadOnlyList<SignedIn> Sessions(HttpRequest request) => Sessions(request.Cookies[SessionsName]);

    /// <param name="cookie">The cookie's value.</param>
    public IReadOnlyList<SignedIn> Sessions(string? cookie) =>
        sealer.Open(SealedKinds.Sessions, cookie, SealedJson.Default.ListSession) is not { } sessions ? []
        : [.. sessions.Select(session => (Session: session, Person: azure.FindPerson(session.Person)))
            .Where(one => one.Person is not null && one.Session.Generation >= revocations.Of(one.Session.Person))
            .Select(one => new SignedIn(one.Session, one.Person!))];

    /// <param name="stay">Whether the browser keeps it when it is closed.</param>
    public void Remember(HttpContext context, Session session, bool stay)
    {
        var others = Sessions(context.Request).Select(one => one.Session).Where(other => other.Person != session.Person);
        var options = Options(context.Request);
        options.MaxAge = stay ? StayFor : null;
        context.Response.Cookies.Append(SessionsName, Value([session, .. others.Take(Most - 1)]), options);
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(SessionsName, Options(context.Request));

    /// <summary>The cookie's value for one session, for a test's browser.</summary>
    public string Value(IEnumerable<Session> sessions) => sealer.Seal(SealedKinds.Sessions, [.. sessions], SealedJson.Default.ListSession);

    /// <summary>The browser's own secret; given to one that has none.</summary>
    public string Browser(HttpContext context)
    {
        if (context.Request.Cookies[BrowserName] is { Length: 32 } known)
        {
            return known;
        }

        var fresh = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.Cookies.Append(BrowserName, fresh, Options(context.Request));
        return fresh;
    }

    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax, // an application opens the page from elsewhere, and that must find the session
        Secure = request.IsHttps,
        Path = "/",
    };
}
