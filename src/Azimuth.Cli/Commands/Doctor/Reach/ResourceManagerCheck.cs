using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Whether Azure Resource Manager answers.</summary>
internal sealed class ResourceManagerCheck(EndpointProbes probes) : ICheck
{
    public string Name => "arm";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        [ReachabilityFinding.Evaluate(await probes.ArmAsync(cancel), probes.Cloud.Name)];
}
