using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azimuth.Harness.Processes;

namespace Azimuth.Harness;

/// <summary>
/// A TLS server of HTTP/1.1 on loopback that answers what a test wants it to, down to the byte: somebody else's host, or a
/// hostile one in Azure's place. Its CA is trusted by whoever names <see cref="CaFile"/> in <c>REQUESTS_CA_BUNDLE</c>.
/// </summary>
public sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<PeerRequest, Stream, CancellationToken, Task> _answer;
    private readonly X509Certificate2 _leaf;
    private readonly string _folder = Places.NewFolder();
    private readonly List<PeerRequest> _requests = [];
    private readonly Task _serving;

    private TlsServer(Func<PeerRequest, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        CaFile = Path.Combine(_folder, "ca.pem");
        _leaf = MakeCertificates(CaFile);
        _listener.Start();
        Origin = $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    /// <summary><c>https://localhost:PORT</c>.</summary>
    public string Origin { get; }

    public string CaFile { get; }

    /// <summary>What came in until now.</summary>
    public IReadOnlyList<PeerRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Answers as the test writes it, in bytes.</summary>
    public static TlsServer Start(Func<PeerRequest, Stream, CancellationToken, Task> answer) => new(answer);

    /// <summary>Answers with whole texts; see <see cref="Text"/>.</summary>
    public static TlsServer Start(Func<PeerRequest, string> answer) =>
        new((request, stream, cancel) => stream.WriteAsync(Encoding.UTF8.GetBytes(answer(request)), cancel).AsTask());

    /// <summary>An answer.</summary>
    /// <param name="status">Such as <c>200 OK</c>.</param>
    /// <param name="headers">Lines, each ended by CR LF.</param>
    public static string Text(string status, string body = "", string type = "application/json", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: "
            + $"close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _leaf.Dispose();
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(MeetAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task MeetAsync(TcpClient client)
    {
        using var gone = client;
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _leaf }, _end.Token);
            if (await PeerRequest.ReadAsync(tls, _end.Token) is not { } request)
            {
                return;
            }

            lock (_requests)
            {
                _requests.Add(request);
            }

            await _answer(request, tls, _end.Token);
            await tls.ShutdownAsync();
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or OperationCanceledException)
        {
            // The client did not believe us, or had enough: what several tests are about.
        }
    }

    private static X509Certificate2 MakeCertificates(string caFile)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest($"CN=Peer CA {Guid.NewGuid():N}", caKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, critical: false));
        using var ca = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        File.WriteAllText(caFile, ca.ExportCertificatePem() + "\n");

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var leaf = request.Create(ca, now.AddDays(-1), now.AddDays(6), [1, 2, 3, 4]);
        return leaf.CopyWithPrivateKey(key);
    }
}

/// <summary>A request that came to a <see cref="TlsServer"/>.</summary>
/// <param name="Target">Path and query.</param>
public sealed record PeerRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A header; null when it was not sent.</summary>
    public string? this[string name] => Headers.GetValueOrDefault(name);

    internal static async Task<PeerRequest?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        var head = -1;
        while (head < 0)
        {
            var read = await stream.ReadAsync(buffer, cancel);
            if (read == 0)
            {
                return null; // TLS 1.3: a client that does not believe us goes only after the handshake
            }

            bytes.AddRange(buffer.AsSpan(0, read));
            head = Encoding.Latin1.GetString([.. bytes]).IndexOf("\r\n\r\n", StringComparison.Ordinal);
        }

        var lines = Encoding.Latin1.GetString([.. bytes], 0, head).Split("\r\n");
        var headers = lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text)
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        while (bytes.Count < head + 4 + length)
        {
            var read = await stream.ReadAsync(buffer, cancel);
            bytes.AddRange(buffer.AsSpan(0, read));
            length = read == 0 ? 0 : length;
        }

        var words = lines[0].Split(' ');
        return new(words[0], words[1], headers, Encoding.UTF8.GetString([.. bytes], head + 4, bytes.Count - head - 4));
    }
}
