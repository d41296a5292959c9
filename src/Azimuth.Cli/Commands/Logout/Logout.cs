using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Logout;

/// <summary><c>az logout</c>: forgets one identity, in every cloud.</summary>
internal static class Logout
{
    public static Command Describe(Composition az)
    {
        var userName = CommonOptions.Value("Who: a user name, or a service principal's ID. Who is signed in now, when nothing is said.", "--username");
        var command = new Command("logout", "Forget an identity and its tokens.") { userName };
        command.SetAction((words, cancel) =>
        {
            if (az.Environment.NonEmpty("ACC_CLOUD") is not null)
            {
                az.Terminal.Warn("Logout successful. Re-login to your initial Cloud Shell identity with 'az login --identity'. Login with a new identity with 'az login'.");
            }

            return RunAsync(az, words.GetValue(userName), cancel);
        });
        return command;
    }

    /// <summary>Rows first, tokens then: a crash in between leaves tokens that nothing shows, never a row whose tokens are gone.</summary>
    private static async Task<int> RunAsync(Composition az, string? userName, CancellationToken cancel)
    {
        var before = await az.Profile.ReadAsync(cancel);
        var leaving = string.IsNullOrEmpty(userName) ? Current(before, az.Clouds.ActiveName) : userName;

        az.Profile.CheckWritable(); // both or neither
        az.TokenCache.CheckWritable();
        var after = await az.Profile.UpdateAsync(profile => profile.RemoveIdentity(leaving), cancel);
        var hadTokens = await az.TokenCache.ForgetAsync(leaving, cancel);

        var hadRows = after.Subscriptions.Count < before.Subscriptions.Count;
        Report(az.Terminal, leaving, hadRows || hadTokens, hadRows, Left(after, az.CachedAccounts));
        return 0;
    }

    private static string Current(Profile profile, string cloud)
    {
        if (profile.In(cloud).FirstOrDefault(each => each.IsDefault) is { } current)
        {
            return current.User.Name.Length > 0 ? current.User.Name : throw new UserError(
                $"In azureProfile.json, the current subscription '{current.Name}' has no user name, "
                + "so it is not known which account to sign out.",
                "To sign out of all accounts, run: az account clear");
        }

        // Several may be signed in, and none of them is the current one: the user names one.
        throw Left(profile, []) is [var first, ..] left
            ? new UserError(
                $"No subscription is selected, so it is not known which account to sign out. Signed in: {Named(left)}.",
                $"To sign out of one, run: az logout --username {ShellWord.Quote(first)}")
            : new UserError("There are no active accounts.");
    }

    private static void Report(Terminal.Terminal terminal, string leaving, bool wasSignedIn, bool hadRows, List<string> left)
    {
        if (!wasSignedIn)
        {
            var others = left.Count > 0 ? $" Signed in: {terminal.OnError(Named(left))}." : "";
            terminal.Warn($"'{terminal.OnError(leaving)}' is not signed in.{others}");
        }
        else if (left.Count > 0)
        {
            // What a sign-in lists replaces what others listed of the same subscriptions.
            terminal.Warn($"Still signed in: {terminal.OnError(Named(left))}. To sign out of all accounts, run: az account clear"
                + (hadRows ? "\nTo list the subscriptions that this account had replaced, run: az account list --refresh" : ""));
        }
    }

    private static List<string> Left(Profile profile, IReadOnlyList<CachedAccount> people) =>
        [.. profile.Subscriptions.Select(each => each.User.Name)
            .Concat(people.Select(each => each.UserName))
            .Where(each => each.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string Named(List<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(each => $"'{each}'"))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private const int MostNamed = 5;
}
