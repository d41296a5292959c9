using System.Security.Cryptography.X509Certificates;
using Azimuth.Http.Errors;
using Azimuth.Http.Handlers;
using Azimuth.Http.Proxy;
using Azimuth.Http.Tls;

namespace Azimuth.Http;

/// <summary>What asking a server once, without any token, told of it and of what lies between.</summary>
public sealed record ServerReport
{
    /// <summary>The server that was asked.</summary>
    public required Uri Server { get; init; }

    /// <summary>The proxy on the way; null for none.</summary>
    public ProxyRoute? Via { get; init; }

    /// <summary>How long it took to get a response, or to fail.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public UserError? Failure { get; init; }

    /// <summary>How far this machine's clock is ahead of the server's; null when it did not tell.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>Who issued the certificate that was shown, as it says itself; null when none was.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether its certificate is out of time. It was asked all the same, since its clock tells who is wrong.</summary>
    public CertificateRejection? OutOfTime { get; init; }
}

/// <summary>
/// Asks a server one question over a connection of its own, the way every other request goes, and looks at everything around the answer.
/// </summary>
/// <param name="settings">Trusted certificates and proxies.</param>
/// <param name="debugLog">Logs the request and the response.</param>
/// <param name="time">This machine's clock, which is compared with the server's.</param>
public sealed class ServerProbe(NetworkSettings settings, DebugLog debugLog, TimeProvider time)
{
    /// <summary>Asks the server. A failure is part of the report.</summary>
    /// <param name="question">A URL that answers without a token.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<ServerReport> AskAsync(Uri question, CancellationToken cancel)
    {
        var sandbox = SandboxOrigins.Read(settings.SandboxReadyFile) is { } origins && origins.Covers(question) ? origins : null;
        var trust = new ServerTrust(sandbox is null ? settings.ExtraTrust : [new(sandbox.CaFile), .. settings.ExtraTrust]);
        string? issuer = null;
        CertificateRejection? outOfTime = null;
        using var transport = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = Network.ProbeConnectTimeout,
            Proxy = settings.Proxies,
            UseProxy = sandbox is null,
        };
        transport.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            issuer = (certificate as X509Certificate2)?.GetNameInfo(X509NameType.SimpleName, forIssuer: true);
            try
            {
                return trust.Believes(sender, certificate, chain, errors);
            }
            catch (CertificateRejection refused) when (refused.Fault == CertificateFault.Time)
            {
                outOfTime = refused;
                return true; // nothing secret is sent
            }
        };

        var clock = new ClockSkewWarning(time, static _ => { });
        var started = time.GetTimestamp();
        var report = new ServerReport
        {
            Server = question,
            Via = sandbox is null ? settings.Proxies.Route(question) : null,
            Took = default
        };
        try
        {
            using var way = new HttpMessageInvoker(new ResponseGuard(
                new LoggingHandler(
                    new IdleTimeoutHandler(new ConnectionErrorHandler(transport), new(Network.ProbeLimit, time, static _ => { })),
                    debugLog,
                    time), settings.UserAgent, Expected.Json, settings.Proxies, clock, settings.SandboxReadyFile));
            using var request = new HttpRequestMessage(HttpMethod.Get, question);
            using var answer = await way.SendAsync(request, cancel);
            return report with
            {
                Took = time.GetElapsedTime(started),
                ClockAhead = clock.Difference(answer),
                Issuer = issuer,
                OutOfTime = outOfTime
            };
        }
        catch (UserError failure)
        {
            return report with { Took = time.GetElapsedTime(started), Failure = failure, Issuer = issuer, OutOfTime = outOfTime };
        }
    }
}
