using Azimuth.Tokens.Cache;
using Microsoft.Identity.Client;

namespace Azimuth.Tokens;

/// <summary>MSAL's view of the shared cache for the length of one command.</summary>
public sealed class TokenCacheSession
{
    private readonly TokenCache _file;
    private bool? _ofApplications;

    // What MSAL.NET made of the file, in its own words, and who holds newer words than these.
    private byte[]? _read;
    private byte[]? _current;
    private ITokenCacheSerializer? _writer;
    private ITokenCacheSerializer? _lastReader;

    internal TokenCacheSession(TokenCache file) => _file = file;

    /// <summary>Whether MSAL changed something that <see cref="SaveAsync"/> has yet to write.</summary>
    public bool HasChanged => _writer is not null;

    /// <summary>
    /// Lets MSAL read and change this session's copy of people's tokens. Several clients may share a session, one working after another.
    /// </summary>
    public void Attach(ITokenCache cache) => Attach(cache, ofApplications: false);

    /// <summary>The same for what applications have for themselves. A session is for one of the two.</summary>
    public void AttachApplications(ITokenCache cache) => Attach(cache, ofApplications: true);

    /// <summary>The account of a user name; see <see cref="TokenCache.HomeOfAsync"/>.</summary>
    internal Task<string?> HomeOfAsync(string environment, string cloud, string userName, CancellationToken cancel) =>
        _file.HomeOfAsync(environment, cloud, userName, cancel);

    /// <summary>Where each identity signed in; see <see cref="TokenCache.Authorities"/>.</summary>
    internal SignInAuthorities Authorities => _file.Authorities;

    private void Attach(ITokenCache cache, bool ofApplications)
    {
        if ((_ofApplications ??= ofApplications) != ofApplications)
        {
            throw new InvalidOperationException("A session is for people or for applications.");
        }

        cache.SetBeforeAccessAsync(LoadAsync);
        cache.SetAfterAccess(Note);
    }

    /// <summary>
    /// Writes what changed since the session was opened into the file as it is now: what another process wrote
    /// meanwhile stays. Nothing is written when nothing changed.
    /// </summary>
    /// <exception cref="UserError">The lock is held too long, or the file cannot be written. The session keeps its tokens.</exception>
    public async Task SaveAsync(CancellationToken cancel)
    {
        if (_writer is not { } writer)
        {
            return;
        }

        var now = writer.SerializeMsalV3();
        var before = UnifiedCache.Parse(_read ?? []);
        var after = UnifiedCache.Parse(now);
        await _file.UpdateAsync(cache => CacheMerge.Apply(cache, before, after, _file.Time), cancel);

        (_read, _current, _writer, _lastReader) = (now, now, null, writer);
    }

    /// <summary>The same, and reads it back: whoever is told "signed in" finds a token there afterwards.</summary>
    /// <exception cref="UserError">What was saved is not there, though saved twice.</exception>
    public async Task SaveAndVerifyAsync(CancellationToken cancel)
    {
        if (!HasChanged)
        {
            return;
        }

        var before = UnifiedCache.Parse(_read ?? []);
        await SaveAsync(cancel);
        var saved = UnifiedCache.Parse(_current ?? []);
        if (CacheMerge.Lacks(await _file.ReadAsync(cancel), before, saved, _file.Time))
        {
            await _file.UpdateAsync(cache => CacheMerge.Apply(cache, before, saved, _file.Time), cancel);
            if (CacheMerge.Lacks(await _file.ReadAsync(cancel), before, saved, _file.Time))
            {
                throw new UserError(
                    "The tokens were saved, but they are missing from the token cache: another program overwrites it. Wait until that "
                        + "program has finished.",
                    "To sign in again, run: az login");
            }
        }
    }

    // MSAL asks before every look; the file is read once, and a client that already knows the latest is left alone.
    private async Task LoadAsync(TokenCacheNotificationArgs args)
    {
        _current ??= CacheDialect.ForMsalNet(await _file.ReadAsync(args.CancellationToken), _ofApplications == true);
        if (ReferenceEquals(_lastReader, args.TokenCache))
        {
            return;
        }

        if (_writer is { } writer)
        {
            _current = writer.SerializeMsalV3();
        }

        args.TokenCache.DeserializeMsalV3(_current, shouldClearExistingCache: true);
        _read ??= args.TokenCache.SerializeMsalV3(); // the comparison's base: MSAL.NET's own words for what it read
        _lastReader = args.TokenCache;
        if (_writer is not null)
        {
            _writer = args.TokenCache;
        }
    }

    private void Note(TokenCacheNotificationArgs args)
    {
        if (args.HasStateChanged)
        {
            _writer = args.TokenCache; // serialized when it is saved: once, not once a token
        }
    }
}
