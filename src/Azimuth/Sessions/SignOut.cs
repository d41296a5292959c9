using Azimuth.Accounts;
using Azimuth.Text;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Sessions;

/// <summary>What a sign-out led to.</summary>
/// <param name="UserName">Who was to be signed out.</param>
/// <param name="WasSignedIn">Whether there was anything of that account.</param>
/// <param name="HadSubscriptions">Whether subscriptions of it were removed.</param>
/// <param name="StillSignedIn">The names of the accounts that remain.</param>
public sealed record SignOutResult(string UserName, bool WasSignedIn, bool HadSubscriptions, IReadOnlyList<string> StillSignedIn);

/// <summary>Signs one account out, in every cloud.</summary>
/// <param name="file">Who is signed in.</param>
/// <param name="tokens">Their tokens and credentials.</param>
/// <param name="cloud">Answers the name of the cloud whose default subscription says who is current.</param>
/// <param name="accounts">Answers the users that the token cache knows.</param>
/// <param name="leaveBroker">Signs an account out of the broker too.</param>
public sealed class SignOut(
    ProfileFile file,
    TokenCache tokens,
    Func<string> cloud,
    Func<IReadOnlyList<CachedAccount>> accounts,
    Func<string?, CancellationToken, Task> leaveBroker)
{
    private const int MostNamed = 5;

    /// <summary>
    /// Subscriptions first, tokens then: a crash in between leaves tokens that nothing shows, never a subscription whose tokens are gone.
    /// </summary>
    /// <param name="userName">The user name, or an application's client ID; null or empty: the default subscription's account.</param>
    /// <param name="cancel">Ends the wait for a lock.</param>
    /// <exception cref="UserError">It is not known who is current, or a file cannot be changed: then none is.</exception>
    public async Task<SignOutResult> RunAsync(string? userName, CancellationToken cancel)
    {
        await tokens.RemoveEarlierAsync(cancel);
        var before = await file.ReadAsync(cancel);
        var leaving = string.IsNullOrEmpty(userName) ? Current(before) : userName;

        file.CheckWritable(); // both or neither
        tokens.CheckWritable();
        var after = await file.UpdateAsync(profile => profile.RemoveIdentity(leaving), cancel);
        var hadTokens = await tokens.ForgetAsync(leaving, cancel);
        await leaveBroker(leaving, cancel);

        var hadRows = after.Subscriptions.Count < before.Subscriptions.Count;
        return new(leaving, hadRows || hadTokens, hadRows, NamesIn(after, accounts()));
    }

    /// <summary>Names for a sentence: the first few, and how many more there are.</summary>
    public static string Shown(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(each => $"'{each}'"))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private string Current(Profile profile)
    {
        if (profile.In(cloud()).FirstOrDefault(each => each.IsDefault) is { } current)
        {
            return current.User.Name.Length > 0 ? current.User.Name : throw new UserError(
                $"In azureProfile.json, the current subscription '{current.Name}' has no user name, so az cannot determine which account "
                    + "to sign out.",
                "To sign out of all accounts, run: az account clear");
        }

        // Several may be signed in, and none of them is the current one: the user names one.
        throw NamesIn(profile, []) is [var first, ..] left
            ? new UserError(
                $"No subscription is selected, so az cannot determine which account to sign out. Signed in: {Shown(left)}.",
                $"To sign out of one, run: az logout --username {ShellWord.Quote(first)}")
            : new UserError("There are no active accounts.");
    }

    private static List<string> NamesIn(Profile profile, IReadOnlyList<CachedAccount> accounts) =>
        [.. profile.Subscriptions.Select(each => each.User.Name)
            .Concat(accounts.Select(each => each.UserName))
            .Where(each => each.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
}
