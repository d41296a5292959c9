using Azimuth.Cli.Services;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Events;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary>
/// After a sign-in: offers to sign in to the tenants that wanted more than it, one after the other. Everything else is saved by then.
/// </summary>
internal static class RefusedTenantRetry
{
    /// <summary>A user who is present answers sooner; a script that did not expect the question continues.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks once for all of them; No is what happens without an answer.</summary>
    /// <param name="refused">The tenants, in ARM's order.</param>
    /// <param name="order">The sign-in that they refused.</param>
    /// <param name="signIn">Creates the sign-in of a round, which reports its events to the given console.</param>
    /// <param name="az">The terminal and the clock.</param>
    /// <param name="cancel">Ctrl-C: rounds that are done stay done.</param>
    public static async Task OfferAsync(
        IReadOnlyList<TenantOutcome.Refused> refused, SignInOrder order, Func<SignInConsole, SignIn> signIn, Composition az,
        CancellationToken cancel)
    {
        if (refused.Count == 0 || !az.Terminal.CanAsk)
        {
            return;
        }

        var these = refused.Count == 1 ? "this tenant" : $"these {refused.Count} tenants";
        if (!await az.Terminal.ConfirmWithinAsync($"Sign in to {these} now?", Patience, az.Time, cancel))
        {
            return;
        }

        foreach (var tenant in refused.Select(each => each.Tenant))
        {
            await SignInToAsync(tenant, order, signIn, az, cancel);
        }
    }

    private static async Task SignInToAsync(
        Tenant tenant, SignInOrder order, Func<SignInConsole, SignIn> signIn, Composition az, CancellationToken cancel)
    {
        var name = VisibleText.Line(tenant.DisplayName ?? tenant.Id.ToString());
        var story = new SignInConsole(az.Terminal, az.Time, selects: false, order.AllowNoSubscriptions, way: "");
        try
        {
            var result = await signIn(story).RunAsync(order with { Tenants = [tenant.Id.ToString()] }, story.Report, cancel);
            az.Terminal.Say($"{name}: {result.Subscriptions.Count} subscription{(result.Subscriptions.Count == 1 ? "" : "s")} more.");
        }
        catch (UserError reason)
        {
            az.Terminal.Warn($"{name}: {reason.Message}");
        }
    }
}
