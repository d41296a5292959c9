using System.Text.Json;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox status</c>: where it listens, what it holds, which policies are on; the console's link goes to stderr.</summary>
internal static class SandboxStatus
{
    public static CommandSpec Describe(Composition az) => new("sandbox status", "Show where the local Azure listens and what it holds.")
    {
        Run = (_, cancel) => RunAsync(az, cancel),
    };

    internal static async Task<int> RunAsync(Composition az, CancellationToken cancel)
    {
        var state = SandboxState.Find(az.Environment);
        var ready = await state.RunningAsync(cancel);
        using var status = await SandboxControl.StatusAsync(ready, cancel);
        az.Terminal.Say($"Console: {ready.ConsoleLink}");
        return az.Output.Write(json => Write(json, status.RootElement, ready, state));
    }

    private static void Write(Utf8JsonWriter json, JsonElement status, ReadySandbox ready, SandboxState state)
    {
        json.WriteStartObject();
        foreach (var property in status.EnumerateObject())
        {
            property.WriteTo(json);
        }

        json.WriteString("caFile"u8, ready.CaFile);
        json.WriteString("bundleFile"u8, ready.BundleFile);
        json.WriteString("stateFolder"u8, state.Folder);
        json.WriteEndObject();
    }
}
