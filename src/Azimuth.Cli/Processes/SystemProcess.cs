using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Azimuth.Cli.Processes;

/// <summary>What is done with this process as a whole.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class SystemProcess
{
    private const int BrokenPipe = 13; // SIGPIPE
    private const nint DefaultAction = 0; // SIG_DFL

    /// <summary>
    /// Becomes another program: same process, same streams, same signals, so that a program that waits for us notices nothing.
    /// All other variables stay as the system gave them to us, byte for byte.
    /// </summary>
    /// <param name="file">The program's path.</param>
    /// <param name="words">Its arguments, its own name first.</param>
    /// <param name="changed">Variables that differ.</param>
    /// <returns>Why it could not; it does not return when it could.</returns>
    public static UserError Become(string file, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> changed)
    {
        foreach (var (name, value) in changed)
        {
            _ = SetVariable(name, value, overwrite: 1);
        }

        _ = SetSignal(BrokenPipe, DefaultAction); // .NET ignores it, and what is ignored stays so in the next program
        CoreDumps.Allow();
        _ = Execute(file, [.. words, null]);
        var reason = Marshal.GetLastPInvokeErrorMessage();
        CoreDumps.Forbid();
        return new UserError($"'{file}' cannot be run: {reason}.");
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string file, string?[] words);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint action);
}
