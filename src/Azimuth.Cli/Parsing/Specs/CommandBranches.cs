namespace Azimuth.Cli.Parsing.Specs;

/// <summary>The commands that are ours, by the first word of each.</summary>
/// <param name="Names">The first words, in the order in which help lists them.</param>
/// <param name="Find">The branch of a first word; null when it is not ours.</param>
internal sealed record CommandBranches(IReadOnlyList<string> Names, Func<string, CommandSpec?> Find);
