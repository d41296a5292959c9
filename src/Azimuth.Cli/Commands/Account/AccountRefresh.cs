using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account list --refresh</c>: who is signed in is looked up again; who cannot be stays as it was, with a warning (2.91, recorded).
/// </summary>
internal sealed class AccountRefresh(Func<RefreshAccounts> accounts, Terminal.Terminal terminal, TimeProvider time)
{
    /// <summary>Asks for everybody who is signed in, and keeps the answers.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var console = new SignInConsole(terminal, time, new());
        using var progress = terminal.Progress;
        await accounts().RunAsync(
            console.Report,
            (userName, reason) =>
            {
                // How to sign in comes first, as recorded; anything else belongs to its reason, and has no line before it.
                if (reason.RequiresSignIn)
                {
                    terminal.Warn(reason.Remedy!);
                }

                terminal.Warn(
                    $"Refreshing for '{userName}' failed with an error '{reason.Message}'. The existing accounts were not modified. "
                    + "You can run 'az login' later to explicitly refresh them"
                    + (reason.RequiresSignIn || reason.Remedy is null ? "" : $"\n{reason.Remedy}"));
            },
            cancel);
    }
}
