using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Terminal;
using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Login;

/// <summary>Where a password or secret comes from: an option, a file, standard input, or the user.</summary>
internal sealed class PasswordInput(Terminal.Terminal terminal, EnvironmentVariables environment)
{
    private const string StandardInput = "-";
    private const int Largest = 64 * 1024;

    /// <exception cref="UserError">There is none.</exception>
    public async Task<Secret> ReadAsync(LoginOptions options, CancellationToken cancel)
    {
        var typed = options.PasswordValue;
        if (options.PasswordFile is { } path)
        {
            return typed.IsEmpty
                ? OfFile(CredentialFile.PathOf(path, "--password-file", "a password or secret", environment))
                : throw new UserError("usage error: --password cannot be combined with --password-file");
        }

        if (!typed.IsEmpty && typed.Reveal() != StandardInput)
        {
            return typed;
        }

        // "-" means standard input, be it a terminal or not.
        var read = terminal.InIsTerminal ? await terminal.AskHiddenAsync("Password: ", cancel) : new(await terminal.ReadLineAsync(cancel));
        return read.IsEmpty ? throw new UserError("The password is empty.") : read;
    }

    // The first line: a password has no line ends, and editors add one.
    private static Secret OfFile(string path)
    {
        var reading = InputFile.Read(path, Largest);
        return reading switch
        {
            { Bytes: { } bytes } when FileText.FirstLine(bytes) is { Length: > 0 } line => new(line),
            { Bytes: not null } => throw new UserError($"The first line of the password file '{path}' is empty."),
            _ => throw new UserError($"The password file '{path}' {reading.Problem}.", cause: reading.Cause),
        };
    }
}
