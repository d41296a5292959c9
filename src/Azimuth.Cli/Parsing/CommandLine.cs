using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Parsing;

/// <summary>The arguments of one run, understood as argparse would, and what they ask for.</summary>
/// <param name="branch">Declares the branch of the command tree that a first word names; null when the word is not ours.</param>
/// <param name="known">First words that are ours, for suggestions.</param>
/// <param name="readFile">The content of a file; null when it cannot be read.</param>
internal sealed class CommandLine(Func<string, CommandSpec?> branch, IReadOnlyList<string> known, Func<string, string?> readFile)
{
    /// <summary>Finds the command and reads its arguments.</summary>
    /// <exception cref="UserError">They do not fit: argparse's sentence, exit code 2.</exception>
    public Invocation Read(IReadOnlyList<string> words)
    {
        var root = ReadGroup("az", words);
        if (root.Help || words is ["help", ..])
        {
            return new Invocation.Help(null, GlobalOptionSpecs.Read(root, root));
        }

        if (root.Stopped == words.Count)
        {
            var options = GlobalOptionSpecs.Read(root, root);
            return root.Extras.Count == 0 && options is { Output: null, Query: null, Context: null }
                ? new Invocation.Help(null, options)
                : throw UsageErrors.Missing(["_command_package"]);
        }

        var name = words[root.Stopped];
        return branch(name.ToLowerInvariant()) is { } command
            ? Descend(command, words, root.Stopped + 1, root)
            : NotOurs(name, words, root, Unknown(name, words, root.Stopped, known));
    }

    private Invocation Descend(CommandSpec command, IReadOnlyList<string> words, int from, ParsedArguments before)
    {
        if (!command.IsGroup)
        {
            return ReadCommand(command, words, from, before);
        }

        string[] rest = [.. words.Skip(from)];
        var here = ReadGroup(Title(command), rest);
        before.Add(here);
        if (here.Help)
        {
            return new Invocation.Help(command, GlobalOptionSpecs.Read(before, before));
        }

        if (here.Stopped == rest.Length)
        {
            return new Invocation.GroupAlone(command, GlobalOptionSpecs.Read(before, before), UsageErrors.Missing(["_subcommand"]));
        }

        var name = rest[here.Stopped];
        return command.Find(name) is { } found
            ? Descend(found, words, from + here.Stopped + 1, before)
            : NotOurs(name, words, before, Unknown(name, rest, here.Stopped, command.Subcommands.Select(sub => sub.Name)));
    }

    private Invocation ReadCommand(CommandSpec command, IReadOnlyList<string> words, int from, ParsedArguments before)
    {
        var reader = new ArgumentReader(Title(command), command.AllOptions, command.Positionals, readFile);
        var arguments = reader.Read([.. words.Skip(from)]);
        var global = GlobalOptionSpecs.Read(before, arguments);
        if (arguments.Help)
        {
            return new Invocation.Help(command, global);
        }

        string[] extras = [.. before.Extras, .. arguments.Extras];
        return extras.Length > 0 ? throw reader.Unrecognized(extras)
            : command.LeftToAzureCli?.Invoke(arguments) is { } error ? NotOurs(words[from - 1], words, before, error)
            : new Invocation.Run(command, arguments, global);
    }

    // A group takes the global options, up to the name of one of its commands.
    private ParsedArguments ReadGroup(string title, IReadOnlyList<string> words) =>
        new ArgumentReader(title, GlobalOptionSpecs.All, [], readFile).Read(words, untilSubcommand: true);

    private static string Title(CommandSpec command) => $"az {string.Join(' ', command.Path)}";

    // Behind an unknown option, what is taken for a command may be that option's value.
    private static UserError Unknown(string name, IReadOnlyList<string> words, int at, IEnumerable<string> known) =>
        UsageErrors.UnknownCommand(
            at > 0 && RedactedArguments.IsSecretive(words[at - 1]) ? RedactedArguments.Hidden : RedactedArguments.Short(name), known);

    // Everything as it was typed, but for --context, which only we know.
    private static Invocation.NotOurs NotOurs(string name, IReadOnlyList<string> words, ParsedArguments before, UserError error)
    {
        var (kept, context) = ContextWords.Split(words);
        var options = GlobalOptionSpecs.Read(before, before);
        return new(name, kept, options with { Debug = options.Debug || words.Contains("--debug"), Context = context }, error);
    }
}
