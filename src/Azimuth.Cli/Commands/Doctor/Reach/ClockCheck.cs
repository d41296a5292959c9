using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Http;
using Azimuth.Http.Handlers;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>
/// Whether this machine's clock is near the authority's: assertions are valid for minutes only, and certificates have a first and last day.
/// </summary>
internal sealed class ClockCheck(EndpointProbes probes, SystemKind system) : ICheck
{
    public string Name => "clock";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        [Evaluate(await probes.AuthorityAsync(cancel), system)];

    internal static Finding Evaluate(ServerReport report, SystemKind system) => report switch
    {
        { ClockAhead: { } ahead } when ahead.Duration() > ClockSkewWarning.Tolerance => Finding.Problem(
            $"The clock of this machine is {ClockSkewWarning.Shown(ahead)} "
                + $"compared to {report.Server.Host}{(report.OutOfTime is null ? "" : ", so its certificate seems not to be valid")}.",
            $"To set it, run: {HowToSet(system)}"),
        { OutOfTime: { } certificate, ClockAhead: not null } => Finding.Problem(
            $"The clock is right, but the certificate of {report.Server.Host} is valid only from {certificate.From.ToUniversalTime():u} "
                + $"to {certificate.Until.ToUniversalTime():u}. Its owner must renew it."),
        { ClockAhead: { } ahead } => Finding.Fine($"Clock is within {Math.Ceiling(ahead.Duration().TotalSeconds):0} s of the server."),
        _ => Finding.Note("Could not read the time from any server."),
    };

    internal static string HowToSet(SystemKind system) => system switch
    {
        SystemKind.Windows => "w32tm /resync",
        SystemKind.MacOS => "sudo sntp -sS time.apple.com",
        _ => "sudo timedatectl set-ntp true",
    };
}
