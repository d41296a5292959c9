using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Logout;

/// <summary><c>az logout</c>: forgets one identity, in every cloud.</summary>
internal sealed class Logout(EnvironmentVariables environment, Terminal.Terminal terminal, Func<SignOut> signOut)
{
    public static CommandSpec Describe(Func<Logout> command)
    {
        var userName = new ValueOption("--username")
        {
            Help = "User name, or application ID of a service principal. Default: the current account.",
            Completion = CompletionSource.Users,
        };
        return new("logout", "Sign out and remove the account's tokens.")
        {
            Options = [userName],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(userName), cancel),
        };
    }

    private async Task<int> RunAsync(string? userName, CancellationToken cancel)
    {
        if (environment.NonEmpty("ACC_CLOUD") is not null)
        {
            terminal.Warn(
                "Logout successful. Re-login to your initial Cloud Shell identity with 'az login --identity'. Login with a new "
                    + "identity with 'az login'.");
        }

        Report(await signOut().RunAsync(userName, cancel));
        return 0;
    }

    private void Report(SignOutResult result)
    {
        var left = terminal.OnError(SignOut.Shown(result.StillSignedIn));
        if (!result.WasSignedIn)
        {
            var others = result.StillSignedIn.Count > 0 ? $" Signed in: {left}." : "";
            terminal.Warn($"'{terminal.OnError(result.UserName)}' is not signed in.{others}");
        }
        else if (result.StillSignedIn.Count > 0)
        {
            // What a sign-in lists replaces what others listed of the same subscriptions.
            terminal.Warn($"Still signed in: {left}. To sign out of all accounts, run: az account clear"
                + (result.HadSubscriptions
                    ? "\nTo list the subscriptions of the remaining accounts again, run: az account list --refresh"
                    : ""));
        }
    }
}
