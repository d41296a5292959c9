using System.CommandLine;

namespace Azimuth.Cli.Parsing;

/// <summary>Options that several commands share. Their names stand in the order in which the Azure CLI's usage errors list them.</summary>
internal static class CommonOptions
{
    /// <summary><c>--subscription/-s/--name/-n</c> of <c>az account …</c>.</summary>
    public static Option<string> Subscription() =>
        new("--subscription", "-s", "--name", "-n") { Description = "Name or ID of subscription." };

    /// <summary>A flag: takes no value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
