using System.Globalization;
using System.Text;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary>What the authority said to the process that asked for all that wait; it counts for nobody who comes later.</summary>
internal static class RefusedRefreshFile
{
    private const char Between = '\u001f'; // no sentence holds it

    public static void Write(string lockFile, UserError refusal, DateTimeOffset when)
    {
        try
        {
            // The turn is a lock: nobody else writes or reads it meanwhile. Anew, since whatever lies there may be a link.
            var note = NoteOf(lockFile);
            Ownership.CheckFolderToWrite(Path.GetDirectoryName(note)!);
            File.Delete(note);
            using var file = AtomicFile.CreateNew(note, like: null);
            var error = refusal.AuthorityError;
            file.Write(Encoding.UTF8.GetBytes(string.Join(
                Between, when.UtcTicks, refusal.Message, refusal.Remedy, error?.Error, error?.SubError, error?.Claims, error?.CorrelationId)));
        }
        catch (Exception failure) when (failure is UserError || FileErrors.IsOne(failure))
        {
            // Then each of them asks for itself.
        }
    }

    public static UserError? Read(string lockFile, DateTimeOffset since)
    {
        try
        {
            return FileBytes.Read(NoteOf(lockFile)) is { } note
                && Encoding.UTF8.GetString(note).Split(Between) is [var ticks, var sentence, var remedy, .. var error]
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var when) && when >= since.UtcTicks
                    ? new(sentence, TextOrNull(remedy)) { AuthorityError = From(sentence, error) }
                    : null;
        }
        catch (UserError)
        {
            return null; // whatever it is, it is no note of ours
        }
    }

    // A note of three fields is an earlier version's. Only what interaction resolves is ever noted.
    private static AuthorityError From(string sentence, string[] error)
    {
        var known = new AuthorityError { Code = AuthorityError.CodeIn(sentence), RequiresInteraction = true };
        return error is [var name, var sub, var claims, var correlation]
            ? known with { Error = TextOrNull(name), SubError = TextOrNull(sub), Claims = TextOrNull(claims), CorrelationId = TextOrNull(correlation) }
            : known;
    }

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    private static string NoteOf(string lockFile) => $"{lockFile}.refused";
}
