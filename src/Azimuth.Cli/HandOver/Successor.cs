using System.Diagnostics;
using System.Globalization;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.HandOver;

/// <summary>Hands a command that is not ours to the Azure CLI, or says that there is none.</summary>
internal static class Successor
{
    /// <summary>How often a command was handed over on the way here. A wrapper on <c>PATH</c> that calls <c>az</c> would lead back to us for ever.</summary>
    public const string DepthVariable = "AZIMUTH_HANDOVER_DEPTH";

    private const int Deepest = 8; // the Azure CLI's own extensions call `az`, which may call `az`

    /// <summary>Becomes the next <c>az</c>. Returns only on Windows, with its exit code, since a process cannot become another there.</summary>
    /// <exception cref="UserError">There is none (exit code 2, the Azure CLI's sentence), or it leads back to us.</exception>
    public static Task<int> RunAsync(Request.NotOurs request, Composition az, CancellationToken cancel)
    {
        if (Find(az) is not var (next, changed))
        {
            throw new UserError(request.Error.Message, Explain(request.Error.Remedy), request.Error.ExitCode);
        }

        az.Terminal.Debug($"'{request.Word}' is not a command of Azimuth: {next} runs it.");
        return OperatingSystem.IsWindows()
            ? RunOnWindowsAsync(next, request.Words, changed, cancel)
            : throw SystemProcess.Become(next, [next, .. request.Words], changed);
    }

    /// <summary>The next <c>az</c>, and the variables that differ for it; null when there is none.</summary>
    /// <exception cref="UserError">It leads back to us.</exception>
    public static Next? Find(Composition az)
    {
        var depth = int.TryParse(az.Environment[DepthVariable], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        if (depth >= Deepest)
        {
            throw new UserError($"The `az` that comes next on PATH leads back to this one ({DepthVariable}={depth}).", "Remove the wrapper, or have it call the Azure CLI by its full path.");
        }

        if (NextAz.Find(az.Environment["PATH"], SystemEnvironment.ProcessPath, az.Platform.System, az.Terminal.Debug) is not { } next)
        {
            return null;
        }

        var changed = new Dictionary<string, string> { [DepthVariable] = (depth + 1).ToString(CultureInfo.InvariantCulture) };
        if (az.Options.Context is not null || az.FolderChoice.Context is not null)
        {
            changed["AZURE_CONFIG_DIR"] = az.Folder.Root; // the Azure CLI knows no contexts
        }

        return new(next, changed);
    }

    private static string Explain(string? suggestion)
    {
        const string How = "Azimuth signs in and hands every other command to the Azure CLI, which is not on PATH.\nInstall it: https://learn.microsoft.com/cli/azure/install-azure-cli";
        return suggestion is null ? How : $"{suggestion}\n{How}";
    }

    // az.cmd passes its arguments through cmd.exe, which reads quotes, % and & in them. What it would start is a
    // Python that the installer put beside it, so that is started instead.
    private static async Task<int> RunOnWindowsAsync(string next, IReadOnlyList<string> words, Dictionary<string, string> changed, CancellationToken cancel)
    {
        var python = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(next)!, "..", "python.exe"));
        var isScript = next.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase);
        if (isScript && !File.Exists(python))
        {
            throw new UserError($"'{next}' is a script without the Python of the Azure CLI's installer ('{python}'), and arguments cannot be handed to it safely.");
        }

        var start = new ProcessStartInfo(isScript ? python : next, isScript ? ["-IBm", "azure.cli", .. words] : words) { UseShellExecute = false };
        foreach (var (name, value) in changed)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }
}

/// <summary>The Azure CLI behind us.</summary>
/// <param name="File">Its path.</param>
/// <param name="Changed">Variables that it gets otherwise than we did.</param>
internal sealed record Next(string File, Dictionary<string, string> Changed);
