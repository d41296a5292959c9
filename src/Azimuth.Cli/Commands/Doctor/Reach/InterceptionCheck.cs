using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Whose certificate the authority shows: Azure's own, or that of a proxy that inspects TLS.</summary>
internal sealed class InterceptionCheck(EndpointProbes probes) : ICheck
{
    // Who issues certificates to Azure's sign-in and Resource Manager hosts, as these CAs name themselves.
    private static readonly string[] AzuresIssuers = ["DigiCert", "Microsoft", "GlobalSign", "CFCA", "D-TRUST"];

    public string Name => "TLS inspection";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var report = await probes.AuthorityAsync(cancel);
        return [
            report.Issuer is { } issuer ? Evaluate(report.Server, issuer, report.Failure is null) :
                Finding.Note("No TLS certificate received.")
        ];
    }

    internal static Finding Evaluate(Uri server, string issuer, bool isTrusted)
    {
        var who = $"The certificate of {server.Host} was issued by '{issuer}'";
        if (!IsAzures(server.Host) || Array.Exists(AzuresIssuers, known => issuer.StartsWith(known, StringComparison.OrdinalIgnoreCase)))
        {
            return Finding.Fine($"{who}.");
        }

        return isTrusted
            ? Finding.Note(
                $"{who}, which does not issue certificates for Azure. The connection is inspected, by your organization if that name is "
                    + "its own. Other programs may need its CA certificate, too.")
            : Finding.Problem(
                $"{who}, which does not issue certificates for Azure and is not trusted by this machine. The connection is intercepted, by "
                    + "TLS inspection of your organization or by an attacker.",
                $"To trust the CA certificate of your organization, run: {ShellCommand.SetToCertificates()}");
    }

    private static bool IsAzures(string host) =>
        host.EndsWith(".microsoftonline.com", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".microsoftonline.us", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".chinacloudapi.cn", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".microsoftonline.de", StringComparison.OrdinalIgnoreCase);
}
