using System.Security.Cryptography.X509Certificates;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Http;
using Azimuth.Http.Tls;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Whether the files and folders of certificates that variables name are there, and whether verification is on.</summary>
internal sealed class TrustCheck(Func<NetworkSettings> settings, SystemKind system) : ICheck
{
    public string Name => "trust";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        List<Finding> found = [];
        if (settings().TrustAnyArm)
        {
            found.Add(Finding.Problem(
                "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION is set, so the certificate of Azure Resource Manager is not verified and your "
                    + "tokens can be stolen.",
                $"To unset it, run: {ShellVariables.Unset(system, "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION")}"));
        }

        foreach (var source in settings().ExtraTrust.Where(each => each.Variable is not null))
        {
            var certificates = new X509Certificate2Collection();
            var problem = source.AddTo(certificates);
            found.Add(problem is null
                ? Finding.Fine(
                    $"{source.Variable} adds {certificates.Count} certificate{(certificates.Count == 1 ? "" : "s")} to the system's.")
                : Finding.Problem(problem, $"To unset it, run: {ShellVariables.Unset(system, source.Variable!)}"));
        }

        if (SystemRoots.AreMissing)
        {
            found.Add(Finding.Problem(
                "This machine has no CA certificates, so no server of Azure can be verified. Install the package ca-certificates, or set "
                    + "REQUESTS_CA_BUNDLE to a PEM file that has them."));
        }

        return Task.FromResult<IReadOnlyList<Finding>>(
            found.Count > 0 ? found : [Finding.Fine("Only the system's certificates are trusted.")]);
    }
}
