using Azimuth.Harness.Processes;

namespace Azimuth.Fuzz.OddValues;

/// <summary>Whose folder a run finds.</summary>
public enum OddFolder
{
    /// <summary>A config folder in which a user is signed in.</summary>
    SignedIn,

    /// <summary>None, and no place to make one: <c>HOME=/</c>, as a user who may not write there.</summary>
    HomeIsRoot,

    /// <summary>The same as the first, which may be read and not written.</summary>
    ReadOnly,
}

/// <summary>The built <c>az</c> as a process, so that a crash is seen, with a network of its own that has no way out.</summary>
/// <param name="home">Its files and variables.</param>
/// <param name="folder">Which of them it finds.</param>
internal sealed class OddProcess(OddHome home, OddFolder folder)
{
    private const string Nameless = "12345"; // in no database of users
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(30);
    private static readonly bool IsRoot = Environment.UserName == "root";

    private static readonly string[] Alone = IsRoot ? ["/usr/bin/unshare", "--net"] : ["/usr/bin/unshare", "--map-current-user", "--net"];

    /// <summary>
    /// Whether this machine can give a process a network of its own; else only lines that need none are tried with odd addresses.
    /// </summary>
    public static bool HasOwnNetwork { get; } = CanBeAlone();

    /// <summary>Runs it.</summary>
    /// <param name="words">Its words; none may hold a NUL.</param>
    /// <param name="variables">All that its environment holds.</param>
    /// <param name="before">Commands of the shell that becomes it: <c>ulimit -n 5;</c> or <c>set -- "$@" "$(printf '\377')";</c>.</param>
    public OddRun Run(IReadOnlyList<string> words, Dictionary<string, string> variables, string before = "")
    {
        home.Restore();
        home.Close(folder == OddFolder.ReadOnly, IsRoot ? Nameless : null);
        if (folder == OddFolder.HomeIsRoot)
        {
            variables["HOME"] = "/";
            variables.Remove("AZURE_CONFIG_DIR");
        }

        string[] user = IsRoot && folder != OddFolder.SignedIn
            ? ["/usr/bin/setpriv", "--reuid", Nameless, "--regid", Nameless, "--clear-groups"]
            : [];
        string[] line = [.. HasOwnNetwork ? Alone : [], .. user, "/bin/sh", "-c", $"{before} exec \"$0\" \"$@\"", home.Program, .. words];
        return RunAsync(line, words, variables).GetAwaiter().GetResult();
    }

    private async Task<OddRun> RunAsync(string[] line, IReadOnlyList<string> words, Dictionary<string, string> variables)
    {
        await using var process = NativeProcess.Start(line[0], line[1..], variables, folder == OddFolder.SignedIn ? home.Folder : "/");
        using var late = new CancellationTokenSource(Hangs);
        try
        {
            await process.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            return new(words, null, "", "");
        }

        return new(words, process.ExitCode, process.Stdout, process.Stderr);
    }

    private static bool CanBeAlone()
    {
        try
        {
            using var trial = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo(Alone[0], [.. Alone[1..], "true"]) { RedirectStandardError = true })!;
            trial.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
