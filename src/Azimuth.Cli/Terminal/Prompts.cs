using System.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>Questions to the user. They go to stderr, since stdout is for results. Without a terminal on stdin nothing is asked.</summary>
internal static class Prompts
{
    // The terminal then marks where a paste begins and ends, so that its line ends are not Enter.
    private const string BeginBracketedPaste = "\e[?2004h";
    private const string EndBracketedPaste = "\e[?2004l";

    private const int LongestLine = 64 * 1024;

    extension(Terminal terminal)
    {
        /// <summary>A line of text.</summary>
        /// <returns>What was typed, without its end of line; null at the end of input.</returns>
        public async Task<string?> AskAsync(string question, CancellationToken cancel)
        {
            terminal.Error.Write(question);
            return await terminal.ReadLineAsync(cancel);
        }

        /// <summary>A line that is not shown while it is typed.</summary>
        /// <returns>What was typed; an empty secret at the end of input.</returns>
        public async Task<Secret> AskHiddenAsync(string question, CancellationToken cancel)
        {
            using var hidden = terminal.HideTyping(); // from before the question: a user may type as soon as it is there
            terminal.Error.Write(question);
            var typed = await terminal.ReadLineAsync(cancel);
            terminal.Error.Write("\n"); // the user's own Enter was hidden, too
            return new(typed);
        }

        /// <summary>
        /// One long line that is pasted, not shown and not cut at a terminal's longest line. From a pipe, the next line of it.
        /// </summary>
        /// <returns>What was pasted; null at the end of input.</returns>
        public async Task<string?> AskPasteAsync(string question, CancellationToken cancel)
        {
            if (!terminal.InIsTerminal || terminal.ReadUnseen is not { } read)
            {
                return await terminal.ReadLineAsync(cancel);
            }

            // Unseen from before the question: a user may paste as soon as it is there.
            using var hidden = EchoOff.BeginBytes();
            var marksPaste = terminal.ErrorIsTerminal && terminal.DrawsEscapeCodes;
            terminal.Error.Write($"{question}{(marksPaste ? BeginBracketedPaste : "")}");
            try
            {
                return await read(length => terminal.Error.Write($"{length} characters. Press Enter."), cancel);
            }
            finally
            {
                terminal.Error.Write(marksPaste ? $"{EndBracketedPaste}\n" : "\n");
            }
        }

        /// <summary>Yes or no; Enter and the end of input mean <paramref name="otherwise"/>.</summary>
        public async Task<bool> ConfirmAsync(string question, bool otherwise, CancellationToken cancel)
        {
            while (true)
            {
                if (Answer(await terminal.AskAsync($"{question} {(otherwise ? "[Y/n]" : "[y/N]")}: ", cancel), otherwise) is { } answer)
                {
                    return answer;
                }
            }
        }

        /// <summary>
        /// The same, and no key within <paramref name="timeout"/> means no: for a question that a script may not expect. After a key the
        /// user has all the time that is needed.
        /// </summary>
        public async Task<bool> ConfirmWithinAsync(string question, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
        {
            using var late = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
            terminal.Error.Write($"{question} (No after {timeout.TotalSeconds:0} seconds; any key stops the clock) [y/N]: ");
            try
            {
                await (terminal.WaitForKey?.Invoke(either.Token) ?? Task.CompletedTask);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                terminal.Error.Write("\n");
                return false;
            }

            return Answer(await terminal.ReadLineAsync(cancel), otherwise: false)
                ?? await terminal.ConfirmAsync(question, otherwise: false, cancel);
        }

        /// <summary>The next line of stdin, be it a terminal or a pipe; null at the end of input.</summary>
        /// <exception cref="UserError">It is longer than 64 KiB.</exception>
        /// <exception cref="OperationCanceledException">
        /// Ctrl-C: a read cannot be cancelled, and the thread that waits for it ends with the process.
        /// </exception>
        public async Task<string?> ReadLineAsync(CancellationToken cancel) =>
            await Task.Run(() => terminal.In.ReadLineUpTo(LongestLine), CancellationToken.None).WaitAsync(cancel);
    }

    private static bool? Answer(string? line, bool otherwise) => line?.Trim().ToUpperInvariant() switch
    {
        null or "" => otherwise,
        "Y" or "YES" => true,
        "N" or "NO" => false,
        _ => null,
    };

    extension(TextReader input)
    {
        /// <summary>
        /// The next line without its end; null at the end of input. A line that does not end (<c>/dev/zero</c>) does not fill the memory.
        /// </summary>
        /// <exception cref="UserError">It is longer than <paramref name="most"/> characters.</exception>
        public string? ReadLineUpTo(int most)
        {
            var line = new StringBuilder();
            int next;
            while ((next = input.Read()) >= 0 && next is not ('\n' or '\r'))
            {
                _ = line.Length < most
                    ? line.Append((char)next)
                    : throw new UserError($"The line on standard input is longer than {most >> 10} KiB.");
            }

            _ = next == '\r' && input.Peek() == '\n' ? input.Read() : next;
            return next < 0 && line.Length == 0 ? null : line.ToString();
        }
    }
}
