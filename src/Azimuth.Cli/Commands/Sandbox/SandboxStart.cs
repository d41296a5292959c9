using System.Globalization;
using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// <c>az sandbox start</c>: the local Azure in the background, and the context that points at it. May be repeated: a sandbox that runs
/// loads the scenario that is named.
/// </summary>
internal sealed class SandboxStart(
    SandboxState state, SandboxContext context, EnvironmentVariables environment, Terminal.Terminal terminal)
{
    private const string BuiltIn = "contoso";
    private const int LargestScenario = 4 << 20; // as much as the sandbox takes
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static CommandSpec Describe(Func<SandboxStart> command)
    {
        var scenario = new ValueOption("--scenario")
        {
            Help = "Scenario file with tenants, users, subscriptions and policies, or the built-in `contoso`. Default: the last one, "
                + "else contoso. A running sandbox loads it and keeps its data.",
            Kind = ValueKind.File,
        };
        var port = new ValueOption("--port") { Help = "Port of sign-in and Resource Manager. Default: the last one, else a free port." };
        var also443 = new Flag("--also-443")
        {
            Help = "Also listen on port 443 (needed for password sign-in with the original Azure CLI, which drops the port).",
        };
        return new("sandbox start", "Start a local Entra ID and Azure Resource Manager.")
        {
            Options = [scenario, port, also443],
            Run = (arguments, cancel) => command().RunAsync(
                arguments.GetValue(scenario), arguments.GetValue(port), arguments.GetValue(also443), cancel),
        };
    }

    private async Task<int> RunAsync(string? scenario, string? port, bool also443, CancellationToken cancel)
    {
        if (port is not null && !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new UserError($"'{VisibleText.Line(port)}' is not a valid port (0–65535; 0 chooses a free port).");
        }

        var said = "The sandbox has been started.";
        if (state.Read() is { } before && await SandboxControl.AnswersAsync(before, cancel))
        {
            said = "The sandbox is running.";
            await RefuseAsync(before, port, also443, cancel);
            if (scenario is not null)
            {
                await LoadAsync(before, scenario, cancel);
                said = $"The sandbox is running. Its scenario is now '{VisibleText.Line(scenario)}'. Sign-ins of its users are kept.";
            }
        }
        else
        {
            state.Prepare(SandboxContext.Folder(environment));
            var program = SandboxProgram.Find(environment, SystemEnvironment.ProcessPath);
            string[] arguments =
            [
                "serve", "--state", state.Folder, "--detach",
                .. scenario is null ? (string[])[] : ["--scenario", scenario],
                .. port is null ? (string[])[] : ["--port", port],
                .. also443 ? (string[])["--also-443"] : [],
            ];
            await SandboxProgram.StartAsync(program, arguments, environment, Timeout, cancel);
        }

        var ready = await state.RunningAsync(cancel);
        await context.PointAsync(ready, cancel);
        terminal.Print(said);
        terminal.Print("");
        terminal.Print($"Sign in:  az --context {SandboxContext.Name} login");
        terminal.Print($"Console:  {ready.LinkWith(ready.ControlKey)}");
        terminal.Print("Stop:     az sandbox stop");
        return 0;
    }

    // A listener cannot be moved while it answers, and programs have its address.
    private static async Task RefuseAsync(ReadySandbox running, string? port, bool also443, CancellationToken cancel)
    {
        if (port is not (null or "0") && !running.SignIn.EndsWith($":{port}", StringComparison.Ordinal))
        {
            throw new UserError(
                $"The sandbox is running at {running.SignIn}, and its port cannot change while it runs. To stop it, run: az sandbox stop");
        }

        if (also443)
        {
            using var status = await SandboxControl.StatusAsync(running, cancel);
            if (status.RootElement.TryGetProperty("also443", out var answers) && !answers.GetBoolean())
            {
                throw new UserError(
                    "The sandbox is running without port 443, which cannot be added while it runs. To stop it, run: az sandbox stop");
            }
        }
    }

    private static async Task LoadAsync(ReadySandbox running, string scenario, CancellationToken cancel)
    {
        var reading = scenario == BuiltIn ? new FileReading([.. "\"contoso\""u8], null) : InputFile.Read(scenario, LargestScenario);
        if (reading.Bytes is not { } bytes)
        {
            throw new UserError($"The scenario '{VisibleText.Line(scenario)}' {reading.Problem}.", cause: reading.Cause);
        }

        if (await SandboxControl.LoadAsync(running, bytes, cancel) is { } refusal)
        {
            throw new UserError(
                $"'{VisibleText.Line(scenario)}' was not loaded; the sandbox keeps its scenario. {refusal}");
        }
    }
}
