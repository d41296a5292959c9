using Azimuth.Harness.Processes;

namespace Azimuth.Windows;

/// <summary>Another program (hold.c) that has a file open until it is told to close it.</summary>
internal sealed class Holder : IAsyncDisposable
{
    private readonly NativeProcess _process;
    private readonly string _until;

    private Holder(NativeProcess process, string until) => (_process, _until) = (process, until);

    /// <param name="machine">Where it runs.</param>
    /// <param name="file">A file of the config folder.</param>
    /// <param name="share">What it lets others do meanwhile: <c>r</c>ead, <c>w</c>rite, <c>d</c>elete.</param>
    public static async Task<Holder> StartAsync(WindowsMachine machine, string file, string share)
    {
        var ready = Path.Combine(machine.Home.WorkingFolder, "held");
        var until = Path.Combine(machine.Home.WorkingFolder, "until");
        var process = machine.StartTool(
            "hold.exe",
            WindowsMachine.Windows(Path.Combine(machine.Config, file)),
            share,
            WindowsMachine.Windows(ready),
            WindowsMachine.Windows(until));
        await Waiting.UntilAsync(
            $"the program that holds {file}",
            () => Task.FromResult(File.Exists(ready) ? "" : process.HasExited ? throw new HarnessException("It ended.") : null));
        return new Holder(process, until);
    }

    public void Release() => File.WriteAllText(_until, "");

    public async ValueTask DisposeAsync()
    {
        Release();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _process.DisposeAsync();
    }
}
