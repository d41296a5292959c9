using Azimuth.Accounts;
using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account show</c>: one subscription of the profile, without a network call.</summary>
internal sealed class AccountShow(ProfileFile file, AccountSelection selection, Output.Output output)
{
    public static CommandSpec Describe(Func<AccountShow> command)
    {
        var subscription = CommonOptions.Subscription();
        return new("account show", "Show the current subscription, or another one.")
        {
            Options = [subscription],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(subscription), cancel),
        };
    }

    private async Task<int> RunAsync(string? nameOrId, CancellationToken cancel)
    {
        var subscription = selection.Find(await file.ReadAsync(cancel), nameOrId);
        return output.Write(json => SubscriptionJson.Write(json, subscription), held: SubscriptionList.Held);
    }
}
