using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Azimuth.Sandbox.Hosting.Listening;

/// <summary>Kestrel on sockets that are bound already, with limits that suit many tenants at once.</summary>
internal static class KestrelSetup
{
    /// <summary>One client asks for the tokens of all its tenants over one connection; the default of 100 would queue them.</summary>
    private const int StreamsPerConnection = 1000;

    public static void Listen(this IWebHostBuilder web, Listeners listeners, X509Certificate2 leaf)
    {
        web.UseKestrelCore();
        web.UseSockets(sockets => sockets.CreateBoundListenSocket = listeners.Take);
        web.UseKestrelHttpsConfiguration();
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024; // a scenario of 10,000 listed subscriptions has 1 MiB
            foreach (var endpoint in listeners.Https)
            {
                // Its own copy of the certificate: the caller's ends with the caller.
                var certificate = new X509Certificate2(leaf);
                kestrel.Listen(endpoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1AndHttp2;
                    listen.UseHttps(certificate);
                });
            }

            kestrel.Listen(listeners.Pages);
        });
    }
}
