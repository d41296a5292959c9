using System.Text;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox logs</c>: what the server said of its own faults. Requests are in the console.</summary>
internal static class SandboxLogs
{
    public static CommandSpec Describe(Composition az) => new("sandbox logs", "Print what the local Azure logged.")
    {
        Run = (_, cancel) => RunAsync(az, cancel),
    };

    internal static async Task<int> RunAsync(Composition az, CancellationToken cancel)
    {
        var state = SandboxState.Find(az.Environment);
        var files = Directory.Exists(state.Logs)
            ? Directory.EnumerateFiles(state.Logs, "*.log").Order(StringComparer.Ordinal).ToArray()
            : [];
        if (files.Length == 0)
        {
            az.Terminal.Say($"There are no logs in {state.Logs}.");
        }

        foreach (var file in files)
        {
            using var lines = new StringReader(Encoding.UTF8.GetString(FileBytes.Read(file) ?? []));
            while (await lines.ReadLineAsync(cancel) is { } line)
            {
                az.Terminal.Print(az.Terminal.OutIsTerminal ? VisibleText.Whole(line) : line);
            }
        }

        return 0;
    }
}
