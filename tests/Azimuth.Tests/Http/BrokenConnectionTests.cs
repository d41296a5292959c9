using System.Net;
using System.Net.Sockets;
using Azimuth.Http;
using Azimuth.Http.Handlers;
using Azimuth.Http.Proxy;

namespace Azimuth.Tests.Http;

/// <summary>Connections that break in every place: each ends in a sentence, and never in what .NET threw.</summary>
public sealed class BrokenConnectionTests
{
    private const int Times = 400;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_peer_that_resets_each_connection_at_once_is_told_as_a_network_that_is_cut()
    {
        using var peer = new ResettingPeer();
        using var network = new Network(new() { UserAgent = "a" }, DebugLog.Silent, TimeProvider.System, _ => { });

        for (var time = 0; time < Times; time++)
        {
            var error = await Should.ThrowAsync<UserError>(network.Rest.SendAsync(new(HttpMethod.Get, peer.Origin), Cancel));

            error.Message.ShouldContain(peer.Origin.GetLeftPart(UriPartial.Authority));
        }
    }

    [Fact]
    public async Task On_this_machine_it_is_an_HttpRequestException_at_worst()
    {
        using var peer = new ResettingPeer();
        using var http = LoopbackHttp.Open(TimeSpan.FromSeconds(5));

        for (var time = 0; time < Times; time++)
        {
            await Should.ThrowAsync<HttpRequestException>(http.GetAsync(peer.Origin, Cancel));
        }
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public async Task What_the_transport_throws_bare_becomes_the_connections_sentence(Exception bare, string sentence)
    {
        using var way = new HttpMessageInvoker(new ResponseGuard(
            new ConnectionErrorHandler(new Throwing(bare)), "a", Expected.Json, Proxies.None, new(TimeProvider.System, _ => { })));

        var error = await Should.ThrowAsync<UserError>(way.SendAsync(new(HttpMethod.Get, "https://arm.test/x"), Cancel));

        error.Message.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task Who_gave_up_hears_nothing_of_a_connection_that_broke_meanwhile()
    {
        using var stop = new CancellationTokenSource();
        using var way = new HttpMessageInvoker(
            new ConnectionErrorHandler(new Throwing(new ObjectDisposedException("Socket"), stop.Cancel)));

        await Should.ThrowAsync<OperationCanceledException>(way.SendAsync(new(HttpMethod.Get, "https://arm.test/x"), stop.Token));
    }

    [Theory]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 20", "this is no gzip data")]
    [InlineData("Content-Length: 1000", "half")]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n")]
    public async Task A_body_that_breaks_off_or_is_packed_into_nonsense_ends_in_a_sentence_when_it_is_read(string field, string body)
    {
        using var server = new FakeServer().Answers(
            "200 OK", $"{body}", raw: $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{field}\r\n\r\n{body}");
        using var network = new Network(
            new() { UserAgent = "a", ExtraTrust = [new(server.CaFile)] }, DebugLog.Silent, TimeProvider.System, _ => { });
        using var answer = await network.Arm.SendAsync(new(HttpMethod.Get, server.Origin), Cancel);

        var error = await Should.ThrowAsync<UserError>(answer.Content.ReadAsByteArrayAsync(Cancel));

        error.Message.ShouldContain(server.Origin.GetLeftPart(UriPartial.Authority));
    }

    public static TheoryData<Exception, string> Bare => new()
    {
        { new SocketException((int)SocketError.NotConnected), "The connection to https://arm.test was closed" },
        { new SocketException((int)SocketError.ConnectionReset), "The connection to https://arm.test was closed" },
        { new ObjectDisposedException("System.Net.Sockets.Socket"), "The connection to https://arm.test was closed" },
        {
            new IOException("The read failed.", new SocketException((int)SocketError.ConnectionAborted)),
            "The connection to https://arm.test was closed"
        },
        { new IOException("The stream ended."), "The request to https://arm.test failed: The stream ended." },
    };

    /// <summary>Accepts, and resets at once: no FIN, but RST, since nothing may linger.</summary>
    private sealed class ResettingPeer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public ResettingPeer()
        {
            _listener.Start();
            Origin = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
            var thread = new Thread(Serve) { IsBackground = true };
            thread.Start();
        }

        public Uri Origin { get; }

        public void Dispose() => _listener.Dispose();

        private void Serve()
        {
            try
            {
                while (true)
                {
                    using var client = _listener.AcceptSocket();
                    client.LingerState = new(true, 0);
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }

    private sealed class Throwing(Exception bare, Action? meanwhile = null) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            meanwhile?.Invoke();
            throw bare;
        }
    }
}
