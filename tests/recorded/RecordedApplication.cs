using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Recorded;

/// <summary>
/// What the recordings' applications sign in with. Their server took any secret but <c>wrong</c> and <c>expired</c>, any
/// certificate and any assertion but <c>expired</c>; the sandbox is told of those that a recording uses.
/// </summary>
public sealed class RecordedApplication : IDisposable
{
    public const string Issuer = "https://recorded.example";
    public const string Subject = "recorded";

    private static readonly string[] RefusedSecrets = ["wrong", "expired"];

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public RecordedApplication()
    {
        var request = new CertificateRequest("CN=recorded", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>The text of a file that was put into the config folder.</summary>
    public string Text(string put) => put switch
    {
        "@cert" => $"{_key.ExportPkcs8PrivateKeyPem()}\n{_certificate.ExportCertificatePem()}\n",
        "@certonly" => _certificate.ExportCertificatePem(),
        _ => put,
    };

    /// <summary>The scenario with what the recording's steps show.</summary>
    public Scenario Registered(Scenario scenario, Recording recording, RecordedHome home) => scenario with
    {
        Applications = [.. scenario.Applications.Select(application => application with
        {
            Certificates = [_certificate.ExportCertificatePem()],
            Secrets = [.. Secrets(recording).Select(home.Localize).Except(RefusedSecrets).Distinct()],
        })],
    };

    /// <summary>The words with assertions that the sandbox can check.</summary>
    public static async Task<string[]> WordsAsync(string[] words, Sandbox azure)
    {
        var at = Array.IndexOf(words, "--federated-token") + 1;
        if (at == 0)
        {
            return words;
        }

        var minted = await azure.Control.PostAsync("tokens", new()
        {
            ["audience"] = "api://AzureADTokenExchange",
            ["expiresInSeconds"] = words[at] == "expired" ? -600 : 300,
            ["claims"] = new JsonObject { ["iss"] = Issuer, ["sub"] = Subject },
        });
        return [.. words[..at], minted["accessToken"]!.GetValue<string>(), .. words[(at + 1)..]];
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static IEnumerable<string> Secrets(Recording recording)
    {
        foreach (var words in recording.Steps.Where(step => step.Server is null).Select(step => step.Words))
        {
            for (var i = 0; i < words.Length; i++)
            {
                if (words[i] is "-p" or "--password" && i + 1 < words.Length)
                {
                    yield return words[i + 1];
                }
                else if (words[i].StartsWith("--password=", StringComparison.Ordinal))
                {
                    yield return words[i]["--password=".Length..];
                }
            }
        }
    }
}
