using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Configuration;
using Azimuth.Storage.FileSystem;
using Azimuth.Storage.Locks;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tokens;

/// <summary>
/// One refresh for many callers: of the processes that want the same token, one asks the authority and the others wait
/// for its answer in the cache. The turn is a lock that the system releases when its holder dies, so that another takes over.
/// </summary>
/// <param name="files">Where the locks are.</param>
/// <param name="cache">Where the answer appears.</param>
public sealed class SingleFlightRefresh(ConfigFiles files, TokenCache cache)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>The turn, when nobody has it: for a token that is still good, and not worth waiting for.</summary>
    public FileLock? TryTake(TokenCacheQuery question)
    {
        try
        {
            return files.Locks.TryTake(LockFor(question));
        }
        catch (UserError)
        {
            return null; // a read-only folder: the good token will do
        }
    }

    /// <summary>Waits until another process has answered, or until it is our turn to ask.</summary>
    /// <returns>The answer, or the turn. Neither where no lock can be taken at all (a read-only folder): then everybody asks.</returns>
    /// <exception cref="UserError">Whoever asked while we waited was refused, and so would we be.</exception>
    public async Task<(CachedToken? Answer, FileLock? Turn)> WaitAsync(TokenCacheQuery question, CancellationToken cancel)
    {
        var path = LockFor(question);
        try
        {
            if (files.Locks.TryTake(path) is { } atOnce)
            {
                return Recheck(question, atOnce);
            }
        }
        catch (UserError)
        {
            return (null, null);
        }

        var since = files.Time.GetUtcNow();
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = files.Locks.TakeAsync(path, answered.Token);
        CachedToken? answer = null;
        while (!waiting.IsCompleted && answer is null)
        {
            await Task.WhenAny(waiting, Task.Delay(BetweenLooks, files.Time, cancel));
            answer = cache.Find(question);
        }

        if (answer is null)
        {
            var ours = Recheck(question, await waiting);
            if (ours.Turn is { } held && RefusedRefresh.Read(path, since) is { } refusal)
            {
                held.Dispose();
                throw refusal;
            }

            return ours;
        }

        await answered.CancelAsync();
        await ReleaseAsync(waiting);
        return (answer, null);
    }

    /// <summary>Tells those who wait for the turn, which must be ours, that the authority refused.</summary>
    public void Refuse(TokenCacheQuery question, UserError refusal) =>
        RefusedRefresh.Write(LockFor(question), refusal, files.Time.GetUtcNow());

    // Whoever had the turn before us may just have written the answer.
    private (CachedToken? Answer, FileLock? Turn) Recheck(TokenCacheQuery question, FileLock refreshLock)
    {
        if (cache.Find(question) is not { IsDue: false } answer)
        {
            return (null, refreshLock);
        }

        refreshLock.Dispose();
        return (answer, null);
    }

    private static async Task ReleaseAsync(Task<FileLock> waiting)
    {
        try
        {
            (await waiting).Dispose();
        }
        catch (OperationCanceledException)
        {
            // As asked: the answer came before the turn.
        }
    }

    // The name tells nothing: user names and scopes are nobody's business who lists the folder.
    private string LockFor(TokenCacheQuery question)
    {
        var key = string.Join(
            '\n',
            [question.Cloud, question.UserName, question.Environment, question.Realm, question.ExtendedKey, .. question.Scopes])
            .ToUpperInvariant();
        if (!question.IsApplication && question.ClientId != ClientIds.AzureCli)
        {
            key = $"{question.ClientId}\n{key}"; // the Azure CLI's name of the lock stays what earlier versions take
        }

        return Path.Combine(
            files.Folder.Locks, $"token-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8))}");
    }
}

/// <summary>What the authority said to the process that asked for all that wait; it counts for nobody who comes later.</summary>
file static class RefusedRefresh
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
                Between, when.UtcTicks, refusal.Message, refusal.Remedy, error?.Error, error?.SubError, error?.Claims,
                error?.CorrelationId)));
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
            ? known with
            {
                Error = TextOrNull(name),
                SubError = TextOrNull(sub),
                Claims = TextOrNull(claims),
                CorrelationId = TextOrNull(correlation)
            }
            : known;
    }

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    private static string NoteOf(string lockFile) => $"{lockFile}.refused";
}
