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
public sealed class RefreshTurns(AzureFolder folder, FileLocks locks, TokenCacheFile cache, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(40);

    /// <summary>The turn, when nobody has it: for a token that is still good, and not worth waiting for.</summary>
    public FileLock? TryTake(TokenQuestion question) => locks.TryTake(LockFor(question));

    /// <summary>Waits until another process has answered, or until it is our turn to ask.</summary>
    /// <returns>The answer, or the turn; one of the two.</returns>
    public async Task<(CachedToken? Answer, FileLock? Turn)> WaitAsync(TokenQuestion question, CancellationToken cancel)
    {
        var path = LockFor(question);
        var pause = ShortestWait;
        while (true)
        {
            if (locks.TryTake(path) is { } turn)
            {
                // Whoever had the turn before us may just have written the answer.
                if (cache.Find(question) is not { IsDue: false } answer)
                {
                    return (null, turn);
                }

                turn.Dispose();
                return (answer, null);
            }

            await Task.Delay(pause, time, cancel);
            pause = pause * 2 < LongestWait ? pause * 2 : LongestWait;
            if (cache.Find(question) is { } theirs)
            {
                return (theirs, null);
            }
        }
    }

    // The name tells nothing: user names and scopes are nobody's business who lists the folder.
    private string LockFor(TokenQuestion question)
    {
        var key = string.Join('\n', [question.UserName, question.Environment, question.Realm, .. question.Scopes]).ToUpperInvariant();
        return Path.Combine(folder.Locks, $"token-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 8))}");
    }
}
