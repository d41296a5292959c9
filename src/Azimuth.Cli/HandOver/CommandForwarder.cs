using System.Globalization;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.HandOver;

/// <summary>Hands a command that is not ours to the Azure CLI, or says that there is none.</summary>
internal static class CommandForwarder
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
    public static Task<int> RunAsync(Invocation.NotOurs request, Composition az)
    {
        if (Find(az) is not var (next, changed))
        {
            throw new UserError(request.Error.Message, Explain(request.Error.Remedy), request.Error.ExitCode);
        }

        az.Terminal.Debug($"'{request.Word}' is not a command of Azimuth: {next} runs it.");
        return OperatingSystem.IsWindows()
            ? WindowsHandOver.RunAsync(WindowsCommand.Create(next, request.Words, File.Exists), changed)
            : throw SystemProcess.Become(next, [next, .. request.Words], changed);
    }

    /// <summary>The next <c>az</c>, and the variables that differ for it; null when there is none.</summary>
    /// <exception cref="UserError">It leads back to us.</exception>
    public static ForwardTarget? Find(Composition az)
    {
        var depth = int.TryParse(az.Environment[DepthVariable], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        if (depth >= Deepest)
        {
            throw LeadsBack($"{DepthVariable}={depth}");
        }

        var self = SystemEnvironment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string[] tried = az.Environment[TriedVariable]?.Split(':') is [var process, .. var files] && process == self ? files : [];
        if (AzureCliOnPath.Find(
            az.Environment["PATH"], SystemEnvironment.ProcessPath, tried, az.Platform.System, az.Terminal.Debug) is not { } next)
        {
            return tried.Length == 0 ? null : throw LeadsBack($"by way of {string.Join(", ", tried)}");
        }

        var changed = new Dictionary<string, string>
        {
            [DepthVariable] = (depth + 1).ToString(CultureInfo.InvariantCulture),
            [TriedVariable] = string.Join(':', [self, .. tried, next]),
        };
        if (az.Options.Context is not null || az.ConfigFolderLocator.Context is not null)
        {
            changed["AZURE_CONFIG_DIR"] = az.Folder.Root; // the Azure CLI knows no contexts
        }

        SandboxTrust.Add(changed, az);
        return new(next, changed);
    }

    private static UserError LeadsBack(string how) => new(
        $"The `az` that comes next on PATH leads back to this one ({how}).",
        "Remove the wrapper, or have it call the Azure CLI by its full path.");

    private static string Explain(string? suggestion)
    {
        const string How =
            "Azimuth signs in and hands every other command to the Azure CLI. To install it, see: "
                + "https://learn.microsoft.com/cli/azure/install-azure-cli";
        return suggestion is null ? How : $"{suggestion}\n{How}";
    }
}

/// <summary>The Azure CLI behind us.</summary>
/// <param name="File">Its path.</param>
/// <param name="Changed">Variables that it gets otherwise than we did.</param>
internal sealed record ForwardTarget(string File, Dictionary<string, string> Changed);
