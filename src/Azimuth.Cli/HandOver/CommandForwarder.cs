using System.Globalization;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Processes;
using Azimuth.Configuration;
using Azimuth.Sessions;

namespace Azimuth.Cli.HandOver;

/// <summary>Hands a command that is not ours to the Azure CLI, or says that there is none.</summary>
/// <param name="terminal">Where <c>--debug</c> says who runs the command.</param>
/// <param name="environment">The process's variables.</param>
/// <param name="locator">Which config folder, and why that one.</param>
/// <param name="trust">What the Azure CLI must be told of the sandbox.</param>
internal sealed class CommandForwarder(
    Terminal.Terminal terminal, EnvironmentVariables environment, Func<ConfigFolderLocator> locator, SandboxTrust trust)
{
    /// <summary>
    /// How often a command was handed over on the way here. A wrapper on <c>PATH</c> that calls <c>az</c> would lead back to us for ever.
    /// </summary>
    public const string DepthVariable = "AZIMUTH_HANDOVER_DEPTH";

    /// <summary>
    /// Our process, and the programs that it became: <c>PID:FILE:FILE</c>. A wrapper that becomes <c>az</c> again is the same process, and
    /// the one behind it is meant.
    /// </summary>
    public const string TriedVariable = "AZIMUTH_HANDOVER_TRIED";

    private const int Deepest = 8; // the Azure CLI's own extensions call `az`, which may call `az`

    /// <summary>
    /// Becomes the next <c>az</c>. Returns only on Windows, with its exit code, since a process cannot become another there.
    /// </summary>
    /// <exception cref="UserError">There is none (exit code 2, the Azure CLI's sentence), or it leads back to us.</exception>
    public Task<int> RunAsync(Invocation.NotOurs request)
    {
        if (Find() is not var (next, changed))
        {
            throw new UserError(request.Error.Message, Explain(request.Error.Remedy), request.Error.ExitCode);
        }

        terminal.Debug($"'{request.Word}' is not a command of Azimuth: {next} runs it.");
        return OperatingSystem.IsWindows()
            ? WindowsHandOver.RunAsync(
                WindowsCommand.Create(next, request.Words, environment, File.Exists, InstalledCli.Head), changed)
            : throw SystemProcess.Become(next, [next, .. request.Words], changed);
    }

    /// <summary>The next <c>az</c>, and the variables that differ for it; null when there is none.</summary>
    /// <exception cref="UserError">It leads back to us.</exception>
    public ForwardTarget? Find()
    {
        var depth = int.TryParse(environment[DepthVariable], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        if (depth >= Deepest)
        {
            throw LeadsBack($"{DepthVariable}={depth}");
        }

        var self = SystemEnvironment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string[] tried = environment[TriedVariable]?.Split(':') is [var process, .. var files] && process == self ? files : [];
        if (AzureCliOnPath.Find(
            environment, SystemEnvironment.ProcessPath, tried, CurrentProcess.System, terminal.Debug) is not { } next)
        {
            return tried.Length == 0 ? null : throw LeadsBack($"through {string.Join(", ", tried)}");
        }

        var changed = new Dictionary<string, string>
        {
            [DepthVariable] = (depth + 1).ToString(CultureInfo.InvariantCulture),
            [TriedVariable] = string.Join(':', [self, .. tried, next]),
        };
        if (locator() is { Context: not null, Folder: var folder })
        {
            changed["AZURE_CONFIG_DIR"] = folder.Root; // the Azure CLI knows no contexts
        }

        trust.Add(changed);
        return new(next, changed);
    }

    private static UserError LeadsBack(string how) => new(
        $"The next `az` on PATH calls this one again ({how}).",
        "Remove that wrapper, or call the Azure CLI by its full path in it.");

    private static string Explain(string? suggestion)
    {
        const string How =
            "Azimuth passes all other commands to the Azure CLI. To install it, see: "
                + "https://learn.microsoft.com/cli/azure/install-azure-cli";
        return suggestion is null ? How : $"{suggestion}\n{How}";
    }
}

/// <summary>The Azure CLI behind us.</summary>
/// <param name="File">Its path.</param>
/// <param name="Changed">Variables that it gets otherwise than we did.</param>
internal sealed record ForwardTarget(string File, Dictionary<string, string> Changed);
