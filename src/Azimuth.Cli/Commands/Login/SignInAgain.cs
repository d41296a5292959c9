using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Commands.Login;

/// <summary>Offers a person to sign in again where a token was refused, so that the command can go on.</summary>
internal static class SignInAgain
{
    /// <summary>Asks on a terminal, and signs in when the answer is yes.</summary>
    /// <returns>Whether somebody signed in; false where nobody can be asked.</returns>
    public static async Task<bool> OfferAsync(UserError refusal, string tenant, IReadOnlyList<string> scopes, string? claims, Composition az, CancellationToken cancel)
    {
        if (!az.Terminal.InIsTerminal || !az.Terminal.ErrorIsTerminal)
        {
            return false;
        }

        az.Terminal.Warn(refusal.Message);
        if (!await az.Terminal.ConfirmAsync("Sign in again now?", otherwise: false, cancel))
        {
            return false;
        }

        var order = new SignInOrder
        {
            Ways = PersonWays.Choose(new(), az),
            Tenants = [tenant],
            Scopes = scopes,
            Claims = claims,
        };
        var story = new SignInStory(az.Terminal, az.Time, selects: false, allowsNone: false, way: "");
        using (az.Terminal.Progress)
        {
            await az.SignIn(story.Tell).RunAsync(order, story.Tell, cancel);
        }

        return true;
    }
}
