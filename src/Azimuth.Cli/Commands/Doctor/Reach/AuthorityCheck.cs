using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Checks whether the authority answers.</summary>
internal sealed class AuthorityCheck(EndpointProbes probes) : ICheck
{
    public string Name => "authority";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        [ReachabilityFinding.Evaluate(await probes.AuthorityAsync(cancel), probes.Cloud.Name)];
}
