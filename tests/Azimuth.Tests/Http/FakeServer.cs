using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Azimuth.Tests.Http;

/// <summary>A TLS server of HTTP/1.1 on loopback, with a CA of its own that nobody trusts yet.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<string> _answers = new();
    private readonly X509Certificate2 _leaf;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azimuth-http-");

    /// <param name="name">The name in its certificate.</param>
    /// <param name="usage">What its certificate is good for: <c>id-kp-serverAuth</c> (RFC 5280, 4.2.1.12).</param>
    public FakeServer(string name = "localhost", string usage = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name} CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var ca = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        _leaf = Leaf(ca, name, usage, now);

        CaFile = Path.Combine(_folder.FullName, "ca.pem");
        File.WriteAllText(CaFile, ca.ExportCertificatePem());
        _listener.Start();
        Origin = new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        Serving = ServeAsync();
    }

    public Uri Origin { get; }

    public string CaFile { get; }

    /// <summary>The heads of the requests, in order.</summary>
    public List<string> Heads { get; } = [];

    public Task Serving { get; }

    /// <summary>The next answer, or the bytes of <paramref name="raw"/>; the last one is given again and again.</summary>
    public FakeServer Answers(string status, string body, string type = "application/json", string headers = "", string? raw = null)
    {
        _answers.Enqueue(
            raw
                ?? $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
                    + $"Connection: close\r\n{headers}\r\n{body}");
        return this;
    }

    /// <summary>A <c>ready.json</c> that names these origins and this server's CA.</summary>
    public string ReadyFile(string signIn)
    {
        var file = Path.Combine(_folder.FullName, "ready.json");
        File.WriteAllText(file, $$"""{"version":1,"signIn":"{{signIn}}","arm":"{{signIn}}","caFile":"{{CaFile}}"}""");
        return file;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _leaf.Dispose();
        _end.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _leaf }, _end.Token);
                var buffer = new byte[64 * 1024];
                var read = await tls.ReadAsync(buffer, _end.Token);
                if (read == 0)
                {
                    continue; // TLS 1.3: a client that does not believe us goes only after the handshake
                }

                Heads.Add(Encoding.ASCII.GetString(buffer, 0, read));
                var answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
                await tls.WriteAsync(Encoding.UTF8.GetBytes(answer), _end.Token);
                await tls.ShutdownAsync();
            }
            catch (Exception failure) when (failure is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client did not believe us: what several tests are about.
            }
        }
    }

    private static X509Certificate2 Leaf(X509Certificate2 ca, string name, string usage, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var leaf = request.Create(ca, now.AddDays(-1), now.AddDays(6), [1, 2, 3, 4]);
        return leaf.CopyWithPrivateKey(key);
    }
}
