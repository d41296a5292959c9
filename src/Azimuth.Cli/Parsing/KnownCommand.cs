using System.CommandLine;

namespace Azimuth.Cli.Parsing;

/// <summary>A command with all that it takes.</summary>
/// <param name="Path">Its words: <c>account</c>, <c>list</c>.</param>
/// <param name="Options">The global ones first.</param>
/// <param name="Positionals">What stands without a name, in order.</param>
internal sealed record KnownCommand(IReadOnlyList<string> Path, IReadOnlyList<OptionSpec> Options, IReadOnlyList<PositionalSpec> Positionals)
{
    /// <summary>Reads it off a command that has no commands below it.</summary>
    public static KnownCommand Of(IReadOnlyList<string> path, Command command) => new(
        path, [.. GlobalWords.Of(path[^1]), .. command.Options.Select(OptionSpec.Of)], [.. command.Arguments.Select(PositionalSpec.Of)]);

    /// <summary>All commands below one, itself counted.</summary>
    public static IEnumerable<KnownCommand> Below(IReadOnlyList<string> path, Command command) => command.Subcommands.Count == 0
        ? [Of(path, command)]
        : command.Subcommands.SelectMany(sub => Below([.. path, sub.Name], sub));
}
