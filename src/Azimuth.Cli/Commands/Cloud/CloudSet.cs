using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary><c>az cloud set</c>: makes a cloud the active one, and its last subscription the default.</summary>
internal sealed class CloudSet(
    CloudList clouds, ProfileFile file, DefaultSubscription defaults, Terminal.Terminal terminal)
{
    public static CommandSpec Describe(Func<CloudSet> command)
    {
        var name = new ValueOption("--name", "-n") { Help = "Name of the cloud.", Completion = CompletionSource.Clouds, IsRequired = true };
        var profile = new ValueOption("--profile") { Help = "API profile.", Choices = [CloudList.OnlyProfile] };
        return new("cloud set", "Set the active cloud.")
        {
            Options = [name, profile],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(name)!, arguments.GetValue(profile), cancel),
        };
    }

    private async Task<int> RunAsync(string name, string? profile, CancellationToken cancel)
    {
        var cloud = clouds.Find(name);
        if (cloud.Name == clouds.ActiveNameOrNone)
        {
            await PutAsync(cloud.Name, profile, cancel);
            return 0;
        }

        var known = await file.ReadAsync(cancel);
        var wanted = clouds.Extra(cloud.Name, "subscription") ?? known.In(cloud.Name).FirstOrDefault(each => each.State == "Enabled")?.Id;
        var (chosen, problem) = wanted is null ? default : Find(known, wanted, cloud.Name);
        defaults.CheckActivatable(chosen);
        await PutAsync(cloud.Name, profile, cancel);
        await defaults.ActivateAsync(cloud.Name, chosen, cancel);

        ApiProfileWarning.Warn(clouds, terminal);
        terminal.Warn($"Switched active cloud to '{cloud.Name}'.");
        if (chosen is not null)
        {
            terminal.Warn($"Active subscription switched to '{chosen.Name} ({chosen.Id})'.");
        }
        else if (problem is not null)
        {
            // The subscription that clouds.config remembers is gone; the cloud is switched all the same.
            terminal.Warn(problem);
            terminal.Warn("Unable to automatically switch the active subscription. Use 'az account set'.");
        }
        else
        {
            terminal.Warn("Use 'az login' to log in to this cloud.");
            terminal.Warn("Use 'az account set' to set the active subscription.");
        }

        return 0;
    }

    private static (Subscription? Chosen, string? Problem) Find(Profile known, string wanted, string cloud)
    {
        try
        {
            return (known.FindToSet(wanted, cloud), null);
        }
        catch (UserError error)
        {
            return (null, error.Message);
        }
    }

    private Task PutAsync(string cloud, string? profile, CancellationToken cancel) =>
        profile is null ? Task.CompletedTask : clouds.PutAsync(cloud, [new("profile", profile)], cancel);
}
