using Azimuth.Accounts;
using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account show</c>: one subscription of the profile, without a network call.</summary>
internal static class AccountShow
{
    public static CommandSpec Describe(Composition az)
    {
        var subscription = CommonOptions.Subscription();
        return new("account show", "Show the subscription that commands run against, or another one.")
        {
            Options = [subscription],
            Run = (arguments, cancel) => RunAsync(
                az.Profile, profile => az.AccountSelection.Find(profile, arguments.GetValue(subscription)), az.Output, cancel),
        };
    }

    internal static async Task<int> RunAsync(
        ProfileFile file, Func<Profile, Subscription> choose, Output.Output output, CancellationToken cancel)
    {
        var subscription = choose(await file.ReadAsync(cancel));
        return output.Write(json => SubscriptionJson.Write(json, subscription), held: SubscriptionList.Held);
    }
}
