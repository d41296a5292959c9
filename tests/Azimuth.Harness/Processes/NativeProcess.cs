using System.Diagnostics;
using System.Text;

namespace Azimuth.Harness.Processes;

/// <summary>A program that runs with an environment of its own; its streams are kept as they come.</summary>
public sealed class NativeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _stdout = new();
    private readonly StringBuilder _stderr = new();
    private readonly Task _streams;

    private NativeProcess(Process process)
    {
        _process = process;
        _streams = Task.WhenAll(CopyAsync(process.StandardOutput, _stdout), CopyAsync(process.StandardError, _stderr));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it said on stdout until now.</summary>
    public string Stdout => Text(_stdout);

    /// <summary>What it said on stderr until now.</summary>
    public string Stderr => Text(_stderr);

    public int ExitCode => _process.ExitCode;

    /// <param name="environment">All of it: nothing of ours is inherited.</param>
    /// <param name="input">For its stdin, which is closed after it; null: closed at once. Write to it yourself with
    /// <paramref name="keepInput"/>.</param>
    public static NativeProcess Start(
        string program,
        IEnumerable<string> words,
        IReadOnlyDictionary<string, string> environment,
        string folder,
        string? input = null,
        bool keepInput = false)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        if (!keepInput)
        {
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended, or closed its stdin, before it read everything: its right.
            }
        }

        return new NativeProcess(process);
    }

    /// <summary>Writes to its stdin, which was kept open.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until it has ended and all it said is read.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        await _streams.WaitAsync(cancel);
    }

    /// <summary>Waits until it has ended, whoever still holds its streams.</summary>
    public Task WaitForExitAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    /// <summary>Closes its stdin, if that was kept.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("/bin/kill", ["-INT", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    // Characters are kept as they are: a reader of lines would lose whether the last one ended.
    private static async Task CopyAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            lock (to)
            {
                to.Append(buffer, 0, read);
            }
        }
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }
}
