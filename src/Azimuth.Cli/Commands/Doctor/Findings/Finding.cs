namespace Azimuth.Cli.Commands.Doctor.Findings;

/// <summary>The severity of a finding.</summary>
internal enum Severity
{
    /// <summary>No problem was found.</summary>
    Fine,

    /// <summary>Worth knowing; nothing fails because of it.</summary>
    Note,

    /// <summary>Something fails, or will.</summary>
    Problem,
}

/// <summary>The result of a check.</summary>
/// <param name="Severity">How severe it is.</param>
/// <param name="What">One sentence.</param>
/// <param name="Remedy">
/// A sentence that introduces the command that fixes it; null where nothing needs to be fixed, or <paramref name="What"/> says how.
/// </param>
internal sealed record Finding(Severity Severity, string What, string? Remedy = null)
{
    /// <summary>Fixes it, where that is safe, and says in one sentence what was done; null where the user has to.</summary>
    public Func<CancellationToken, Task<string>>? Fix { get; init; }

    /// <summary>What <see cref="Fix"/> did; null when it was not asked to, or could not.</summary>
    public string? Fixed { get; init; }

    /// <summary>The command of <see cref="Remedy"/>, ready to paste.</summary>
    public string? Command
    {
        get
        {
            var at = Remedy is null ? -1 : Math.Max(Remedy.LastIndexOf("run: ", StringComparison.Ordinal),
                Math.Max(Remedy.LastIndexOf("run:\n", StringComparison.Ordinal), Remedy.LastIndexOf("open: ", StringComparison.Ordinal)));
            return at < 0 ? Remedy : Remedy![(Remedy!.IndexOf(':', at) + 2)..];
        }
    }

    public static Finding Fine(string what) => new(Severity.Fine, what);

    public static Finding Note(string what, string? remedy = null) => new(Severity.Note, what, remedy);

    public static Finding Problem(string what, string? remedy = null) => new(Severity.Problem, what, remedy);

    /// <summary>What ended a command ends a check as a problem.</summary>
    public static Finding FromError(UserError error) => Problem(error.Message, error.Remedy);
}
