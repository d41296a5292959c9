using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Events;
using Azimuth.Flows;

namespace Azimuth.Cli.Commands.Login.Progress;

/// <summary>
/// Names the tenants whose subscriptions are not in the list, and the remedy for each. Sentences are the Azure CLI's (2.91, recorded) where
/// it has one.
/// </summary>
/// <param name="terminal">The terminal.</param>
/// <param name="allowsNone">Whether tenants without subscriptions are wanted; then they are not worth a message.</param>
/// <param name="method">How the user asked to sign in, so that the suggested commands do the same.</param>
internal sealed class RefusedTenants(Terminal.Terminal terminal, bool allowsNone, LoginMethod method)
{
    private const int MostNamed = 5;

    /// <summary>Tenant by tenant, as the Azure CLI does; for logs and scripts.</summary>
    public void WarnOfEach(IReadOnlyList<TenantOutcome> outcomes)
    {
        foreach (var each in outcomes.OfType<TenantOutcome.Refused>())
        {
            WarnOfOne(each);
        }

        WarnOfEmptyAndSilent(outcomes);
        SuggestCommands([.. outcomes.OfType<TenantOutcome.Refused>()]);
    }

    /// <summary>Reason by reason, for a user who has just chosen a subscription: of many tenants only the first are named.</summary>
    public void WarnByReason(IReadOnlyList<TenantOutcome> outcomes)
    {
        var shown = new List<TenantOutcome.Refused>();
        var more = 0;
        foreach (var group in outcomes.OfType<TenantOutcome.Refused>().GroupBy(each => ReasonOf(each.Reason)))
        {
            TenantOutcome.Refused[] all = [.. group];
            if (all is [var one])
            {
                WarnOfOne(one);
            }
            else
            {
                terminal.Warn($"Authentication failed against {all.Length} tenants: {WithoutIds(all[0].Reason.Message)}");
            }

            shown.AddRange(all.Take(MostNamed));
            more += Math.Max(0, all.Length - MostNamed);
        }

        WarnOfEmptyAndSilent(outcomes);
        SuggestCommands(shown);
        if (more > 0)
        {
            terminal.Warn($"…and {more} more (run `az account tenant list`).");
        }
    }

    private void WarnOfOne(TenantOutcome.Refused refused) =>
        terminal.Warn($"Authentication failed against tenant {terminal.OnError($"{refused.Tenant}")}: {refused.Reason.Message}");

    private void WarnOfEmptyAndSilent(IReadOnlyList<TenantOutcome> outcomes)
    {
        var empty = outcomes.OfType<TenantOutcome.Listed>().Where(each => each.Subscriptions.Count == 0).ToList();
        if (empty.Count > 0 && !allowsNone)
        {
            terminal.Warn(
                "The following tenants don't contain accessible subscriptions. Use `az login --allow-no-subscriptions` to have tenant "
                    + "level access.");
            empty.ForEach(each => terminal.Warn(terminal.OnError($"{each.Tenant}")));
        }

        foreach (var silent in outcomes.OfType<TenantOutcome.Silent>())
        {
            terminal.Warn(
                $"Tenant {terminal.OnError($"{silent.Tenant}")} did not respond within {silent.Waited.TotalSeconds:0} seconds, so its "
                    + "subscriptions are not in the list. To try again later, run: "
                    + $"az login --tenant \"{silent.Tenant.Id}\"{method.Options}");
        }
    }

    private void SuggestCommands(List<TenantOutcome.Refused> refused)
    {
        if (refused.Count > 0)
        {
            terminal.Warn("If you need to access subscriptions in the following tenants, please use `az login --tenant TENANT_ID`.");
        }

        foreach (var each in refused)
        {
            terminal.Warn(terminal.OnError($"{each.Tenant}"));
            if (!terminal.OnlyErrors())
            {
                terminal.Say($"az login --tenant \"{each.Tenant.Id}\"{MethodFor(each).Options}");
            }
        }
    }

    // A policy that refuses device codes refuses the next one as well.
    private LoginMethod MethodFor(TenantOutcome.Refused refused) =>
        method.Kind == FlowKind.DeviceCode && DeviceCode.IsRefusedByPolicy(refused.Reason.AuthorityError)
            ? LoginMethod.WithoutBrowser
            : method;

    // Entra ID's code tells reasons apart; where there is none, the text does.
    private static string ReasonOf(UserError refusal) =>
        refusal.AuthorityError is { Code: > 0 } error ? error.ToString() : WithoutIds(refusal.Message);

    // What follows the IDs is ours: how long to wait.
    private static string WithoutIds(string message)
    {
        var start = message.IndexOf("Trace ID:", StringComparison.Ordinal);
        if (start <= 0)
        {
            return message;
        }

        var time = message.IndexOf("Timestamp:", start, StringComparison.Ordinal);
        var end = time < 0 ? -1 : message.IndexOf('Z', time);
        return message[..start].TrimEnd() + (end < 0 ? "" : message[(end + 1)..]);
    }
}
