using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary><c>az sandbox start</c>: the local Azure in the background, and the context that points at it. May be repeated.</summary>
internal static class SandboxStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Describe(Composition az)
    {
        var scenario = CommonOptions.File("A scenario file: tenants, people, subscriptions, policies. Contoso without one.", "--scenario");
        var port = CommonOptions.Value("The port of sign-in and ARM. The last one again, or any, without it.", "--port");
        var also443 = CommonOptions.Flag("Answer on port 443 of localhost as well: a password sign-in with the Azure CLI of others loses the port.", "--also-443");
        var command = new Command("start", "Start a local Entra ID and Azure Resource Manager.") { scenario, port, also443 };
        command.SetAction((words, cancel) => RunAsync(az, words.GetValue(scenario), words.GetValue(port), words.GetValue(also443), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(Composition az, string? scenario, string? port, bool also443, CancellationToken cancel)
    {
        var state = SandboxState.Find(az.Environment);
        var runs = state.Read() is { } before && await SandboxControl.AnswersAsync(before, cancel);
        if (!runs)
        {
            state.Prepare(SandboxContext.Folder(az.Environment));
            string[] words =
            [
                "serve", "--state", state.Folder, "--detach",
                .. scenario is null ? (string[])[] : ["--scenario", scenario],
                .. port is null ? (string[])[] : ["--port", port],
                .. also443 ? (string[])["--also-443"] : [],
            ];
            await SandboxProgram.StartAsync(SandboxProgram.Find(az.Environment, SystemEnvironment.ProcessPath), words, az.Environment, Patience, cancel);
        }

        var ready = await state.RunningAsync(cancel);
        await SandboxContext.PointAsync(ready, az, cancel);
        az.Terminal.Print(runs ? "The sandbox is running." : "The sandbox has been started.");
        az.Terminal.Print("");
        az.Terminal.Print($"Sign in:  az --context {SandboxContext.Name} login");
        az.Terminal.Print($"Console:  {ready.ConsoleLink}");
        az.Terminal.Print("Stop:     az sandbox stop");
        return 0;
    }
}
