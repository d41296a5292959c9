using Azimuth.Accounts;
using Azimuth.Cli.Services;
using Azimuth.Cli.Terminal;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary>Offers a user to sign in again where a token was refused, so that the command can continue.</summary>
internal static class Reauthentication
{
    /// <summary>Asks on a terminal, and signs the same user in when the answer is yes.</summary>
    /// <returns>Whether the user signed in; false without a terminal.</returns>
    /// <exception cref="UserError">The sign-in failed, or another user signed in.</exception>
    public static async Task<bool> OfferAsync(
        UserError refusal, Subscription row, IReadOnlyList<string> scopes, string? claims, Composition az, CancellationToken cancel)
    {
        if (!row.User.IsPerson || !az.Terminal.CanAsk)
        {
            return false;
        }

        az.Terminal.Warn(refusal.Message);
        if (!await az.Terminal.ConfirmAsync("Sign in again now?", otherwise: false, cancel))
        {
            return false;
        }

        await CloudConsent.AskForAuthorityAsync(az.Clouds, az.Terminal, cancel);
        var order = new SignInOrder
        {
            Ways = InteractiveWays.Choose(new(), az),
            Tenants = [row.TenantId],
            LoginHint = row.User.Name,
            AcceptsOther = static (_, _) => Task.FromResult(false), // the request is this user's
            KeepsDefault = true,
            Scopes = scopes,
            Claims = claims,
        };
        var story = new SignInConsole(az.Terminal, az.Time, selects: false, allowsNone: false, way: "");
        using (az.Terminal.Progress)
        {
            await az.Session.SignIn(story.Report).RunAsync(order, story.Report, cancel);
        }

        return true;
    }
}
