using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account set</c>: chooses the subscription that commands run against.</summary>
internal static class AccountSet
{
    public static CommandSpec Describe(Composition az)
    {
        var subscription = CommonOptions.Subscription(isRequired: true);
        return new("account set", "Choose the subscription that commands run against.")
        {
            Options = [subscription],
            Run = (arguments, cancel) => RunAsync(
                az.Profile, az.DefaultSubscription, az.Clouds.ActiveName, arguments.GetValue(subscription)!, cancel),
        };
    }

    internal static async Task<int> RunAsync(
        ProfileFile file, DefaultSubscription accounts, string cloud, string nameOrId, CancellationToken cancel)
    {
        // Looked up before anything is locked: a wrong name leaves no trace.
        _ = (await file.ReadAsync(cancel)).FindToSet(nameOrId, cloud);
        await accounts.ChangeAsync(cloud, profile => profile.WithDefault(profile.FindToSet(nameOrId, cloud)), cancel);
        return 0;
    }
}
