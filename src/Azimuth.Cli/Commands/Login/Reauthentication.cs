using Azimuth.Accounts;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Cli.Terminal;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary>Offers a user to sign in again where a token was refused, so that the command can continue.</summary>
internal sealed class Reauthentication(
    Terminal.Terminal terminal, CloudConsent consent, InteractiveWays ways, Func<SignIn> signIn, SignInRunner runner)
{
    /// <summary>Asks on a terminal, and signs the same user in when the answer is yes.</summary>
    /// <returns>Whether the user signed in; false without a terminal.</returns>
    /// <exception cref="UserError">The sign-in failed, or another user signed in.</exception>
    public async Task<bool> OfferAsync(
        UserError refusal, Subscription row, IReadOnlyList<string> scopes, string? claims, CancellationToken cancel)
    {
        if (!row.User.IsPerson || !terminal.CanAsk)
        {
            return false;
        }

        terminal.Warn(refusal.Message);
        if (!await terminal.ConfirmAsync("Sign in again now?", otherwise: false, cancel))
        {
            return false;
        }

        await consent.AskForAuthorityAsync(cancel);
        var order = new SignInOrder
        {
            Ways = ways.Choose(new()),
            Tenants = [row.TenantId],
            LoginHint = row.User.Name,
            AcceptsOther = static (_, _) => Task.FromResult(false), // the request is this user's
            KeepsDefault = true,
            Scopes = scopes,
            Claims = claims,
        };
        await runner.RunAsync(signIn(), order, console: null, cancel);
        return true;
    }
}
