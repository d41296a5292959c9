using Azimuth.Http.Handlers;
using Azimuth.Http.Proxy;
using Azimuth.Http.Tls;
using Microsoft.Identity.Client;

namespace Azimuth.Http;

/// <summary>
/// The process's way to the network: one handler, one pool of connections, for MSAL and for ARM alike. Nothing is opened
/// before the first request.
/// </summary>
/// <param name="settings">Trusted certificates, proxies and the User-Agent.</param>
/// <param name="debugLog">Logs each request and response, with secrets redacted.</param>
/// <param name="time">Measures the pauses between retries.</param>
/// <param name="warn">Receives each warning for the user: one sentence.</param>
/// <param name="timeouts">Limits waits for servers; null for the default, without messages.</param>
public sealed class Network(
    NetworkSettings settings, DebugLog debugLog, TimeProvider time, Action<string> warn, CommandTimeouts? timeouts = null)
    : IMsalHttpClientFactory, IDisposable
{
    /// <summary>How long <c>az doctor</c> waits for a server.</summary>
    internal static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(8);

    internal static readonly TimeSpan ProbeConnectTimeout = TimeSpan.FromSeconds(5);

    // The wait for the answer begins with the connection: a moment more, so that the sentence is the connection's.
    private static readonly TimeSpan ConnectMargin = TimeSpan.FromMilliseconds(500);

    private readonly CommandTimeouts _timeouts = timeouts ?? CommandTimeouts.Silent(time);

    private readonly List<IDisposable> _made = [];

    /// <summary>
    /// For ARM: HTTP/2, retried, narrated. No redirect is followed, so that no token travels where it was not sent.
    /// Answers are as long as the server makes them; who reads them sets the bound.
    /// </summary>
    public HttpMessageInvoker Arm => field ??= Keep(new HttpMessageInvoker(Pipeline(ArmTransport, Expected.Json)));

    /// <summary>For <c>az rest</c>: as <see cref="Arm"/>, but sent once, since the effect of sending it twice is unknown.</summary>
    public HttpMessageInvoker Rest =>
        field ??= Keep(new HttpMessageInvoker(Whole(Exchange(ArmTransport), Expected.Anything, settings.Proxies)));

    /// <summary>The User-Agent.</summary>
    public string UserAgent => settings.UserAgent;

    /// <summary>For the authority: as <see cref="Arm"/>, each answer at most 1 MiB, and always verified.</summary>
    public HttpClient Authority =>
        field ??= Keep(new HttpClient(Pipeline(Router, Expected.SmallJson)) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>
    /// For the endpoint that has this machine's tokens: never through a proxy, whatever its address, since it is the machine's own
    /// and a proxy would answer for another machine.
    /// </summary>
    /// <param name="listener">Receives each response.</param>
    /// <param name="trust">The trusted certificates; null for the default ones.</param>
    /// <param name="connectTimeout">How long its connection may take; null for the usual patience.</param>
    public HttpClient Machine(
        Func<HttpMessageHandler, DelegatingHandler> listener, System.Net.Security.RemoteCertificateValidationCallback? trust,
        TimeSpan? connectTimeout)
    {
        var handler = Handler(trust ?? new ServerTrust(settings.ExtraTrust).Believes);
        handler.UseProxy = false;
        handler.ConnectTimeout = connectTimeout ?? handler.ConnectTimeout;
        return Keep(
            new HttpClient(
                Whole(
                    listener(new RetryHandler(Exchange(handler), RetryRule.Machine, _timeouts, debugLog, time)),
                    Expected.SmallJson,
                    proxies: null))
            { Timeout = Timeout.InfiniteTimeSpan });
    }

    private HttpMessageHandler ArmTransport => field ??= settings is { Transport: null, TrustAnyArm: true } ? Unverified() : Router;

    // Where each request goes: the sandbox's origins have a handler of their own, so that its CA is never even consulted elsewhere.
    private HttpMessageHandler Router => field ??= settings.Transport is { } given ? new Borrowed(given) : new OriginRouter(
        Handler(new ServerTrust(settings.ExtraTrust).Believes), () => SandboxOrigins.Read(settings.SandboxReadyFile), Trusting);

    /// <summary>For <c>az doctor</c>: asks a server and looks at what lies between.</summary>
    public ServerProbe Probe => field ??= new(settings, debugLog, time);

    private ClockSkewWarning Clock => field ??= new(time, warn);

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => Authority;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var each in _made)
        {
            each.Dispose();
        }
    }

    private SocketsHttpHandler Unverified()
    {
        warn("Connection verification disabled by environment variable AZURE_CLI_DISABLE_CONNECTION_VERIFICATION");
        return Handler((_, certificate, _, _) => certificate is not null);
    }

    private ResponseGuard Pipeline(HttpMessageHandler transport, Expected expected) =>
        Whole(new RetryHandler(Exchange(transport), RetryRule.Usual, _timeouts, debugLog, time), expected, settings.Proxies);

    private ResponseGuard Whole(HttpMessageHandler inner, Expected expected, Proxies? proxies) =>
        new(inner, settings.UserAgent, expected, proxies, Clock, settings.SandboxReadyFile);

    private LoggingHandler Exchange(HttpMessageHandler transport) =>
        new(new GzipHandler(new IdleTimeoutHandler(new ConnectionErrorHandler(transport), _timeouts)), debugLog, time);

    private SocketsHttpHandler Trusting(SandboxOrigins sandbox)
    {
        var ca = new TrustSource(sandbox.CaFile);
        var handler = Handler(new ServerTrust([ca, .. settings.ExtraTrust]).Believes);
        if (OperatingSystem.IsLinux()) // where .NET reads the system's roots from files, all of them
        {
            handler.SslOptions.CertificateChainPolicy = ServerTrust.Only(ca);
        }

        handler.UseProxy = false;
        return handler;
    }

    private SocketsHttpHandler Handler(System.Net.Security.RemoteCertificateValidationCallback trust) => Keep(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = _timeouts.Longest - ConnectMargin,
        EnableMultipleHttp2Connections = true,
        Proxy = settings.Proxies,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = trust },
    });

    // Whoever gave it disposes it.
    private sealed class Borrowed(HttpMessageHandler given) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _given = new(given, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _given.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _given.Dispose();
            base.Dispose(disposing);
        }
    }

    private T Keep<T>(T made)
        where T : IDisposable
    {
        _made.Add(made);
        return made;
    }
}
