using System.Globalization;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Http;
using Azimuth.Http.Errors;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Checks whether the authority answers.</summary>
internal sealed class AuthorityCheck(EndpointProbes probes) : ICheck
{
    public string Name => "authority";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        [ReachabilityFinding.Evaluate(await probes.AuthorityAsync(cancel), probes.Cloud.Name)];
}

/// <summary>Whether Azure Resource Manager answers.</summary>
internal sealed class ResourceManagerCheck(EndpointProbes probes) : ICheck
{
    public string Name => "arm";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        [ReachabilityFinding.Evaluate(await probes.ArmAsync(cancel), probes.Cloud.Name)];
}

/// <summary>The finding about reachability in a report.</summary>
internal static class ReachabilityFinding
{
    /// <summary>The finding, as both server checks word it.</summary>
    public static Finding Evaluate(ServerReport report, string cloud) => report switch
    {
        // The sandbox is the one server that a user starts.
        { Failure: not null } when cloud == "Sandbox" && report.Server.IsLoopback =>
            Finding.Problem(report.Failure.Message, "To start it, run: az sandbox start"),
        { Failure: { } failure } => Finding.Problem(failure.Message, failure.Remedy == NetworkErrors.Doctor ? null : failure.Remedy),
        _ => Finding.Fine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Server.GetLeftPart(UriPartial.Authority)} responded in {report.Took.TotalMilliseconds:0} "
                + $"ms{(report.Via is { } proxy ? $", through {proxy}" : "")}.")),
    };
}
