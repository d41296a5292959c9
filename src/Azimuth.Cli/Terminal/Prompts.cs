namespace Azimuth.Cli.Terminal;

/// <summary>Questions to the person. They go to stderr, since stdout is for results; nobody asks where stdin is not a terminal.</summary>
internal static class Prompts
{
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
            terminal.Error.Write(question);
            using var hidden = terminal.HideTyping();
            var typed = await terminal.ReadLineAsync(cancel);
            terminal.Error.Write("\n"); // the person's own Enter was hidden, too
            return new(typed);
        }

        /// <summary>Yes or no; Enter and the end of input mean <paramref name="otherwise"/>.</summary>
        public async Task<bool> ConfirmAsync(string question, bool otherwise, CancellationToken cancel)
        {
            while (true)
            {
                switch ((await terminal.AskAsync($"{question} {(otherwise ? "[Y/n]" : "[y/N]")}: ", cancel))?.Trim().ToUpperInvariant())
                {
                    case null or "":
                        return otherwise;
                    case "Y" or "YES":
                        return true;
                    case "N" or "NO":
                        return false;
                }
            }
        }

        // Reading a terminal cannot be cancelled; the thread that waits for it ends with the process.
        private async Task<string?> ReadLineAsync(CancellationToken cancel) =>
            await Task.Run(terminal.In.ReadLine, CancellationToken.None).WaitAsync(cancel);
    }
}
