using System.Text;
using Azimuth.Harness.Processes;

namespace Azimuth.Harness;

/// <summary>
/// A person's terminal: <c>az</c> on a pseudo-terminal that is its controlling one, so that Ctrl-C is a signal and end of input is a key.
/// </summary>
public sealed class Terminal : IAsyncDisposable
{
    private readonly PseudoTerminal _tty;
    private readonly NativeProcess _process;
    private readonly Az _az;
    private readonly string[] _words;
    private readonly StringBuilder _seen = new();
    private readonly Task _reading;
    private readonly Task _end;

    private Terminal(PseudoTerminal tty, NativeProcess process, Az az, string[] words, int columns, int rows)
    {
        _tty = tty;
        _process = process;
        _az = az;
        _words = words;
        Columns = columns;
        Rows = rows;
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _end = CloseAtEndAsync();
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>It has ended and all that it wrote was read.</summary>
    public bool HasEnded => _end.IsCompleted;

    /// <summary>All that was written to it and echoed by it, escape codes included, lines ended by LF.</summary>
    public string Seen
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToString().Replace("\r\n", "\n");
            }
        }
    }

    /// <summary>What a person sees now.</summary>
    public Screen Screen => Screen.Of(Seen.Replace("\n", "\r\n"), Columns, Rows);

    /// <summary>Starts <c>az</c> with <paramref name="line"/> in a terminal of this size; the recordings' is 100 by 40.</summary>
    public static Terminal Start(Home home, string line, int columns = 100, int rows = 40) =>
        Start(home, CommandWords.Split(line), columns, rows);

    /// <summary>The same, in words; of another program than <c>az</c> when <paramref name="program"/> is given.</summary>
    public static Terminal Start(Home home, string[] words, int columns = 100, int rows = 40, string? program = null)
    {
        var tty = PseudoTerminal.Open(columns, rows);
        var variables = new Dictionary<string, string>(home.Variables) { ["TERM"] = "xterm-256color" };
        // env and setsid exec, so the process keeps its ID; the shell is there only to open the terminal as all three streams.
        // A shell starts what runs beside it with Ctrl-C ignored, ./test its suites for one; nobody at a terminal has that.
        string[] shell = [
            "-c", "exec /usr/bin/env --default-signal=INT /usr/bin/setsid --ctty \"$@\" <>\"$0\" >&0 2>&0", tty.Name,
            program ?? Places.Az, .. words
        ];
        return new Terminal(tty, NativeProcess.Start("/bin/sh", shell, variables, home.WorkingFolder), home.Az, words, columns, rows);
    }

    /// <summary>Waits until <paramref name="text"/> was written <paramref name="times"/> times.</summary>
    public Task WaitForAsync(string text, int times = 1) => Waiting.UntilAsync(
        $"'{text}' on the terminal, {times} times",
        () => Task.FromResult(Count(Seen, text) >= times ? text
            : _process.HasExited && _reading.IsCompleted ? throw new HarnessException($"'{text}' was not written {times} times.\n{Story}")
            : null),
        () => Task.FromResult(Story));

    /// <summary>Waits for the device code.</summary>
    public async Task<string> DeviceCodeAsync()
    {
        await WaitForAsync(" to authenticate.");
        var before = Seen[..Seen.IndexOf(" to authenticate.", StringComparison.Ordinal)];
        return before[(before.LastIndexOf(' ') + 1)..];
    }

    /// <summary>Keys: LF is Enter, U+0003 Ctrl-C, U+0004 end of input.</summary>
    public Task TypeAsync(string keys) => _tty.WriteAsync(Encoding.UTF8.GetBytes(keys));

    /// <summary>Waits for its end.</summary>
    public async Task<AzResult> EndAsync()
    {
        AzResult streams;
        try
        {
            streams = await _az.EndAsync(_process, _words);
        }
        catch (HarnessException late)
        {
            throw new HarnessException($"{late.Message}\n{Story}", late);
        }

        await Waiting.ForAsync("the end of the terminal's output", _end);
        return new AzResult($"az {CommandWords.Join(_words)}", streams.ExitCode, Seen, "(a terminal has one stream)", Story);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _end;
        _tty.Dispose();
    }

    private string Story => $"$ az {CommandWords.Join(_words)}\n--- seen\n{Seen}\n--- screen\n{Screen.Text}\n---";

    private async Task CloseAtEndAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        _tty.CloseFarSide();
        await _reading;
    }

    private void Read()
    {
        var buffer = new byte[8192];
        var characters = new char[8192];
        var decoder = Encoding.UTF8.GetDecoder();
        for (int read; (read = _tty.Read(buffer)) > 0;)
        {
            var length = decoder.GetChars(buffer.AsSpan(0, read), characters, flush: false);
            lock (_seen)
            {
                _seen.Append(characters, 0, length);
            }
        }
    }

    private static int Count(string text, string part)
    {
        var times = 0;
        for (var at = 0; (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length)
        {
            times++;
        }

        return times;
    }
}
