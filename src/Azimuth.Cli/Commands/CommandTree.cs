using System.CommandLine;

namespace Azimuth.Cli.Commands;

/// <summary>Every command that is ours, by its words. A group's name alone builds only that group's branch.</summary>
internal static class CommandTree
{
    /// <summary>The branch that <paramref name="first"/>, the first word of a command, names; null when it is not ours.</summary>
    public static Command? Branch(string first, Composition az) => first switch
    {
        "account" => new Command("account", "Manage Azure subscription information.")
        {
            // A line for each command: AccountShow.Describe(az), …
        },
        "cloud" => new Command("cloud", "Manage registered Azure clouds.")
        {
            // A line for each command.
        },
        "config" => new Command("config", "Manage Azure CLI configuration.")
        {
            // A line for each command.
        },
        // A command without a group: "login" => Login.Describe(az),
        _ => az is null ? throw new ArgumentNullException(nameof(az)) : null,
    };
}
