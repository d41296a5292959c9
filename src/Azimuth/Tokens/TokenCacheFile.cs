using Azimuth.Configuration;

namespace Azimuth.Tokens;

/// <summary><c>msal_token_cache.json</c>: MSAL's unified cache in MSAL Python's dialect, shared with the Azure CLI.</summary>
public sealed class TokenCacheFile(AzureFolder folder, TimeProvider time)
{
    /// <summary>The file, not encrypted.</summary>
    public string Path => folder.TokenCache;

    internal TimeProvider Time { get; } = time;

    /// <summary>
    /// A session reads the file once, lets MSAL work in memory, and writes once, when <see cref="TokenCacheSession.SaveAsync"/>
    /// is called: signing in to a hundred tenants is one write, and an abandoned session leaves the file as it was.
    /// </summary>
    public TokenCacheSession Open() => new(this);

    /// <summary>Removes a person's tokens from every authority host of <paramref name="environment"/>.</summary>
    /// <param name="userName">Compared without case.</param>
    /// <param name="environment">The authority's host name; null for all.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    public Task ForgetAsync(string userName, string? environment, CancellationToken cancel) =>
        File.Exists(Path) ? throw new UserError($"{userName} is still signed in.") : Task.CompletedTask;

    /// <summary>Removes the file: every identity is forgotten.</summary>
    public Task ForgetAllAsync(CancellationToken cancel)
    {
        File.Delete(Path);
        return Task.CompletedTask;
    }
}
