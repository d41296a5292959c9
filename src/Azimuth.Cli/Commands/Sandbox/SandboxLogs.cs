using System.Text;
using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox logs</c>: what the server said of its own faults. Requests are in the console.</summary>
internal sealed class SandboxLogs(SandboxState state, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<SandboxLogs> command) => new("sandbox logs", "Print the sandbox's log.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        var files = Directory.Exists(state.Logs)
            ? Directory.EnumerateFiles(state.Logs, "*.log").Order(StringComparer.Ordinal).ToArray()
            : [];
        if (files.Length == 0)
        {
            terminal.Say($"No logs found in {state.Logs}.");
        }

        foreach (var file in files)
        {
            using var lines = new StringReader(Encoding.UTF8.GetString(FileBytes.Read(file) ?? []));
            while (await lines.ReadLineAsync(cancel) is { } line)
            {
                terminal.Print(terminal.OutIsTerminal ? VisibleText.Whole(line) : line);
            }
        }

        return 0;
    }
}
