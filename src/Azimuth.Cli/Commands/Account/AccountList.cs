using Azimuth.Accounts;
using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account list</c>: the enabled subscriptions of the active cloud; with <c>--all</c>, those of every state and cloud.
/// </summary>
internal sealed class AccountList(
    AccountRefresh refresh, ProfileFile file, CloudList clouds, Output.Output output, Terminal.Terminal terminal)
{
    /// <summary>The columns of <c>az account list</c>; <c>az login</c> has those of the general rules.</summary>
    internal static readonly TableShape Table = new(
    [
        ("Name", "name"),
        ("CloudName", "cloudName"),
        ("SubscriptionId", "id"),
        ("TenantId", "tenantId"),
        ("State", "state"),
        ("IsDefault", "isDefault"),
    ]);

    public static CommandSpec Describe(Func<AccountList> command)
    {
        var all = new Flag("--all") { Help = "Include subscriptions that are not enabled, and those of other clouds." };
        var refresh = new Flag("--refresh") { Help = "Refresh the list from Azure." };
        return new("account list", "List the subscriptions of all signed-in accounts.")
        {
            Options = [all, refresh],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(all), arguments.GetValue(refresh), cancel),
        };
    }

    private async Task<int> RunAsync(bool all, bool isToRefresh, CancellationToken cancel)
    {
        if (isToRefresh)
        {
            await refresh.RunAsync(cancel);
        }

        var cloud = clouds.ActiveName; // also with --all: a cloud that is not known is an error before the profile is read
        var profile = await file.ReadAsync(cancel);
        var subscriptions = all ? profile.Subscriptions : profile.In(cloud);
        if (subscriptions.Count == 0)
        {
            terminal.Warn("Please run \"az login\" to access your accounts.");
        }

        var shown = all ? subscriptions : [.. subscriptions.Where(each => each.State == "Enabled")];
        if (shown.Count < subscriptions.Count)
        {
            terminal.Warn("A few accounts are skipped as they don't have 'Enabled' state. Use '--all' to display them.");
        }

        return SubscriptionList.Write(output, shown, Table);
    }
}
