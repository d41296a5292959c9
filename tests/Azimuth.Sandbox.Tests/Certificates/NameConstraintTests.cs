using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Sandbox.Certificates;

namespace Azimuth.Sandbox.Tests.Certificates;

/// <summary>
/// Attack S6: should the CA's key, which is never written, have leaked all the same, it vouches for nobody else's
/// host. Asked of the verifiers that people's programs use.
/// </summary>
public sealed class NameConstraintTests : IDisposable
{
    private const string Stolen = "login.microsoftonline.com";
    private const string Own = "localhost";

    private readonly string _folder = Directory.CreateTempSubdirectory("azimuth-ca-").FullName;
    private readonly ECDsa _caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _ca;

    public NameConstraintTests()
    {
        _ca = CertificateAuthority.SelfSigned(_caKey, "01234567", [], DateTimeOffset.UtcNow);
        File.WriteAllText(CaFile, _ca.ExportCertificatePem());
    }

    private string CaFile => Path.Combine(_folder, "ca.pem");

    public void Dispose()
    {
        _ca.Dispose();
        _caKey.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // OpenSSL's reason, which curl, Node and Python pass on; GnuTLS and Go share no code with it.
    private const string OpenSsl = "permitted subtree violation";

    [Theory]
    [InlineData(
        "openssl",
        OpenSsl,
        "openssl s_client -connect 127.0.0.1:$PORT -servername $NAME -verify_hostname $NAME -verify_return_error -CAfile $CA")]
    [InlineData("curl", OpenSsl, "curl -sS --noproxy '*' --cacert $CA --resolve $NAME:$PORT:127.0.0.1 https://$NAME:$PORT/")]
    [InlineData(
        "node",
        OpenSsl,
        """
        node -e 'const { CA, NAME, PORT } = process.env;
            require("tls").connect({ host: "127.0.0.1", port: PORT, servername: NAME, ca: require("fs").readFileSync(CA) },
                function () { this.end(); process.exit(0); }).on("error", (e) => { console.error(e.message); process.exit(1); })'
        """)]
    [InlineData(
        "python",
        OpenSsl,
        """
        /usr/bin/python3 -c 'import os, socket, ssl
        plain = socket.create_connection(("127.0.0.1", int(os.environ["PORT"])))
        ssl.create_default_context(cafile=os.environ["CA"]).wrap_socket(plain, server_hostname=os.environ["NAME"])'
        """)]
    [InlineData(
        "gnutls",
        "violates the signer's constraints",
        "gnutls-cli --x509cafile $CA --sni-hostname $NAME --verify-hostname $NAME -p $PORT 127.0.0.1")]
    [InlineData("go", "not permitted by any constraint", "HOME=${HOME:-/tmp} GO111MODULE=off go run $VERIFY")]
    public async Task A_certificate_of_ours_for_another_host_is_refused_and_for_localhost_believed(
        string verifier, string reason, string command)
    {
        var (own, ownSaid) = await ConnectAsync(Own, command);
        var (stolen, stolenSaid) = await ConnectAsync(Stolen, command);

        own.ShouldBe(0, $"{verifier} believes the sandbox: {ownSaid}");
        stolen.ShouldNotBe(0, $"{verifier} believed {Stolen}");
        stolenSaid.ShouldContain(reason, Case.Insensitive, $"{verifier} refuses for the right reason");
    }

    [Fact]
    public void The_verifier_of_dotnet_refuses_it_too()
    {
        Verdict(Own).ShouldBe(X509ChainStatusFlags.NoError);
        Verdict(Stolen).HasFlag(X509ChainStatusFlags.HasNotPermittedNameConstraint).ShouldBeTrue($"{Verdict(Stolen)}");
    }

    [Fact]
    public void The_CA_may_not_make_another_CA_and_lives_no_longer_than_browsers_accept()
    {
        var basic = _ca.Extensions.OfType<X509BasicConstraintsExtension>().Single();

        (basic.Critical, basic.CertificateAuthority, basic.HasPathLengthConstraint, basic.PathLengthConstraint).ShouldBe(
            (true, true, true, 0));
        _ca.Extensions["2.5.29.30"].ShouldNotBeNull().Critical.ShouldBeTrue();
        (_ca.NotAfter - _ca.NotBefore).ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(397));
    }

    private X509ChainStatusFlags Verdict(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = LeafFor(name, key);
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _ca },
                RevocationMode = X509RevocationMode.NoCheck
            },
        };
        chain.Build(leaf);
        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
    }

    private X509Certificate2 LeafFor(string name, ECDsa key)
    {
        using var signed = CertificateAuthority.Leaf(key, name == Own ? [] : [name], _ca, DateTimeOffset.UtcNow);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    // A server that shows the leaf to one client; what the client says of it and its exit code.
    private async Task<(int ExitCode, string Said)> ConnectAsync(string name, string command)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = LeafFor(name, key);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, leaf, TestContext.Current.CancellationToken);

        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", command])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in (ReadOnlySpan<(string, string)>)[
            ("NAME", name), ("CA", CaFile), ("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}"),
            ("VERIFY", GoProgram())
        ])
        {
            start.Environment[variable] = value;
        }

        using var client = Process.Start(start)!;
        client.StandardInput.Close();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        var said = await Task.WhenAll(client.StandardOutput.ReadToEndAsync(late.Token), client.StandardError.ReadToEndAsync(late.Token));
        await client.WaitForExitAsync(late.Token);
        await serving;
        return (client.ExitCode, string.Concat(said));
    }

    private static string GoProgram([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "verify.go");

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 leaf, CancellationToken cancel)
    {
        using var connection = await listener.AcceptTcpClientAsync(cancel);
        await using var tls = new SslStream(connection.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = leaf }, cancel);
            var request = new byte[4096];
            if (await tls.ReadAsync(request, cancel) > 0)
            {
                await tls.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), cancel);
            }
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not like the certificate: its words are what the test reads.
        }
    }
}
