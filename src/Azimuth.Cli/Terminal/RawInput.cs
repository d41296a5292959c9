using System.Runtime.InteropServices;
using System.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// Reads one long line from the terminal, unseen, and can be stopped: what is typed after that is left to the next reader.
/// </summary>
internal static partial class RawInput
{
    private const int Stdin = 0;
    private const short Readable = 1; // POLLIN
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(30);

    /// <summary>The line; null at the end of input.</summary>
    /// <param name="pasted">Receives the number of characters of a paste.</param>
    /// <param name="cancel">Stops reading.</param>
    public static Task<string?> ReadLineAsync(Action<int> pasted, CancellationToken cancel) =>
        OperatingSystem.IsWindows() ? ReadKeysAsync(cancel) : Task.Run(() => ReadBytes(pasted, cancel), CancellationToken.None);

    private static string? ReadBytes(Action<int> pasted, CancellationToken cancel)
    {
        var line = new PastedLine();
        var buffer = new byte[4096];
        using var input = new InputWait(cancel);
        while (!line.IsDone)
        {
            var read = input.HasCome() ? ReadSome(Stdin, buffer, buffer.Length) : -1;
            if (read == 0)
            {
                return null;
            }

            Take(line, buffer.AsSpan(0, (int)Math.Max(0, read)), pasted);
        }

        return line.Text;
    }

    /// <summary>Ends at the first key, which stays for the next reader, and is shown.</summary>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task WaitForKeyAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
        {
            while (!Console.KeyAvailable)
            {
                await Task.Delay(BetweenKeys, cancel);
            }

            return;
        }

        using var keys = EchoOff.BeginShownBytes();
        await Task.Run(
            () =>
            {
                using var input = new InputWait(cancel);
                while (!input.HasCome())
                {
                }
            },
            CancellationToken.None);
    }

    private static void Take(PastedLine line, ReadOnlySpan<byte> bytes, Action<int> pasted)
    {
        foreach (var next in bytes)
        {
            line.Take(next);
            if (line.TakePasted() is { } length)
            {
                pasted(length);
            }

            if (line.IsDone)
            {
                return; // what was typed after Enter is lost: it would answer a question that was not asked yet
            }
        }
    }

    // A console gives keys, also those of a paste; it can be asked whether there is one, but not be waited for in a way that ends.
    private static async Task<string?> ReadKeysAsync(CancellationToken cancel)
    {
        var line = new PastedLine();
        var encoder = Encoding.UTF8.GetEncoder();
        var bytes = new byte[4]; // a character may come as two keys, the halves of a surrogate pair
        while (!line.IsDone)
        {
            if (Console.KeyAvailable)
            {
                var count = encoder.GetBytes([Console.ReadKey(intercept: true).KeyChar], bytes, flush: false);
                Take(line, bytes.AsSpan(0, count), static _ => { });
            }
            else
            {
                await Task.Delay(BetweenKeys, cancel);
            }
        }

        return line.Text;
    }

    /// <summary>Waits for the terminal, and can be stopped by way of a pipe.</summary>
    private sealed class InputWait : IDisposable
    {
        private readonly CancellationToken _cancel;
        private readonly CancellationTokenRegistration _canceled;
        private readonly int[] _wake = new int[2];

        public InputWait(CancellationToken cancel)
        {
            if (MakePipe(_wake) != 0)
            {
                throw new IOException($"Cannot wait for the terminal: {Marshal.GetLastPInvokeErrorMessage()}.");
            }

            _cancel = cancel;
            _canceled = cancel.Register(() => _ = WriteSome(_wake[1], [0], 1));
        }

        /// <summary>Whether there is something to read; false where a signal ended the wait.</summary>
        public bool HasCome()
        {
            Waiting[] both = [new() { Descriptor = Stdin, Wanted = Readable }, new() { Descriptor = _wake[0], Wanted = Readable }];
            _ = Wait(both, (nuint)both.Length, -1);
            _cancel.ThrowIfCancellationRequested();
            return both[0].Came != 0;
        }

        public void Dispose()
        {
            _canceled.Dispose();
            _ = Close(_wake[0]);
            _ = Close(_wake[1]);
        }
    }

    private struct Waiting
    {
        public int Descriptor;
        public short Wanted;
        public short Came;
    }

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int MakePipe([Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteSome(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadSome(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Wait([In, Out] Waiting[] waiting, nuint count, int milliseconds);
}
