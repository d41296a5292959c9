using System.Runtime.InteropServices;

namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>
/// SIGTERM and Ctrl-C from the first moment to the last. ASP.NET Core's host answers them only while it runs; before and after
/// it they would end the process with exit code 143, though it does what they ask for.
/// </summary>
internal static class StopSignals
{
    private static readonly CancellationTokenSource Stop = new();

    // Never disposed: a signal that comes while the process ends must not change its exit code.
    private static readonly List<PosixSignalRegistration> Watched = [];

    /// <summary>Watches from now on.</summary>
    /// <returns>Cancelled by the first signal.</returns>
    public static CancellationToken Watch()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT])
        {
            Watched.Add(PosixSignalRegistration.Create(signal, static context =>
            {
                context.Cancel = true;
                Stop.Cancel();
            }));
        }

        return Stop.Token;
    }
}
