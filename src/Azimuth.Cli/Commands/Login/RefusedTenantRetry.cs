using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;
using Azimuth.Events;
using Azimuth.Flows;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary>
/// After a sign-in: offers to sign in to the tenants that wanted more than it, one after the other. Everything else is saved by then.
/// </summary>
/// <param name="terminal">Where the question is asked.</param>
/// <param name="time">Measures how long no key was pressed.</param>
/// <param name="runner">Runs the sign-ins.</param>
/// <param name="environment">What says that this is a pipeline.</param>
/// <param name="settings">Has <c>core.retry_refused_tenants</c>.</param>
internal sealed class RefusedTenantRetry(
    Terminal.Terminal terminal, TimeProvider time, SignInRunner runner, EnvironmentVariables environment, Settings settings)
{
    // A user who is present presses a key sooner; a script that did not expect the question continues.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks once for all of them; No is what happens without an answer.</summary>
    /// <param name="signIn">The sign-in that they refused.</param>
    /// <param name="refused">The tenants, in ARM's order.</param>
    /// <param name="order">What is asked for in each.</param>
    /// <param name="cancel">Ctrl-C: tenants that are done stay done.</param>
    public async Task OfferAsync(
        SignIn signIn, IReadOnlyList<TenantOutcome.Refused> refused, SignInOrder order, CancellationToken cancel)
    {
        if (refused.Count == 0 || !IsOffered())
        {
            return;
        }

        var these = refused.Count == 1 ? "this tenant" : $"these {refused.Count} tenants";
        if (!await terminal.ConfirmWithinAsync($"Sign in to {these} now?", Timeout, time, cancel))
        {
            return;
        }

        foreach (var tenant in refused.Select(each => each.Tenant))
        {
            await SignInToAsync(tenant, signIn, order, cancel);
        }
    }

    private bool IsOffered()
    {
        if (!terminal.CanAsk || terminal.OnlyErrors() || FlowChoice.IsPipeline(environment))
        {
            return false;
        }

        var setting = settings.Get("core", "retry_refused_tenants");
        if (setting is { Length: > 0 } && setting.ToLowerInvariant() is not ("ask" or "never"))
        {
            terminal.Warn($"'core.retry_refused_tenants' is '{setting}', which is neither 'ask' nor 'never'.");
        }

        return setting?.ToLowerInvariant() is not "never";
    }

    private async Task SignInToAsync(Tenant tenant, SignIn signIn, SignInOrder order, CancellationToken cancel)
    {
        var name = VisibleText.Line(tenant.DisplayName ?? tenant.Id.ToString());
        try
        {
            var result = await runner.RunAsync(signIn, order with { Tenants = [tenant.Id.ToString()] }, console: null, cancel);
            terminal.Say($"{name}: {result.Subscriptions.Count} subscription{(result.Subscriptions.Count == 1 ? "" : "s")} more.");
        }
        catch (UserError reason)
        {
            terminal.Warn($"{name}: {reason.Message}");
        }
    }
}
