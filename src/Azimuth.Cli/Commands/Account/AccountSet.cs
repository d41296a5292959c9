using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account set</c>: chooses the subscription that commands run against.</summary>
internal static class AccountSet
{
    public static Command Describe(Composition az)
    {
        var subscription = CommonOptions.Subscription();
        subscription.Required = true;
        var command = new Command("set", "Choose the subscription that commands run against.") { subscription };
        command.SetAction((words, cancel) => RunAsync(az.Profile, az.Clouds, words.GetValue(subscription)!, cancel));
        return command;
    }

    internal static async Task<int> RunAsync(ProfileFile file, CloudList clouds, string nameOrId, CancellationToken cancel)
    {
        // Looked up before anything is locked: a wrong name leaves no trace.
        var cloud = clouds.ActiveName;
        var chosen = (await file.ReadAsync(cancel)).FindToSet(nameOrId, cloud);
        clouds.CheckWritable(); // both files or none
        await file.UpdateAsync(
            profile =>
            {
                chosen = profile.FindToSet(nameOrId, cloud);
                return profile.WithDefault(chosen);
            },
            cancel);
        await clouds.SetSubscriptionAsync(cloud, chosen.Id, cancel);
        return 0;
    }
}
