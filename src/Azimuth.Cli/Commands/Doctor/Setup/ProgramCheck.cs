using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Commands.Doctor.Setup;

/// <summary>What kind of program this is.</summary>
/// <param name="platform">The system.</param>
/// <param name="openSsl">The version of the OpenSSL inside; null where it is the system's.</param>
internal sealed class ProgramCheck(Platform platform, string? openSsl = null) : ICheck
{
    public string Name => "program";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        platform.Is64Bit
            ? Finding.Fine(
                $"64 bits, on {platform.KernelRelease}{(openSsl is null ? "" : $". A static build, with OpenSSL {openSsl} inside")}.")
            : Finding.Note(
                "This az is a 32-bit program, so az login does not ask which subscription to use. Install the 64-bit program, or use "
                    + "`az login --subscription NAME`."),
    ]);
}
