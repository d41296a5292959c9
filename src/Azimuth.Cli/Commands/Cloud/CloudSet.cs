using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud set</c>: makes a cloud the active one, and its last subscription the default.</summary>
internal static class CloudSet
{
    public static Command Describe(Composition az)
    {
        var name = CommonOptions.Value("Name of the cloud.", "--name", "-n");
        name.Required = true;
        var profile = CommonOptions.Choice("The set of API versions.", "--profile", CloudList.OnlyProfile);
        var command = new Command("set", "Choose the cloud that commands run against.") { name, profile };
        command.SetAction((words, cancel) => RunAsync(az.Clouds, az.Profile, az.Terminal, words.GetValue(name)!, words.GetValue(profile), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(
        CloudList clouds, ProfileFile file, Terminal.Terminal terminal, string name, string? profile, CancellationToken cancel)
    {
        var cloud = clouds.Find(name);
        if (profile is not null)
        {
            await clouds.PutAsync(cloud.Name, [new("profile", profile)], cancel);
        }

        if (cloud.Name == clouds.ActiveNameOrNone)
        {
            return 0;
        }

        await clouds.SetActiveAsync(cloud.Name, cancel);
        OldProfile.Tell(clouds, terminal);
        terminal.Warn($"Switched active cloud to '{cloud.Name}'.");

        var known = (await file.ReadAsync(cancel)).In(cloud.Name);
        var wanted = clouds.Extra(cloud.Name, "subscription") ?? known.FirstOrDefault(each => each.State == "Enabled")?.Id;
        if (wanted is null)
        {
            terminal.Warn("Use 'az login' to log in to this cloud.");
            terminal.Warn("Use 'az account set' to set the active subscription.");
            return 0;
        }

        await SwitchSubscriptionAsync(clouds, file, terminal, cloud.Name, wanted, cancel);
        return 0;
    }

    private static async Task SwitchSubscriptionAsync(
        CloudList clouds, ProfileFile file, Terminal.Terminal terminal, string cloud, string wanted, CancellationToken cancel)
    {
        Subscription chosen;
        try
        {
            chosen = (await file.ReadAsync(cancel)).FindToSet(wanted, cloud);
        }
        catch (UserError error)
        {
            // The subscription that clouds.config remembers is gone; the cloud is switched all the same.
            terminal.Warn(error.Message);
            terminal.Warn("Unable to automatically switch the active subscription. Use 'az account set'.");
            return;
        }

        await file.UpdateAsync(profile => profile.WithDefault(profile.FindToSet(wanted, cloud)), cancel);
        await clouds.SetSubscriptionAsync(cloud, chosen.Id, cancel);
        terminal.Warn($"Active subscription switched to '{chosen.Name} ({chosen.Id})'.");
    }
}
