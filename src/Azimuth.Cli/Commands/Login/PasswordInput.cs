using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Commands.Login;

/// <summary>Where a password or secret comes from: the words, a file, standard input, or the person.</summary>
internal static class PasswordInput
{
    private const string StandardInput = "-";
    private const int Largest = 64 * 1024;

    /// <exception cref="UserError">There is none.</exception>
    public static async Task<Secret> ReadAsync(LoginWords words, Terminal.Terminal terminal, CancellationToken cancel)
    {
        var typed = words.PasswordValue;
        if (words.PasswordFile is { } path)
        {
            return typed.IsEmpty ? OfFile(path) : throw new UserError("usage error: '--password' and '--password-file' exclude each other");
        }

        if (!typed.IsEmpty && typed.Reveal() != StandardInput)
        {
            return typed;
        }

        // Whoever says "-" has something to say on standard input, be it a terminal or not.
        var read = terminal.InIsTerminal ? await terminal.AskHiddenAsync("Password: ", cancel) : new(terminal.In.ReadLine());
        return read.IsEmpty ? throw new UserError("The password is empty.") : read;
    }

    // The first line, whatever ends it: a password has no line ends, and editors add one.
    private static Secret OfFile(string path)
    {
        try
        {
            using var file = new StreamReader(path);
            return new FileInfo(path) is { Exists: true, Length: > Largest } || file.ReadLine() is not { Length: > 0 } line
                ? throw new UserError($"The file '{path}' holds no password in its first line.")
                : new(line);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserError($"The password file '{path}' cannot be read: {failure.Message}", cause: failure);
        }
    }
}
