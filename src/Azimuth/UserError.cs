namespace Azimuth;

/// <summary>What a user can do something about. Ends the command with one sentence on stderr and no stack trace.</summary>
/// <param name="sentence">What is wrong, in one sentence.</param>
/// <param name="remedy">What to do: a sentence, or a command introduced by one.</param>
/// <param name="exitCode">The Azure CLI's: 1 failed, 2 wrong usage, 3 not found.</param>
/// <param name="cause">What was caught, for <c>--debug</c>.</param>
public sealed class UserError(string sentence, string? remedy = null, int exitCode = 1, Exception? cause = null)
    : Exception(sentence, cause)
{
    /// <summary>What to do: a sentence, or a command that <c>run:</c> introduces; null when the message says it all.</summary>
    public string? Remedy { get; } = remedy;

    /// <summary>Whether the sentence is a server's answer, which programs read: in a pipe it is not cut, however long.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What the authority answered, where it is the one that refused; else null.</summary>
    public AuthorityError? AuthorityError { get; init; }

    /// <summary>Whether <see cref="Remedy"/> is to sign in again, in the Azure CLI's lines (2.91).</summary>
    public bool RequiresSignIn { get; init; }

    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The same failure with another remedy.</summary>
    /// <param name="remedy">What to do instead; see <see cref="Remedy"/>.</param>
    /// <param name="cause">What was caught.</param>
    /// <param name="requiresSignIn">See <see cref="RequiresSignIn"/>.</param>
    public UserError WithRemedy(string remedy, Exception cause, bool requiresSignIn = false) =>
        new(Message, remedy, ExitCode, cause) { AuthorityError = AuthorityError, IsWhole = IsWhole, RequiresSignIn = requiresSignIn };
}
