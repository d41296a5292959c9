using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Azimuth.Http.Proxy;
using Azimuth.Text;

namespace Azimuth.Http.Errors;

/// <summary>
/// The one place where a network that does not work becomes a sentence: what happened, between which two, and the remedy.
/// </summary>
public static class NetworkErrors
{
    /// <summary>The remedy where <c>az doctor</c> finds out more.</summary>
    public const string Doctor = "Run `az doctor` to diagnose this.";

    /// <summary>Whether the network is the cause: a wait that ended counts, unless it was ended by <paramref name="cancel"/>.</summary>
    public static bool IsOne(Exception failure, CancellationToken cancel) =>
        failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancel.IsCancellationRequested);

    /// <summary>The sentence for what <see cref="HttpClient"/> threw.</summary>
    /// <param name="failure">An <see cref="HttpRequestException"/>, or whatever lies around one.</param>
    /// <param name="asked">The server that was asked; null if that is no longer known.</param>
    public static UserError Explain(Exception failure, Uri? asked = null) => Explain(failure, asked, via: null);

    /// <summary>The same, where the proxy is known.</summary>
    internal static UserError Explain(Exception failure, Uri? asked, ProxyRoute? via)
    {
        var server = Name(asked);
        var peer = via?.ToString() ?? server; // the other end of the connection
        return failure switch
        {
            UserError known => known,
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => Tunnel(failure, server, via),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
                $"The response from {server} is too large to be one of Azure's.", cause: failure),
            HttpRequestException when Inner<CertificateRejection>(failure) is { } refused => Certificate(refused, server, asked, failure),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NoName(peer, failure),
            HttpRequestException or SocketException or IOException when Inner<SocketException>(failure) is { } socket =>
                Socket(socket, peer, asked, via, failure),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
                $"The TLS connection to {server} failed: {Innermost(failure).Message} A proxy or a sign-in page of the network may be "
                    + "intercepting it.", Doctor, cause: failure),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
                or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => Cut(server, via, failure),
            HttpRequestException when Inner<ObjectDisposedException>(failure) is not null => Cut(server, via, failure),
            TaskCanceledException or TimeoutException => new(
                $"The connection to {peer} timed out. {Advice(via)}", Doctor, cause: failure),
            _ => new($"The request to {server} failed: {Innermost(failure).Message}", cause: failure),
        };
    }

    /// <summary>Whether nothing listens there.</summary>
    internal static bool IsRefused(Exception failure) =>
        Inner<SocketException>(failure) is { SocketErrorCode: SocketError.ConnectionRefused };

    /// <summary>The server took the request and did not respond.</summary>
    public static UserError Stalled(Uri? asked, TimeSpan timeout) => new(
        $"{Capitalized(Name(asked))} sent nothing for {timeout.TotalSeconds:0} seconds. Check the network and HTTPS_PROXY.");

    /// <summary>The response may still come.</summary>
    internal static string StillSilent(Uri? asked, TimeSpan limit) =>
        $"{Capitalized(Name(asked))} has sent nothing for {CommandTimeouts.Quiet.TotalSeconds:0} seconds. Waiting for up "
            + $"to {limit.TotalSeconds:0} seconds.";

    /// <summary>The server reports a temporary fault.</summary>
    internal static string StillRefused(int status, Uri? asked, TimeSpan limit) =>
        $"{Capitalized(Name(asked))} is unavailable (HTTP {status}). Retrying for up to {limit.TotalSeconds:0} seconds.";

    /// <summary>The authority did not respond, or reported a temporary fault.</summary>
    public static UserError Silent(Exception failure) =>
        new($"The authority did not respond: {failure.Message} Try again in a moment.", cause: failure);

    /// <summary>The server has too much to do, or is broken, and said so in a form that is not Azure's.</summary>
    internal static UserError Busy(HttpResponseMessage answer, Uri? asked)
    {
        var what = (int)answer.StatusCode == 429 ? "is throttling requests" : "is unavailable";
        return new($"{Capitalized(Name(asked))} {what} (HTTP {(int)answer.StatusCode}).{Wait(answer.Headers)}");
    }

    /// <summary>How long a server that has too much to do asks to wait, after a space.</summary>
    internal static string Wait(HttpResponseHeaders? headers) => headers?.RetryAfter switch
    {
        { Delta: { TotalSeconds: > 0 } delta } => $" Try again in {Shown(delta)}.",
        { Date: { } date } => $" Try again after {Shown(date)}.",
        _ => " Try again in a moment.",
    };

    /// <summary>The redirect of a captive portal: Azure's servers never redirect these requests.</summary>
    internal static UserError LedAway(HttpResponseMessage answer, Uri? asked)
    {
        var target = answer.Headers.Location is { IsAbsoluteUri: true } there ? there.GetLeftPart(UriPartial.Path) : "another page";
        return new(
            $"The request to {Name(asked)} was redirected to {target}, which is probably the sign-in page of this network. "
                + "Open it in a browser, sign in to the network, and try again.");
    }

    /// <summary>It reported success with an empty body.</summary>
    internal static UserError NoAnswer(HttpResponseMessage answer, Uri? asked) => new(
        $"{Capitalized(Name(asked))} returned HTTP {(int)answer.StatusCode} without the expected JSON object. Try again in a moment. "
            + "A proxy may be altering the responses.", Doctor);

    /// <summary>
    /// It answered with JSON that is no token response (RFC 6749, section 5.1), or with an ID token that cannot be decoded.
    /// </summary>
    internal static UserError NotToken(Exception failure) => new(
        "The authority returned a token response that cannot be read. Try again in a moment. A proxy may be altering the responses.",
        Doctor, cause: failure);

    /// <summary>Something between us and Azure answered in its stead.</summary>
    public static UserError NotJson(Exception? failure, Uri? asked = null) => new(
        $"{Capitalized(Name(asked))} returned a response that is not JSON; it may come from a proxy or a sign-in page of the network. "
            + "Open any page in a browser, sign in to the network, and try again.",
        cause: failure);

    private static UserError Tunnel(Exception failure, string server, ProxyRoute? via)
    {
        // .NET tells the status in its sentence only.
        var status = failure.Message.AsSpan().TrimEnd(".'\" ") is { Length: >= 3 } text
            && int.TryParse(text[^3..], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
        var proxy = Capitalized(via?.ToString() ?? "the proxy");
        return (status, via) switch
        {
            (407, { User: null }) => new(
                $"{proxy} requires a user name and password (HTTP 407).",
                $"To set them, run: {ShellCommand.Set(via.Source, $"{via.Address.Scheme}://USER:PASSWORD@{via.Address.Authority}")}",
                cause: failure),
            (407, _) =>
                new(
                    $"{proxy} rejected the user name and password that are set (HTTP 407). Check them; write characters such as @ : / "
                        + "in them as %40 %3A %2F.",
                    cause: failure),
            (403, _) =>
                new(
                    $"{proxy} does not allow connections to {server} (HTTP 403). Ask its administrator, or add the host to NO_PROXY if it "
                        + "can be reached without the proxy.",
                    cause: failure),
            (0, _) => new($"{proxy} did not open a connection to {server}: {Innermost(failure).Message}", Doctor, cause: failure),
            _ => new($"{proxy} did not open a connection to {server} (HTTP {status}).", Doctor, cause: failure),
        };
    }

    private static UserError Certificate(CertificateRejection refused, string server, Uri? asked, Exception failure)
    {
        var bundles = refused.Bundles.Count == 0 ? "" : $" {string.Join(' ', refused.Bundles)}";
        return refused.Fault switch
        {
            CertificateFault.Name => new(
                $"The certificate of {server} is for {refused.Names} only (issued by '{refused.Issuer}'). The address may be wrong, or a "
                    + "sign-in page of the network may be intercepting the connection.", Doctor, cause: failure),
            CertificateFault.Issuer => new(
                $"The certificate of {server} was issued by '{refused.Issuer}', which this machine does not trust. If that is the TLS "
                    + "inspection of your organization (a proxy or antivirus), save its CA certificate as a PEM file and set "
                    + $"REQUESTS_CA_BUNDLE to that file.{bundles}",
                $"To trust it, run: {ShellCommand.SetToCertificates()}", cause: failure),
            CertificateFault.NoRoots => new(
                $"The certificate of {server} cannot be verified: this machine has no CA certificates. Install the package "
                    + $"ca-certificates, or set REQUESTS_CA_BUNDLE to a PEM file that has them.{bundles}",
                cause: failure),
            CertificateFault.Time when refused.From > refused.Now => new(
                $"The certificate of {server} is not valid before {Shown(refused.From)}, and the clock of this machine says "
                    + $"{Shown(refused.Now)}. Check the clock.", Doctor, cause: failure),
            CertificateFault.Time => new(
                $"The certificate of {server} expired on {Shown(refused.Until)}, and the clock of this machine says {Shown(refused.Now)}. "
                    + "Check the clock.", Doctor, cause: failure),
            _ => new(
                $"The certificate of {server} was rejected: {refused.Message}{bundles}", asked is null ? null : Doctor, cause: failure),
        };
    }

    private static UserError Socket(
        SocketException socket, string peer, Uri? asked, ProxyRoute? via, Exception failure) => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused when via is null && asked is { IsLoopback: true } => new(
                $"Connection refused by {peer}. If it is a sandbox, start it with: az sandbox start",
                    cause: failure),
            SocketError.ConnectionRefused =>
                new($"Connection refused by {peer}. {Advice(via)}", Doctor, cause: failure),
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => NoName(peer, failure),
            SocketError.TimedOut => new($"The connection to {peer} timed out. {Advice(via)}", Doctor, cause: failure),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown =>
                new($"Cannot connect to {peer}: the network is unreachable. Check the network and VPN.", Doctor, cause: failure),
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected or SocketError.Shutdown =>
                Cut(peer, null, failure),
            _ => new($"Cannot connect to {peer}: {socket.Message}", Doctor, cause: failure),
        };

    private static UserError NoName(string peer, Exception failure) =>
        new($"The host name of {peer} could not be resolved. Check the network, VPN and DNS.", Doctor, cause: failure);

    private static UserError Cut(string server, ProxyRoute? via, Exception failure) => new(
        $"The connection to {server} was closed before the response was complete{(via is null ? "" : $", behind {via}")}. Try again; if "
            + "it happens again, a firewall or proxy may be closing it.", Doctor, cause: failure);

    private static string Advice(ProxyRoute? via) => via is null
        ? "Check the address, or set HTTPS_PROXY if you need a proxy."
        : $"Check {via.Source}, or add the host to NO_PROXY if it needs no proxy.";

    private static string Name(Uri? asked) => asked?.GetLeftPart(UriPartial.Authority) ?? "the server";

    private static string Shown(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Shown(TimeSpan wait) => wait switch
    {
        { TotalSeconds: <= 1 } => "1 second",
        { TotalMinutes: < 2 } => $"{wait.TotalSeconds:0} seconds",
        { TotalHours: < 2 } => $"{wait.TotalMinutes:0} minutes",
        _ => $"{wait.TotalHours:0} hours",
    };

    private static T? Inner<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner && failure is not AuthenticationException)
        {
            failure = inner;
        }

        return failure;
    }

    // The start of a sentence, unless that is an address, which stays as it can be copied.
    private static string Capitalized(string text) =>
        text.StartsWith("http", StringComparison.Ordinal) ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
