using System.Net.Sockets;
using System.Security.Authentication;

namespace Azimuth.Http;

/// <summary>The one place where a network that does not work becomes a sentence: what happened, with whom, and what to look at.</summary>
public static class NetworkErrors
{
    /// <summary>The sentence for what <see cref="HttpClient"/> threw.</summary>
    /// <param name="failure">An <see cref="HttpRequestException"/>, or whatever lies around one.</param>
    /// <param name="asked">Whom we asked; null where it is not known any more.</param>
    public static UserError Explain(Exception failure, Uri? asked = null)
    {
        var whom = asked is null ? "the server" : asked.GetLeftPart(UriPartial.Authority);
        return failure switch
        {
            UserError known => known,
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(
                $"The name of {whom} could not be resolved. Check the network, VPN and DNS.", cause: failure),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
                $"The TLS connection to {whom} failed: {Innermost(failure).Message} If a proxy re-signs traffic, name its certificate in REQUESTS_CA_BUNDLE.", cause: failure),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new(
                $"The proxy refused a tunnel to {whom}: {failure.Message} Check HTTPS_PROXY and NO_PROXY.", cause: failure),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
                $"The answer of {whom} is too large to be one of Azure's.", cause: failure),
            HttpRequestException when Socket(failure) is { } socket => new(
                $"No connection to {whom}: {Reason(socket)}", cause: failure),
            TaskCanceledException or TimeoutException => new(
                $"{Capitalized(whom)} did not answer in time. Check the network and HTTPS_PROXY.", cause: failure),
            _ => new($"The exchange with {whom} failed: {Innermost(failure).Message}", cause: failure),
        };
    }

    /// <summary>The server took the request and fell silent.</summary>
    public static UserError Stalled(Uri? asked, TimeSpan patience) => new(
        $"{Capitalized(asked is null ? "the server" : asked.GetLeftPart(UriPartial.Authority))} sent nothing for {patience.TotalSeconds:0} seconds. Check the network and HTTPS_PROXY.");

    /// <summary>The authority said nothing, or only that it cannot answer now.</summary>
    public static UserError Silent(Exception failure) =>
        new($"The authority does not answer: {failure.Message} Try again in a moment.", cause: failure);

    /// <summary>Something between us and Azure answered in its stead.</summary>
    public static UserError NotJson(Exception? failure, Uri? asked = null) => new(
        $"{Capitalized(asked is null ? "the server" : asked.GetLeftPart(UriPartial.Authority))} answered with something else than JSON: a proxy or a sign-on page of the network may be in between.",
        cause: failure);

    private static string Reason(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nothing listens there (connection refused). Check the address and HTTPS_PROXY.",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "its name could not be resolved. Check the network, VPN and DNS.",
        SocketError.TimedOut => "it did not answer in time. Check the network and HTTPS_PROXY.",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown => "the network is unreachable.",
        SocketError.ConnectionReset => "the connection was cut.",
        _ => socket.Message,
    };

    private static SocketException? Socket(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is SocketException socket)
            {
                return socket;
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

    private static string Capitalized(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
