using System.Text.Json;
using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox status</c>: where it listens, what it contains, which switches are on, and the link of its console.</summary>
internal sealed class SandboxStatus(SandboxState state, Output.Output output)
{
    public static CommandSpec Describe(Func<SandboxStatus> command) => new(
        "sandbox status", "Show the sandbox's URLs, tenants, users and switches.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        var ready = await state.RunningAsync(cancel);
        using var status = await SandboxControl.StatusAsync(ready, cancel);
        return output.Write(json => Write(json, status.RootElement, ready));
    }

    private void Write(Utf8JsonWriter json, JsonElement status, ReadySandbox ready)
    {
        json.WriteStartObject();
        foreach (var property in status.EnumerateObject())
        {
            property.WriteTo(json);
        }

        json.WriteString("console"u8, ready.LinkWith(ready.ControlKey));
        json.WriteString("caFile"u8, ready.CaFile);
        json.WriteString("bundleFile"u8, ready.BundleFile);
        json.WriteString("stateFolder"u8, state.Folder);
        json.WriteEndObject();
    }
}
