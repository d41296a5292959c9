using System.Net;
using Azimuth.Sandbox.Hosting.Startup;

namespace Azimuth.Sandbox.Hosting.Listening;

/// <summary>
/// Every listener answers only under names of this machine (attack S5): a foreign name that was pointed at
/// 127.0.0.1 (DNS rebinding) gets 421 and no byte more.
/// </summary>
internal sealed class HostNames(RequestDelegate next, ServeOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsOurs(context.Request.Host.Host))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    private bool IsOurs(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback)))
        || options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
