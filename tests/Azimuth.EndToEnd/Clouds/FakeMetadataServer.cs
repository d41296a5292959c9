using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Azimuth.EndToEnd.Clouds;

/// <summary>
/// An http server on loopback that answers everything with one text and remembers what it was asked: somebody's metadata, or somebody's
/// ARM.
/// </summary>
internal sealed class FakeMetadataServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];
    private readonly Func<string, string> _answer;

    /// <param name="answer">From its own origin to what it says.</param>
    public FakeMetadataServer(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Origin => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What <c>ARM_CLOUD_METADATA_URL</c> is set to.</summary>
    public string Url => $"{Origin}/metadata/endpoints?api-version=2019-05-01";

    /// <summary>Whole requests, heads and all, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>One cloud as ARM describes it.</summary>
    public static string Cloud(
        string name, string authority, string resourceManager, string audience = "https://management.core.windows.net/") => $$"""
        {"name": "{{name}}", "portal": "https://portal.test", "resourceManager": "{{resourceManager}}",
         "graphAudience": "https://graph.windows.net/",
         "authentication": {"loginEndpoint": "{{authority}}", "audiences": ["{{audience}}", "https://management.azure.com/"],
         "tenant": "common", "identityProvider": "AAD"},
         "suffixes": {"storage": "a.test", "keyVaultDns": "vault.a.test", "sqlServerHostname": ".database.a.test"} }
        """;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                var buffer = new byte[65536];
                var head = new StringBuilder();
                while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)
                    && await stream.ReadAsync(buffer) is var read and > 0)
                {
                    head.Append(Encoding.UTF8.GetString(buffer, 0, read));
                }

                lock (_requests)
                {
                    _requests.Add(head.ToString());
                }

                var body = _answer(Origin);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(
                    "HTTP/1.1 200 OK\r\nContent-Type: "
                        + $"application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
            }
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException)
        {
            // the test is over
        }
    }
}
