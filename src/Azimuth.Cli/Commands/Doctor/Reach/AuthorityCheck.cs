namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Whether the server that signs people in answers.</summary>
internal sealed class AuthorityCheck(Probes probes) : ICheck
{
    public string Name => "authority";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => [Reached.Judge(await probes.AuthorityAsync(cancel), probes.Cloud.Name)];
}
