using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Storage.Protection;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tokens;

/// <summary>MSAL's unified cache in MSAL Python's dialect, shared with the Azure CLI: <c>msal_token_cache.json</c>, or encrypted.</summary>
/// <param name="files">The config folder's.</param>
/// <param name="protection">Whether it is encrypted; null: it is not.</param>
public sealed class TokenCache(ConfigFiles files, TokenProtection? protection = null)
{
    internal TimeProvider Time => files.Time;

    /// <summary>Where each identity signed in: asked before what signs it in is sent. A cached token needs none of it.</summary>
    internal SignInAuthorities Authorities => field ??= new(files.Authorities);

    private ProtectedTokenStore Bytes => field ??= new(files, protection ?? TokenProtection.None, TokenContent.Cache);

    private ProtectedTokenStore PrincipalBytes => field ??= new(files, protection ?? TokenProtection.None, TokenContent.ServicePrincipals);

    private ServicePrincipalFile Principals => field ??= new(PrincipalBytes);

    private RememberedAccounts Remembered => field ??= new(files.Accounts);

    /// <summary>
    /// A session reads the file once, lets MSAL work in memory, and writes once, when <see cref="TokenCacheSession.SaveAsync"/>
    /// is called: signing in to a hundred tenants is one write, and an abandoned session leaves the file as it was.
    /// </summary>
    public TokenCacheSession Open() => new(this);

    /// <summary>
    /// The answer that the file already holds, without MSAL and without a lock; null when there is none, or when the file
    /// needs healing, which is left to a session.
    /// </summary>
    public CachedToken? Find(TokenCacheQuery question)
    {
        try
        {
            if (Bytes.Read() is not { } bytes)
            {
                return null;
            }

            var now = Time.GetUtcNow();
            var found = CachedTokenReader.Find(bytes, question, now, out var homes);
            return homes is not null && Remembered.Choose(question.Cloud, question.UserName, homes) is { } home
                ? CachedTokenReader.Find(bytes, question with { HomeAccountId = home }, now, out _)
                : found;
        }
        catch (Exception failure) when (failure is UserError or ProtectionException)
        {
            return null; // it cannot be read: the session says so
        }
    }

    /// <summary>The people that the file knows, without MSAL and without a lock; none when it cannot be read.</summary>
    /// <param name="environment">The authority's host name, without port; where that cannot be said, no one is known there.</param>
    public IReadOnlyList<CachedAccount> People(Func<string> environment)
    {
        try
        {
            return CachedAccount.In(Parse(Bytes.Read()), environment());
        }
        catch (Exception failure) when (failure is UserError or ProtectionException or JsonException)
        {
            return [];
        }
    }

    /// <summary>The account of a user name; null where there is none.</summary>
    /// <param name="environment">The authority's host name, without port.</param>
    /// <param name="cloud">The cloud's name.</param>
    /// <param name="userName">Compared without case.</param>
    /// <param name="cancel">Ends the wait for a writer.</param>
    /// <exception cref="UserError">There are several, and it is not known which one counts.</exception>
    public async Task<string?> HomeOfAsync(string environment, string cloud, string userName, CancellationToken cancel) =>
        CachedAccount.HomesOf(await ReadAsync(cancel), environment, userName) switch
        {
            [] => null,
            [var one] => one,
            var several => Remembered.Choose(cloud, userName, several) ?? throw RememberedAccounts.Several(userName, several),
        };

    /// <summary>Remembers that a user name means the account that has just signed in, where the cache holds others of that name.</summary>
    /// <returns>The others, where one of them counted until now or none was known to; else none.</returns>
    public async Task<IReadOnlyList<string>> RememberAsync(
        string environment, string cloud, string userName, string home, CancellationToken cancel)
    {
        IReadOnlyList<string> others = [
            .. CachedAccount.HomesOf(await ReadAsync(cancel), environment, userName)
                .Where(each => !string.Equals(each, home, StringComparison.OrdinalIgnoreCase))
        ];
        return await Remembered.RememberAsync(cloud, userName, home, others, cancel) ? others : [];
    }

    /// <summary>What an application signs in with in a tenant; null when it is not kept.</summary>
    public Task<ServicePrincipalEntry?> FindPrincipalAsync(string clientId, string tenant, CancellationToken cancel) =>
        Principals.FindAsync(clientId, tenant, cancel);

    /// <summary>Keeps what an application signs in with.</summary>
    public Task KeepPrincipalAsync(ServicePrincipalEntry entry, CancellationToken cancel) => Principals.KeepAsync(entry, cancel);

    /// <summary>
    /// Removes an identity: a person's tokens and account, an application's tokens and what signs it in. In every cloud, not only the
    /// active one: the profile's rows go in every cloud too, and a refresh token that nothing shows any more would be left to whoever finds
    /// the file.
    /// </summary>
    /// <param name="userName">The name in the profile: a user name or a client ID. Compared without case.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    /// <returns>Whether there was anything of it.</returns>
    public async Task<bool> ForgetAsync(string userName, CancellationToken cancel)
    {
        var hadTokens = await Bytes.ForgetAsync(Changing(cache => CacheRemoval.Forget(cache, userName)), cancel);
        var hadCredential = await Principals.ForgetAsync(userName, cancel);
        await Remembered.ForgetAsync(userName, cancel);
        await Authorities.ForgetAsync(userName, cancel);
        files.RemoveTokenCopies();
        await files.RemoveHttpCacheAsync(cancel);
        return hadTokens || hadCredential;
    }

    /// <summary>
    /// Removes all that may hold tokens or credentials, copies that were set aside too: what is forgotten cannot sign in any more.
    /// </summary>
    public async Task ForgetAllAsync(CancellationToken cancel)
    {
        await Bytes.DeleteAsync(cancel);
        await PrincipalBytes.DeleteAsync(cancel);
        await Remembered.ForgetAllAsync(cancel);
        await Authorities.ForgetAllAsync(cancel);
        files.RemoveTokenCopies();
        await files.RemoveHttpCacheAsync(cancel);
        await files.RemoveEarlierTokensAsync(cancel);
    }

    /// <summary>
    /// Removes the refresh tokens of the Azure CLI before 2.30, which nothing reads any more. Every sign-out begins with it, as the Azure
    /// CLI's does: also one that finds no account.
    /// </summary>
    /// <exception cref="UserError">They cannot be removed.</exception>
    public Task RemoveEarlierAsync(CancellationToken cancel) => files.RemoveEarlierTokensAsync(cancel);

    /// <summary>Refuses where tokens could not be kept: asked before somebody signs in.</summary>
    /// <exception cref="UserError">The folder or the file is read-only.</exception>
    public void CheckWritable() => Bytes.CheckWritable();

    /// <summary>
    /// Brings tokens and credentials to where <c>core.encrypt_token_cache</c> wants them, and removes them from where they were.
    /// </summary>
    /// <exception cref="UserError">The system does not encrypt or decrypt now; they stay where they are.</exception>
    public async Task SettleAsync(CancellationToken cancel)
    {
        await Bytes.SettleAsync(cancel);
        await Principals.SettleAsync(cancel);
    }

    internal async ValueTask<UnifiedCache> ReadAsync(CancellationToken cancel) => Parse(await Bytes.ReadAsync(cancel));

    /// <summary>Applies <paramref name="change"/>, which tells whether it changed anything, to what is on disk now.</summary>
    internal async Task UpdateAsync(Func<UnifiedCache, bool> change, CancellationToken cancel)
    {
        await Bytes.UpdateAsync(Changing(change), cancel);
        files.TrimTokenCopies();
    }

    private static Func<byte[]?, byte[]?> Changing(Func<UnifiedCache, bool> change) => bytes =>
    {
        var cache = Parse(bytes);
        return change(cache) ? cache.ToBytes() : bytes;
    };

    private static UnifiedCache Parse(byte[]? bytes)
    {
        try
        {
            return bytes is null ? UnifiedCache.Empty() : UnifiedCache.Parse(bytes);
        }
        catch (JsonException failure)
        {
            throw new UserError("The file of the token cache is JSON, but not a token cache.",
                "To remove it, run: az account clear", cause: failure);
        }
    }
}
