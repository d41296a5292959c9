using System.CommandLine;
using Azimuth.Cli.Commands;

namespace Azimuth.Cli.Parsing;

/// <summary>The words of one run, understood as argparse would.</summary>
internal sealed class CommandLine
{
    private readonly ParseResult _parsed;

    private CommandLine(ParseResult parsed) => _parsed = parsed;

    public static CommandLine Parse(IReadOnlyList<string> words, Composition az)
    {
        var branch = CommandTree.Branch(words is [var first, ..] ? first : "", az)
            ?? throw new UserError($"'{words[0]}' is misspelled or not recognized by the system.", exitCode: 2);
        return new(branch.Parse([.. words.Skip(1)]));
    }

    public Task<int> RunAsync(CancellationToken cancel) => _parsed.InvokeAsync(new InvocationConfiguration(), cancel);
}
