using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account set</c>: chooses the subscription that commands run against.</summary>
internal sealed class AccountSet(ProfileFile file, DefaultSubscription defaults, CloudList clouds)
{
    public static CommandSpec Describe(Func<AccountSet> command)
    {
        var subscription = CommonOptions.Subscription(isRequired: true);
        return new("account set", "Set the current subscription.")
        {
            Options = [subscription],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(subscription)!, cancel),
        };
    }

    private async Task<int> RunAsync(string nameOrId, CancellationToken cancel)
    {
        var cloud = clouds.ActiveName;
        // Looked up before anything is locked: a wrong name leaves no trace.
        _ = (await file.ReadAsync(cancel)).FindToSet(nameOrId, cloud);
        await defaults.ChangeAsync(cloud, profile => profile.WithDefault(profile.FindToSet(nameOrId, cloud)), cancel);
        return 0;
    }
}
