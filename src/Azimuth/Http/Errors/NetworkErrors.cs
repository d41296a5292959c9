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
    private const string Doctor = "az doctor";

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
        var whom = Name(asked);
        var peer = via?.ToString() ?? whom; // whom we have a connection with
        return failure switch
        {
            UserError known => known,
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => Tunnel(failure, whom, via),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
                $"The answer of {whom} is too large to be one of Azure's.", cause: failure),
            HttpRequestException when Inner<CertificateRejection>(failure) is { } refused => Certificate(refused, whom, asked, failure),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NoName(peer, failure),
            HttpRequestException or SocketException or IOException when Inner<SocketException>(failure) is { } socket =>
                Socket(socket, peer, asked, via, failure),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
                $"{Capitalized(whom)} does not speak TLS as it should: {Innermost(failure).Message} A proxy or a sign-on page of the "
                    + "network may be in between.", Doctor, cause: failure),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
                or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => Cut(whom, via, failure),
            HttpRequestException when Inner<ObjectDisposedException>(failure) is not null => Cut(whom, via, failure),
            TaskCanceledException or TimeoutException => new(
                $"No connection to {peer}: it did not answer in time. {Advice(via)}", Doctor, cause: failure),
            _ => new($"The exchange with {whom} failed: {Innermost(failure).Message}", cause: failure),
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
        $"{Capitalized(Name(asked))} answers {status}. Trying again for up to {limit.TotalSeconds:0} seconds.";

    /// <summary>The authority did not respond, or reported a temporary fault.</summary>
    public static UserError Silent(Exception failure) =>
        new($"The authority does not answer: {failure.Message} Try again in a moment.", cause: failure);

    /// <summary>The server has too much to do, or is broken, and said so in no words of Azure's.</summary>
    internal static UserError Busy(HttpResponseMessage answer, Uri? asked)
    {
        var what = (int)answer.StatusCode == 429 ? "takes no more requests for now" : "is out of order";
        return new($"{Capitalized(Name(asked))} {what} ({(int)answer.StatusCode}).{Wait(answer.Headers)}");
    }

    /// <summary>How long a server that has too much to do asks to wait, after a space.</summary>
    internal static string Wait(HttpResponseHeaders? headers) => headers?.RetryAfter switch
    {
        { Delta: { TotalSeconds: > 0 } delta } => $" It asks to wait for {Shown(delta)}.",
        { Date: { } date } => $" It asks to wait until {Shown(date)}.",
        _ => " Try again in a moment.",
    };

    /// <summary>The redirect of a captive portal: Azure's servers never redirect these requests.</summary>
    internal static UserError LedAway(HttpResponseMessage answer, Uri? asked)
    {
        var target = answer.Headers.Location is { IsAbsoluteUri: true } there ? there.GetLeftPart(UriPartial.Path) : "another page";
        return new(
            $"{Capitalized(Name(asked))} was answered for by somebody who leads to {target}: probably the sign-on page of this network. "
                + "Open it in a browser, sign on, and try again.");
    }

    /// <summary>It reported success with an empty body.</summary>
    internal static UserError NoAnswer(HttpResponseMessage answer, Uri? asked) => new(
        $"{Capitalized(Name(asked))} answered {(int)answer.StatusCode} without the JSON object that is expected. Try again in a moment; "
            + "a proxy of the network may be in between.", Doctor);

    /// <summary>
    /// It answered with JSON that is no token response (RFC 6749, section 5.1), or with an ID token that cannot be decoded.
    /// </summary>
    internal static UserError NotToken(Exception failure) => new(
        "The authority answered with a token response that cannot be read. Try again in a moment; a proxy of the network may be in "
            + "between.", Doctor, cause: failure);

    /// <summary>Something between us and Azure answered in its stead.</summary>
    public static UserError NotJson(Exception? failure, Uri? asked = null) => new(
        $"{Capitalized(Name(asked))} answered with something else than JSON: a proxy or a sign-on page of the network may be in between. "
            + "Open any page in a browser, sign on to the network, and try again.",
        cause: failure);

    private static UserError Tunnel(Exception failure, string whom, ProxyRoute? via)
    {
        // .NET tells the status in its sentence only.
        var status = failure.Message.AsSpan().TrimEnd(".'\" ") is { Length: >= 3 } text
            && int.TryParse(text[^3..], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
        var proxy = Capitalized(via?.ToString() ?? "the proxy");
        return (status, via) switch
        {
            (407, { User: null }) => new(
                $"{proxy} wants a user name and a password (407).",
                ShellCommand.Set(via.Source, $"{via.Address.Scheme}://USER:PASSWORD@{via.Address.Authority}"), cause: failure),
            (407, _) =>
                new(
                    $"{proxy} refuses the user name and password that stand there (407). Characters such as @ : / in them are written as "
                        + "%40 %3A %2F.",
                    cause: failure),
            (403, _) =>
                new(
                    $"{proxy} does not allow connections to {whom} (403). Ask whoever runs it, or, where the direct way is open, add the "
                        + "host to NO_PROXY.",
                    cause: failure),
            (0, _) => new($"{proxy} did not open a connection to {whom}: {Innermost(failure).Message}", Doctor, cause: failure),
            _ => new($"{proxy} did not open a connection to {whom} (it answered {status}).", Doctor, cause: failure),
        };
    }

    private static UserError Certificate(CertificateRejection refused, string whom, Uri? asked, Exception failure)
    {
        var bundles = refused.Bundles.Count == 0 ? "" : $" {string.Join(' ', refused.Bundles)}";
        return refused.Fault switch
        {
            CertificateFault.Name => new(
                $"Whoever answers for {whom} has a certificate for {refused.Names} only (issued by '{refused.Issuer}'): a sign-on page "
                    + "of the network may be in between, or the address is wrong.", Doctor, cause: failure),
            CertificateFault.Issuer => new(
                $"The certificate of {whom} was issued by '{refused.Issuer}', which this machine does not trust. If that is your "
                    + "organization's proxy or antivirus, which re-signs traffic, save its CA's certificate as a PEM file and name "
                    + $"that.{bundles}",
                ShellCommand.SetToCertificates(), cause: failure),
            CertificateFault.NoRoots => new(
                $"The certificate of {whom} cannot be verified: this machine has no CA certificates. Install the package "
                    + $"ca-certificates, or name a PEM file that has them in REQUESTS_CA_BUNDLE.{bundles}",
                cause: failure),
            CertificateFault.Time when refused.From > refused.Now => new(
                $"The certificate of {whom} is good only from {Shown(refused.From)} on, and the clock of this machine "
                    + $"says {Shown(refused.Now)}: it is probably wrong.", Doctor, cause: failure),
            CertificateFault.Time => new(
                $"The certificate of {whom} ended at {Shown(refused.Until)}, and the clock of this machine says {Shown(refused.Now)}: "
                    + "one of the two is wrong.", Doctor, cause: failure),
            _ => new($"The certificate of {whom} is refused: {refused.Message}{bundles}", asked is null ? null : Doctor, cause: failure),
        };
    }

    private static UserError Socket(
        SocketException socket, string peer, Uri? asked, ProxyRoute? via, Exception failure) => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused when via is null && asked is { IsLoopback: true } => new(
                $"No connection to {peer}: nothing listens there (connection refused). If it is a sandbox, start it: az sandbox start",
                    cause: failure),
            SocketError.ConnectionRefused =>
                new($"No connection to {peer}: nothing listens there (connection refused). {Advice(via)}", Doctor, cause: failure),
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => NoName(peer, failure),
            SocketError.TimedOut => new($"No connection to {peer}: it did not answer in time. {Advice(via)}", Doctor, cause: failure),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown =>
                new($"No connection to {peer}: the network is unreachable.", Doctor, cause: failure),
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected or SocketError.Shutdown =>
                Cut(peer, null, failure),
            _ => new($"No connection to {peer}: {socket.Message}", Doctor, cause: failure),
        };

    private static UserError NoName(string peer, Exception failure) =>
        new($"The name of {peer} could not be resolved. Check the network, VPN and DNS.", Doctor, cause: failure);

    private static UserError Cut(string whom, ProxyRoute? via, Exception failure) => new(
        $"The connection to {whom} was cut before the answer was complete{(via is null ? "" : $", behind {via}")}. Try again; if it "
            + "stays so, a firewall or proxy ends it.", Doctor, cause: failure);

    private static string Advice(ProxyRoute? via) => via is null
        ? "Check the address; where only a proxy leads out, name it in HTTPS_PROXY."
        : $"Check {via.Source}, or add the host to NO_PROXY where no proxy is needed.";

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
