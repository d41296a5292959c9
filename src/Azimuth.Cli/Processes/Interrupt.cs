using System.Runtime.InteropServices;

namespace Azimuth.Cli.Processes;

/// <summary>
/// Ctrl-C, and a polite request to end, as a cancellation. A second one ends the process at once: files are
/// written in one step, so nothing is half done then either.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _watched = [];

    /// <summary>Cancelled by the first Ctrl-C.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>
    /// Begins to watch. Called only once a command really waits for something: watching costs a thread, and a
    /// command that answers at once need not be interrupted.
    /// </summary>
    public void Watch()
    {
        if (_watched.Count > 0)
        {
            return;
        }

        _watched.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel));
        _watched.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel));
        _watched.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel));
    }

    public void Dispose()
    {
        _watched.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
