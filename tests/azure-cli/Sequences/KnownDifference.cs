using Azimuth.Harness;

namespace Azimuth.AzureCli.Sequences;

/// <summary>A row of "Found by sequences of commands" in docs/compatibility.md.</summary>
/// <param name="Name">Its first cell.</param>
/// <param name="Covers">Whether it is what a step's answers differ by: the line, the real one's answer, ours.</param>
internal sealed record KnownDifference(string Name, Func<string, AzResult, AzResult, bool> Covers)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("crash", (_, real, ours) => IsCrash(real) && ours.ExitCode is 0 or 1 or 2),
        new("cloud-name-case", (line, real, ours) => line.StartsWith("cloud ", StringComparison.Ordinal)
            && (IsNotRegistered(real) || (LacksEndpoints(real) && !IsNotRegistered(ours))) && ours.Stderr != real.Stderr),
        new("cloud-update-order", (line, real, ours) => line.StartsWith("cloud update ", StringComparison.Ordinal)
            && real.ExitCode == ours.ExitCode && LacksEndpoints(real) && IsNotRegistered(ours)),
        new("config-set-in-part", (line, real, ours) => line.StartsWith("config set ", StringComparison.Ordinal)
            && real.ExitCode == 1 && ours.ExitCode == 1),
        new("cloud-register-order", (line, real, ours) => line.StartsWith("cloud register ", StringComparison.Ordinal)
            && real.ExitCode == ours.ExitCode && real.Stderr.Contains("Unable to get endpoints from the cloud", StringComparison.Ordinal)),
        new("unknown-command", (_, real, ours) => real.ExitCode == 2 && ours.ExitCode != 0
            && real.Stderr.Contains("is misspelled or not recognized by the system", StringComparison.Ordinal)
            && ours.Stderr.Contains("is not a command of Azimuth", StringComparison.Ordinal)),
        new("logout-without-default", (line, real, ours) => line == "logout" && real.ExitCode == ours.ExitCode
            && real.Stderr.Contains("There are no active accounts", StringComparison.Ordinal)),
    ];

    private static bool LacksEndpoints(AzResult real) =>
        real.Stderr.Contains("The following endpoints are required for the CLI to function", StringComparison.Ordinal);

    private static bool IsNotRegistered(AzResult result) => result.Stderr.Contains("is not registered", StringComparison.Ordinal);

    private static bool IsCrash(AzResult real) =>
        real.Stderr.Contains("The command failed with an unexpected error", StringComparison.Ordinal)
        || real.Stderr.Contains("Traceback (most recent call last)", StringComparison.Ordinal);
}
