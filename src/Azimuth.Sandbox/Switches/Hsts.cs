using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Switches;

/// <summary>
/// Answers over TLS demand HTTPS of <c>localhost</c> for a year. Browsers apply that to every port, so the loopback
/// redirect of any later sign-in fails until the rule is deleted: what Troubleshooting in docs/reference.md is about.
/// </summary>
internal sealed class Hsts() : Switch<SwitchSettings>(
    "hsts",
    "HSTS header",
    "Responses have Strict-Transport-Security. In a browser that trusts the CA, this breaks loopback redirects on this machine.",
    SwitchesJson.Default.SwitchSettings), IRequestSwitch
{
    public Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel)
    {
        if (Now.On && context.Request.IsHttps)
        {
            context.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return Task.FromResult<IResult?>(null);
    }
}
