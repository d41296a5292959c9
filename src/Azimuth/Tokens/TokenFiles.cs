using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary>Everything of a config folder that may hold somebody's tokens or credentials.</summary>
/// <param name="folder">Whose.</param>
/// <param name="locks">Takes the locks that msal_extensions takes.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="warn">Says one sentence to the person.</param>
/// <param name="protection">Whether they are encrypted; null: they are not.</param>
public sealed class TokenFiles(ConfigFolder folder, FileLocks locks, TimeProvider time, Action<string> warn, TokenProtection? protection = null)
{
    private readonly ProtectedTokenStore _places = new(folder, locks, time, warn, protection ?? TokenProtection.None);
    private readonly RememberedAccounts _accounts = new(folder, locks, time, warn);
    private readonly SignInAuthorities _authorities = new(folder, locks, time, warn);

    /// <summary>Removes it all, copies that were set aside too: what is forgotten signs nobody in.</summary>
    public async Task ForgetAllAsync(CancellationToken cancel)
    {
        await _places.Cache.DeleteAsync(cancel);
        await _places.Principals.DeleteAsync(cancel);
        await _accounts.ForgetAllAsync(cancel);
        await _authorities.ForgetAllAsync(cancel);
        _places.ForgetCopies(all: true);
        await _places.ForgetLeftoversAsync(cancel);
    }
}
