using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Tokens;

/// <summary>
/// <c>azimuth/accounts.json</c>: where the token cache holds several accounts of one user name (a user who was created anew, a
/// tenant that moved, a guest and a member), which of them counts in a cloud. The Azure CLI 2.91 refuses all of them.
/// </summary>
/// <param name="file">The config folder's <see cref="Configuration.ConfigFiles.Accounts"/>.</param>
internal sealed class RememberedAccounts(SharedFile file)
{
    private readonly StringMapFile _notes = new(file);

    /// <summary>
    /// Which of several accounts counts; null where that is not known. An account that came into the cache since the decision was
    /// made (another program signed it in) makes it unknown again: it may be the one that is meant.
    /// </summary>
    /// <param name="cloud">The cloud's name.</param>
    /// <param name="userName">Their common name; compared without case.</param>
    /// <param name="homes">The accounts, by <c>home_account_id</c>.</param>
    public string? Choose(string? cloud, string userName, IReadOnlyList<string> homes)
    {
        if (cloud is null || _notes.Find(StringMapFile.Key(cloud, userName))?.Split(' ') is not { } known)
        {
            return null;
        }

        return homes.All(each => known.Contains(each, StringComparer.OrdinalIgnoreCase))
            ? homes.FirstOrDefault(each => Is(each, known[0]))
            : null;
    }

    /// <summary>Remembers that <paramref name="home"/> counts, and which others there were.</summary>
    /// <returns>Whether that is news: there are others, and another one counted or none was known to.</returns>
    public async Task<bool> RememberAsync(
        string cloud, string userName, string home, IReadOnlyList<string> others, CancellationToken cancel)
    {
        var key = StringMapFile.Key(cloud, userName);
        var note = others.Count == 0 ? null : string.Join(' ', [home, .. others.Order(StringComparer.Ordinal)]);
        var before = _notes.Find(key);
        if (before == note)
        {
            return false;
        }

        await _notes.PutAsync(key, note, cancel);
        return note is not null && !(before is not null && Is(before.Split(' ')[0], home));
    }

    /// <summary>Forgets a user name in every cloud.</summary>
    public Task ForgetAsync(string userName, CancellationToken cancel) => _notes.ForgetAsync(userName, cancel);

    /// <summary>Forgets all of them.</summary>
    public Task ForgetAllAsync(CancellationToken cancel) => _notes.ForgetAllAsync(cancel);

    /// <summary>Why none of several accounts is used: the Azure CLI's first words (2.91), and what to do.</summary>
    public static UserError Several(string userName, IReadOnlyList<string> homes) => new(
        $"Found multiple accounts with the same username '{userName}': {string.Join(", ", homes)}. az cannot determine which one to use.",
        $"To choose one, sign out of all of them and sign in again. Run:\naz logout --username {ShellWord.Quote(userName)}\naz login");

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
