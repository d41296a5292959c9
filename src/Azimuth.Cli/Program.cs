using System.Diagnostics;
using Azimuth.Cli.Brokers;
using Azimuth.Cli.Commands.Completion;
using Azimuth.Cli.Help;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        CoreDumps.Forbid();
        SystemTerminal.FillClosedStreams();
        var az = Composition.OfProcess();
        using var interrupt = new Interrupt();
        var exitCode = Run(arguments, az, interrupt);
        SystemTerminal.Restore();
        return exitCode;
    }

    /// <summary>Runs the command line and reports what went wrong: the one place that turns an exception into an exit code.</summary>
    internal static int Run(string[] arguments, Composition az, Interrupt interrupt)
    {
        try
        {
            return BuiltInBroker.Wait(RunAsync(UnicodeText.From(arguments), az, interrupt), () => az.BrokerAvailability.IsUsed);
        }
        catch (UserError error)
        {
            az.Terminal.Fail(error);
            az.Report(error.InnerException);
            if (error.InnerException is not null && ProcessLimit.FewFiles is { } few)
            {
                az.Terminal.Say(few);
            }

            return error.ExitCode;
        }
        catch (Exception) when (interrupt.Token.IsCancellationRequested)
        {
            if (az.Terminal.CanAsk)
            {
                az.Terminal.Error.Write("\n"); // the terminal wrote ^C and left the cursor behind it
            }

            return 1; // as the Azure CLI does, and it says nothing either
        }
        catch (IOException error)
        {
            az.Terminal.Fail(error.Message); // a full disk or a stream that broke: the machine's doing, and it says so
            az.Report(error);
            return 1;
        }
        catch (Exception failure) when (ProcessLimit.FewFiles is { } few)
        {
            az.Terminal.Fail(few); // .NET fails in many ways then, none of which says why
            az.Report(failure);
            return 1;
        }
        catch (Exception bug)
        {
            az.Terminal.Fail(
                $"This is a bug in az ({bug.GetType().Name}). Please report it and include the output of the command run with --debug.");
            az.Report(bug);
            return 1;
        }
    }

    private static async Task<int> RunAsync(string[] arguments, Composition az, Interrupt interrupt)
    {
        if (CompletionResult.IsAsked(arguments, az.Environment))
        {
            return await az.CompletionResult.AnswerAsync(arguments, interrupt.Token);
        }

        var request = arguments is ["--version" or "-v", ..] ? null : CommandTree.Read(arguments, az);
        if (request is Invocation.Run { Arguments.Secrets: { Count: > 0 } secrets })
        {
            ProcessArguments.Hide(secrets);
        }

        az.Options = request?.Options ?? az.Options;
        // an unknown context ends every command, also one that needs no folder
        _ = az.Options.Context is null ? null : az.ConfigFolderLocator;
        if (request is Invocation.Run && az.Terminal.Loudness >= Loudness.Verbose)
        {
            az.Session.LocalFiles.Check(); // commands that take nothing from them are silent otherwise
        }

        if (request is Invocation.Run { Path: ["login", ..] })
        {
            az.SignsIn = true;
            interrupt.Watch(); // it may ask the user something before it waits for anything else
        }

        var running = request switch
        {
            null => az.VersionPage.ShowAsync(),
            Invocation.Run run => az.RunAsync(run, interrupt.Token),
            Invocation.Help help => HelpPage.ShowAsync(help, az.Terminal, CommandTree.Branches(az)),
            Invocation.GroupAlone group => throw HelpPage.Explain(group, az.Terminal, CommandTree.Branches(az)),
            Invocation.NotOurs other => az.CommandForwarder.RunAsync(other),
            _ => throw new UnreachableException(),
        };
        if (!running.IsCompleted)
        {
            interrupt.Watch();
        }

        return await running;
    }
}
