using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Azimuth.Bench;

/// <summary>A program that is run again and again: no shell, no pipes, all three streams on /dev/null.</summary>
internal sealed partial class Spawn : IDisposable
{
    private const int ReadWrite = 2; // O_RDWR
    private const int LargestActions = 256; // posix_spawn_file_actions_t has 80 bytes in glibc, a pointer elsewhere

    private const string Tracer = "/usr/bin/strace";
    private const int LargestUsage = 18; // struct rusage, in longs
    private const int MinorFaults = 8; // ru_minflt, behind two struct timeval and four longs

    private readonly string _program;
    private readonly nint _words;
    private readonly nint _variables;
    private readonly nint _actions = Marshal.AllocHGlobal(LargestActions);
    private readonly Func<string, Spawn> _traced;

    /// <param name="program">Its file.</param>
    /// <param name="words">Without the program's name.</param>
    /// <param name="variables">All that its environment holds.</param>
    public Spawn(string program, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> variables)
    {
        _program = program;
        _words = Texts([program, .. words]);
        _variables = Texts(variables.Select(variable => $"{variable.Key}={variable.Value}"));
        _traced = file => new(Tracer, ["-f", "-qq", "-o", file, program, .. words], variables);
        Check(InitializeActions(_actions));
        for (var stream = 0; stream <= 2; stream++)
        {
            Check(AddOpen(_actions, stream, "/dev/null", ReadWrite, 0));
        }
    }

    /// <summary>The time from before the start until the end is known, and the page faults that needed no disk.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public (TimeSpan Time, long PageFaults) Run()
    {
        Span<long> usage = stackalloc long[LargestUsage];
        var started = Stopwatch.GetTimestamp();
        Check(Start(out var id, _program, _actions, 0, _words, _variables));
        if (WaitFor(id, out var status, 0, usage) != id || status != 0)
        {
            throw new InvalidOperationException($"{_program} ended with the status {status}");
        }

        return (Stopwatch.GetElapsedTime(started), usage[MinorFaults]);
    }

    /// <summary>How many system calls one run makes; null where strace is not installed.</summary>
    public int? CountSystemCalls()
    {
        if (!File.Exists(Tracer))
        {
            return null;
        }

        var file = Path.GetTempFileName();
        try
        {
            using var traced = _traced(file);
            _ = traced.Run();
            return File.ReadLines(file).Count(line => !line.Contains("+++", StringComparison.Ordinal)
                && !line.Contains("---", StringComparison.Ordinal) && !line.Contains(" resumed>", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        _ = DestroyActions(_actions);
        Marshal.FreeHGlobal(_actions);
        Free(_words);
        Free(_variables);
    }

    // An array of C strings, ended by a null pointer.
    private static nint Texts(IEnumerable<string> texts)
    {
        nint[] pointers = [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];
        var array = Marshal.AllocHGlobal(pointers.Length * nint.Size);
        Marshal.Copy(pointers, 0, array, pointers.Length);
        return array;
    }

    private static void Free(nint texts)
    {
        for (var at = texts; Marshal.ReadIntPtr(at) is not 0 and var text; at += nint.Size)
        {
            Marshal.FreeCoTaskMem(text);
        }

        Marshal.FreeHGlobal(texts);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"posix_spawn: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Start(out int id, string program, nint actions, nint attributes, nint words, nint variables);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(nint actions, int stream, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "wait4")]
    private static partial int WaitFor(int id, out int status, int options, Span<long> usage);
}
