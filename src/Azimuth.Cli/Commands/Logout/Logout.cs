using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Logout;

/// <summary><c>az logout</c>: forgets one identity, in every cloud.</summary>
internal static class Logout
{
    public static CommandSpec Describe(Composition az)
    {
        var userName = new ValueOption("--username")
        {
            Help = "Who: a user name, or a service principal's ID. Who is signed in now, when nothing is said.",
            Completion = CompletionSource.Users,
        };
        return new("logout", "Forget an identity and its tokens.")
        {
            Options = [userName],
            Run = (arguments, cancel) =>
            {
                if (az.Environment.NonEmpty("ACC_CLOUD") is not null)
                {
                    az.Terminal.Warn(
                        "Logout successful. Re-login to your initial Cloud Shell identity with 'az login --identity'. Login with a new "
                            + "identity with 'az login'.");
                }

                return RunAsync(az.Session.SignOut, az.Terminal, arguments.GetValue(userName), cancel);
            },
        };
    }

    private static async Task<int> RunAsync(SignOut signOut, Terminal.Terminal terminal, string? userName, CancellationToken cancel)
    {
        Report(terminal, await signOut.RunAsync(userName, cancel));
        return 0;
    }

    private static void Report(Terminal.Terminal terminal, SignOutResult result)
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
                    ? "\nTo list the subscriptions that this account had replaced, run: az account list --refresh"
                    : ""));
        }
    }
}
