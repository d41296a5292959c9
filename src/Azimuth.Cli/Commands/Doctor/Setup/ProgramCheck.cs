using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Commands.Doctor.Setup;

/// <summary>What kind of program this is.</summary>
internal sealed class ProgramCheck(Platform platform) : ICheck
{
    public string Name => "program";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        platform.Is64Bit
            ? Finding.Fine($"64 bits, on {platform.KernelRelease}.")
            : Finding.Note(
                "This az is a 32-bit program, in which az login does not ask which subscription to use. Install the 64-bit one, or name "
                    + "it: az login --subscription NAME."),
    ]);
}
