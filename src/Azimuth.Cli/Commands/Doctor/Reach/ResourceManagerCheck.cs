namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Whether Azure Resource Manager answers.</summary>
internal sealed class ResourceManagerCheck(Probes probes) : ICheck
{
    public string Name => "arm";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => [Reached.Judge(await probes.ArmAsync(cancel), probes.Cloud.Name)];
}
