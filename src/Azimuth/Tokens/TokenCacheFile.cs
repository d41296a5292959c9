using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary><c>msal_token_cache.json</c>: MSAL's unified cache in MSAL Python's dialect, shared with the Azure CLI.</summary>
/// <param name="folder">Whose cache.</param>
/// <param name="locks">Takes the lock that msal_extensions takes.</param>
/// <param name="time">The clock of the waits and of what Python stamps.</param>
/// <param name="warn">Says one sentence to the person.</param>
public sealed class TokenCacheFile(AzureFolder folder, FileLocks locks, TimeProvider time, Action<string> warn)
{
    private readonly SharedFile _file = new(folder.TokenCache, $"{folder.TokenCache}.lockfile", folder.Aside, JsonVerdict.Of, locks, time, warn);

    private readonly ServicePrincipalFile _principals = new(folder, locks, time, warn);

    internal TimeProvider Time { get; } = time;

    /// <summary>
    /// A session reads the file once, lets MSAL work in memory, and writes once, when <see cref="TokenCacheSession.SaveAsync"/>
    /// is called: signing in to a hundred tenants is one write, and an abandoned session leaves the file as it was.
    /// </summary>
    public TokenCacheSession Open() => new(this);

    /// <summary>
    /// The answer that the file already holds, without MSAL and without a lock; null when there is none, or when the file
    /// needs healing, which is left to a session.
    /// </summary>
    public CachedToken? Find(TokenQuestion question)
    {
        try
        {
            return _file.Read() is { } bytes ? QuickToken.Find(bytes, question, Time.GetUtcNow()) : null;
        }
        catch (UserError)
        {
            return null; // it cannot be read: the session says so
        }
    }

    /// <summary>
    /// Removes an identity: a person's tokens and account, an application's tokens and what signs it in. In every cloud, not only the active one: the profile's rows go in every cloud
    /// too, and a refresh token that nothing shows any more would be left to whoever finds the file.
    /// </summary>
    /// <param name="userName">The name in the profile: a user name or a client ID. Compared without case.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    public async Task ForgetAsync(string userName, CancellationToken cancel)
    {
        if (File.Exists(_file.Path))
        {
            await UpdateAsync(cache => CacheRemoval.Forget(cache, userName), cancel);
        }

        await _principals.ForgetAsync(userName, cancel);
        Aside.Forget(folder.TokenCache, folder.Aside); // what was set aside as damaged may still hold a good refresh token
        Aside.Forget(folder.ServicePrincipals, folder.Aside);
    }

    internal async ValueTask<UnifiedCache> ReadAsync(CancellationToken cancel) => Parse(await _file.ReadAsync(cancel));

    /// <summary>Applies <paramref name="change"/>, which tells whether it changed anything, to what is on disk now.</summary>
    internal Task UpdateAsync(Func<UnifiedCache, bool> change, CancellationToken cancel) => _file.UpdateAsync(
        bytes =>
        {
            var cache = Parse(bytes);
            return change(cache) ? cache.ToBytes() : bytes;
        },
        cancel);

    private static UnifiedCache Parse(byte[]? bytes)
    {
        try
        {
            return bytes is null ? UnifiedCache.Empty() : UnifiedCache.Parse(bytes);
        }
        catch (JsonException failure)
        {
            throw new UserError("The token cache holds JSON, but no token cache.", "az account clear", cause: failure);
        }
    }
}
