using Azimuth.Http;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>One question to each server of the active cloud; several checks look at the same answer.</summary>
/// <param name="cloud">The active cloud.</param>
/// <param name="probe">Asks the endpoint.</param>
internal sealed class EndpointProbes(Func<Clouds.Cloud> cloud, Func<ServerProbe> probe)
{
    private readonly Lock _gate = new();
    private Task<ServerReport>? _authority;
    private Task<ServerReport>? _arm;

    public Clouds.Cloud Cloud => cloud();

    /// <summary>The authority's OpenID configuration, which needs no token.</summary>
    public Task<ServerReport> AuthorityAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            var tenant = Cloud.Authority.EndsWith("/adfs", StringComparison.OrdinalIgnoreCase) ? "" : "organizations/v2.0/";
            return _authority ??= probe().AskAsync(Cloud.AuthorityPath($"{tenant}.well-known/openid-configuration"), cancel);
        }
    }

    /// <summary>The Resource Manager's list of endpoints, which needs no token either.</summary>
    public Task<ServerReport> ArmAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return _arm ??= probe().AskAsync(Cloud.ResourceManagerPath("metadata/endpoints?api-version=2022-09-01"), cancel);
        }
    }
}
