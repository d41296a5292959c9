using System.Security.Cryptography;
using System.Text;
using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary>
/// One refresh for many callers: of the processes that want the same token, one asks the authority and the others wait
/// for its answer in the cache. The turn is a lock that the system releases when its holder dies, so that another takes over.
/// </summary>
/// <param name="folder">Where the locks are.</param>
/// <param name="locks">Takes them.</param>
/// <param name="cache">Where the answer appears.</param>
/// <param name="time">The clock of the waits.</param>
public sealed class SingleFlightRefresh(ConfigFolder folder, FileLocks locks, TokenCache cache, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>The turn, when nobody has it: for a token that is still good, and not worth waiting for.</summary>
    public FileLock? TryTake(TokenCacheQuery question)
    {
        try
        {
            return locks.TryTake(LockFor(question));
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
            if (locks.TryTake(path) is { } atOnce)
            {
                return Recheck(question, atOnce);
            }
        }
        catch (UserError)
        {
            return (null, null);
        }

        var since = time.GetUtcNow();
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = locks.TakeAsync(path, answered.Token);
        CachedToken? answer = null;
        while (!waiting.IsCompleted && answer is null)
        {
            await Task.WhenAny(waiting, Task.Delay(BetweenLooks, time, cancel));
            answer = cache.Find(question);
        }

        if (answer is null)
        {
            var ours = Recheck(question, await waiting);
            if (ours.Turn is { } held && RefusedRefreshFile.Read(path, since) is { } refusal)
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
    public void Refuse(TokenCacheQuery question, UserError refusal) => RefusedRefreshFile.Write(LockFor(question), refusal, time.GetUtcNow());

    // Whoever had the turn before us may just have written the answer.
    private (CachedToken? Answer, FileLock? Turn) Recheck(TokenCacheQuery question, FileLock turn)
    {
        if (cache.Find(question) is not { IsDue: false } answer)
        {
            return (null, turn);
        }

        turn.Dispose();
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
        var key = string.Join('\n', [question.Cloud, question.UserName, question.Environment, question.Realm, question.ExtendedKey, .. question.Scopes]).ToUpperInvariant();
        return Path.Combine(folder.Locks, $"token-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8))}");
    }
}
