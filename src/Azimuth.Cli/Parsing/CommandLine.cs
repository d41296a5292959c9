using System.CommandLine;
using System.CommandLine.Invocation;

namespace Azimuth.Cli.Parsing;

/// <summary>The words of one run, understood as argparse would, and what they ask for.</summary>
/// <param name="branch">Builds the branch of the command tree that a first word names; null when the word is not ours.</param>
/// <param name="known">First words that are ours, for suggestions.</param>
/// <param name="readFile">The content of a file; null when it cannot be read.</param>
internal sealed class CommandLine(Func<string, Command?> branch, IReadOnlyList<string> known, Func<string, string?> readFile)
{
    /// <summary>Finds the command, checks its words and hands them over to it in a form that has one meaning only.</summary>
    /// <exception cref="UserError">The words do not fit: argparse's sentence, exit code 2.</exception>
    public Invocation Read(IReadOnlyList<string> words)
    {
        var root = new ArgumentReader("az", GlobalWords.All, [], readFile).Read(words, untilSubcommand: true);
        if (root.Help || words is ["help", ..])
        {
            return new Invocation.Help([], null, GlobalWords.Read(root.Options, root.Options));
        }

        if (root.Stopped == words.Count)
        {
            var options = GlobalWords.Read(root.Options, root.Options);
            return root.Extras.Count == 0 && options is { Output: null, Query: null, Context: null }
                ? new Invocation.Help([], null, options)
                : throw UsageErrors.Missing(["_command_package"]);
        }

        var name = words[root.Stopped];
        return branch(name.ToLowerInvariant()) is { } command
            ? Descend(command, [command.Name], words, root.Stopped + 1, root)
            : NotOurs(name, words, root, Unknown(name, words, root.Stopped, known));
    }

    /// <summary>The same words for the Azure CLI, though we know their command.</summary>
    /// <param name="words">As they were typed.</param>
    /// <param name="alone">What is said where there is no Azure CLI.</param>
    public Invocation HandOver(IReadOnlyList<string> words, UserError alone)
    {
        var root = new ArgumentReader("az", GlobalWords.All, [], readFile).Read(words, untilSubcommand: true);
        return NotOurs(words[root.Stopped], words, root, alone);
    }

    private Invocation Descend(Command command, IReadOnlyList<string> path, IReadOnlyList<string> words, int from, ParsedArguments before)
    {
        string[] rest = [.. words.Skip(from)];
        if (command.Subcommands.Count == 0)
        {
            return ReadLeaf(command, path, rest, before);
        }

        var here = new ArgumentReader($"az {string.Join(' ', path)}", GlobalWords.All, [], readFile).Read(rest, untilSubcommand: true);
        Merge(before, here);
        if (here.Help)
        {
            return new Invocation.Help(path, command, GlobalWords.Read(before.Options, before.Options));
        }

        if (here.Stopped == rest.Length)
        {
            return new Invocation.GroupAlone(path, command, GlobalWords.Read(before.Options, before.Options), UsageErrors.Missing(["_subcommand"]));
        }

        var name = rest[here.Stopped];
        return command.Subcommands.FirstOrDefault(sub => sub.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Descend(found, [.. path, found.Name], words, from + here.Stopped + 1, before)
            : NotOurs(name, words, before, Unknown(name, rest, here.Stopped, command.Subcommands.Select(sub => sub.Name)));
    }

    // Behind an unknown option, what is taken for a command may be that option's value.
    private static UserError Unknown(string name, IReadOnlyList<string> words, int at, IEnumerable<string> known) =>
        UsageErrors.UnknownCommand(at > 0 && RedactedArguments.IsSecretive(words[at - 1]) ? RedactedArguments.Hidden : RedactedArguments.Short(name), known);

    // Everything as it was typed, but for --context, which only we know.
    private static Invocation.NotOurs NotOurs(string name, IReadOnlyList<string> words, ParsedArguments before, UserError error)
    {
        var (kept, context) = ContextWords.Split(words);
        var options = GlobalWords.Read(before.Options, before.Options);
        return new(name, kept, options with { Debug = options.Debug || words.Contains("--debug"), Context = context }, error);
    }

    private Invocation ReadLeaf(Command command, IReadOnlyList<string> path, IReadOnlyList<string> words, ParsedArguments before)
    {
        var (_, options, positionals) = KnownCommand.Of(path, command);
        var reader = new ArgumentReader($"az {string.Join(' ', path)}", options, positionals, readFile);
        var reading = reader.Read(words);
        var global = GlobalWords.Read(before.Options, reading.Options);
        if (reading.Help)
        {
            return new Invocation.Help(path, command, global);
        }

        string[] extras = [.. before.Extras, .. reading.Extras];
        if (extras.Length > 0)
        {
            throw reader.Unrecognized(extras);
        }

        var parsed = command.Parse(Canonical(reading, options, positionals), new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        return parsed.Errors is [var error, ..]
            ? throw new UserError(error.Message, exitCode: 2)
            : new Invocation.Run(path, parsed, global, Shown(reading, options)) { Secrets = reading.Secrets };
    }

    private static void Merge(ParsedArguments before, ParsedArguments here)
    {
        before.Extras.AddRange(here.Extras);
        foreach (var (option, values) in here.Options)
        {
            before.Options[option] = values;
        }
    }

    // The same words in the one spelling that System.CommandLine cannot take for anything else: each option once,
    // by its first name, its value behind "=", positionals behind "--".
    private static List<string> Canonical(ParsedArguments reading, IReadOnlyList<OptionSpec> options, IReadOnlyList<PositionalSpec> positionals)
    {
        var words = new List<string>();
        foreach (var option in options.Where(option => option.Source is not null && reading.Options.ContainsKey(option)))
        {
            words.AddRange(reading.Options[option] switch
            {
                [] => [option.Names[0]],
                // Behind "=" nothing would not be an empty value: the next word would be taken for it.
                var values => values.SelectMany(value => value.Length == 0 ? [option.Names[0], value] : new[] { $"{option.Names[0]}={value}" }),
            });
        }

        string[] rest = [.. positionals.SelectMany(positional => reading.Positionals.GetValueOrDefault(positional, []))];
        if (rest.Length > 0)
        {
            words.Add("--");
            words.AddRange(rest);
        }

        return words;
    }

    // The options as --debug may show them.
    private static string Shown(ParsedArguments reading, IReadOnlyList<OptionSpec> options) => string.Join(' ', options
        .Where(reading.Options.ContainsKey)
        .SelectMany(option => reading.Options[option].Select(option.Shown).Prepend(option.Names[0]))
        .Concat(reading.Positionals.Values.SelectMany(values => values)));
}

/// <summary>What the words ask for.</summary>
/// <param name="Options">The global options.</param>
internal abstract record Invocation(GlobalOptions Options)
{
    /// <summary>A command of ours, with its words.</summary>
    internal sealed record Run(IReadOnlyList<string> Path, ParseResult Words, GlobalOptions Options, string Shown) : Invocation(Options)
    {
        /// <summary>What of the words nobody else may see.</summary>
        public IReadOnlyList<string> Secrets { get; init; } = [];

        /// <summary>Runs it. System.CommandLine's own pipeline (help, suggestions, its Ctrl-C) is not used.</summary>
        public Task<int> InvokeAsync(CancellationToken cancel) => Words.CommandResult.Command.Action switch
        {
            AsynchronousCommandLineAction action => action.InvokeAsync(Words, cancel),
            SynchronousCommandLineAction action => Task.FromResult(action.Invoke(Words)),
            _ => throw new InvalidOperationException($"az {string.Join(' ', Path)} does nothing."),
        };
    }

    /// <summary>A page of help: of <paramref name="Command"/>, or of <c>az</c> itself when that is null.</summary>
    internal sealed record Help(IReadOnlyList<string> Path, Command? Command, GlobalOptions Options) : Invocation(Options);

    /// <summary>A group without a command behind it: its page, and argparse's sentence.</summary>
    internal sealed record GroupAlone(IReadOnlyList<string> Path, Command Command, GlobalOptions Options, UserError Error) : Invocation(Options);

    /// <summary>Not a command of ours: the next <c>az</c> gets <paramref name="Words"/>; without one, <paramref name="Error"/> says so.</summary>
    internal sealed record NotOurs(string Word, IReadOnlyList<string> Words, GlobalOptions Options, UserError Error) : Invocation(Options);
}
