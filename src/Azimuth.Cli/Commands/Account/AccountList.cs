using Azimuth.Accounts;
using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account list</c>: the enabled subscriptions of the active cloud; with <c>--all</c>, those of every state and cloud.
/// </summary>
internal static class AccountList
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

    public static CommandSpec Describe(Composition az)
    {
        var all = new Flag("--all") { Help = "Those that are not enabled too, and those of other clouds." };
        var refresh = new Flag("--refresh") { Help = "Ask the server again which ones there are." };
        return new("account list", "List the subscriptions that you are signed in to.")
        {
            Options = [all, refresh],
            Run = async (arguments, cancel) =>
            {
                if (arguments.GetValue(refresh))
                {
                    await AccountRefresh.RunAsync(az.RefreshAccounts, az.Terminal, az.Time, cancel);
                }

                return await RunAsync(az.Profile, az.Clouds.ActiveName, az.Output, az.Terminal.Warn, arguments.GetValue(all), cancel);
            },
        };
    }

    internal static async Task<int> RunAsync(
        ProfileFile file, string cloud, Output.Output output, Action<string> warn, bool all, CancellationToken cancel)
    {
        var profile = await file.ReadAsync(cancel);
        var subscriptions = all ? profile.Subscriptions : profile.In(cloud);
        if (subscriptions.Count == 0)
        {
            warn("Please run \"az login\" to access your accounts.");
        }

        var shown = all ? subscriptions : [.. subscriptions.Where(each => each.State == "Enabled")];
        if (shown.Count < subscriptions.Count)
        {
            warn("A few accounts are skipped as they don't have 'Enabled' state. Use '--all' to display them.");
        }

        return SubscriptionList.Write(output, shown, Table);
    }
}
