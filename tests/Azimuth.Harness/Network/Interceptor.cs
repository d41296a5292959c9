using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Azimuth.Harness.Network;

/// <summary>
/// What re-signs traffic: ends TLS under its own CA, reads along, and asks the sandbox in the client's name. The sandbox
/// is seen through it under the names of <see cref="Login"/> and <see cref="Arm"/>.
/// </summary>
public sealed class Interceptor : LoopbackServer
{
    public const string Login = "login.contoso.test";
    public const string Arm = "management.contoso.test";

    private readonly Sandbox _azure;
    private readonly Dictionary<string, X509Certificate2> _leaves;
    private readonly HttpClient _way;

    /// <param name="azure">Who answers in the end.</param>
    /// <param name="ca">Who vouches.</param>
    public Interceptor(Sandbox azure, Ca ca)
    {
        _azure = azure;
        _leaves = new() { [Login] = ca.Leaf(Login), [Arm] = ca.Leaf(Arm) };
        var root = X509Certificate2.CreateFromPem(File.ReadAllText(azure.CaFile));
        _way = new(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            SslOptions =
            {
                CertificateChainPolicy = new()
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck
                }
            },
        });
    }

    /// <summary>For <see cref="ConnectProxy"/>.</summary>
    public IReadOnlyDictionary<string, int> Hosts => new Dictionary<string, int> { [Login] = Port, [Arm] = Port };

    protected override async Task ServeAsync(TcpClient client, CancellationToken cancel)
    {
        string? host = null;
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(
            (
                _,
                hello,
                _,
                _) => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = _leaves[host = hello.ServerName] }),
            null,
            cancel);
        while (await PeerRequest.ReadAsync(tls, cancel) is { } request)
        {
            var (status, fields, body) = await AskAsync(host!, request, cancel);
            await tls.WriteAsync(
                Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\n{fields}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"),
                cancel);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _way.Dispose();
        foreach (var leaf in _leaves.Values)
        {
            leaf.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<(int Status, string Fields, string Body)> AskAsync(string host, PeerRequest request, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(new(request.Method), $"{(host == Login ? _azure.SignIn : _azure.Arm)}{request.Target}");
        if (request.Body.Length > 0)
        {
            message.Content = new StringContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request["Content-Type"]!);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (name.ToLowerInvariant() is not ("host" or "content-length" or "content-type" or "accept-encoding" or "connection"))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await _way.SendAsync(message, cancel);
        var fields = string.Concat(answer.Headers.Concat(answer.Content.Headers)
            .Where(field => field.Key is not ("Content-Length" or "Transfer-Encoding"))
            .Select(field => $"{field.Key}: {string.Join(", ", field.Value)}\r\n"));
        return ((int)answer.StatusCode, fields, Renamed(await answer.Content.ReadAsStringAsync(cancel)));
    }

    private string Renamed(string text) => text
        .Replace(_azure.SignIn, $"https://{Login}", StringComparison.Ordinal)
        .Replace(_azure.Arm, $"https://{Arm}", StringComparison.Ordinal);
}
