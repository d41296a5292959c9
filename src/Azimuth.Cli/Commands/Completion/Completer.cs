using System.Diagnostics;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Completion;

/// <summary>
/// Finds what the word under the cursor may become, from the commands themselves and from <see cref="CompletionValues"/>. No network.
/// </summary>
internal sealed class Completer(CommandBranches branches, CompletionValues values)
{
    private readonly HashSet<OptionSpec> _used = [];
    private IReadOnlyList<OptionSpec> _options = [.. GlobalOptionSpecs.All, ArgumentReader.Help];
    private CommandSpec? _command;
    private OptionSpec? _waiting;
    private bool _isLost;

    /// <param name="words">Without the program's own name, the one under the cursor last.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public async Task<Answer> FindAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        for (var at = 0; at < words.Count - 1 && !_isLost; at++)
        {
            Pass(words[at]);
        }

        if (_isLost)
        {
            return new([], AsksNext: true);
        }

        var word = words[^1];
        if (word.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && word[0] == '-')
        {
            return Option(word[..equals]) is { } attached
                ? Ours(await values.ForAsync(attached, word[..(equals + 1)], cancel), word)
                : new([], AsksNext: false);
        }

        if (_waiting is { } waiting && word is not ['-', ..])
        {
            return Ours(await values.ForAsync(waiting, "", cancel), word);
        }

        return word is ['-', ..] || (_command is { Subcommands.Count: 0, Positionals.Count: 0 })
            ? Ours(Options(), word)
            : _command switch
            {
                null => Ours(Commands(branches.Names.Select(name => branches.Find(name)!)), word) with { AsksNext = true },
                { Subcommands.Count: > 0 } group => Ours(Commands(group.Subcommands), word) with { AsksNext = true },
                { Positionals: [var positional, ..] } => Ours(CompletionValues.For(positional, word), word),
                _ => throw new UnreachableException(),
            };
    }

    private void Pass(string word)
    {
        if (word is ['-', _, ..])
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var option = Option(equals < 0 ? word : word[..equals]);
            _waiting = equals < 0 && option is { Arity: not Arity.Nothing } ? option : null;
            if (option is not null)
            {
                _used.Add(option);
            }
        }
        else if (_waiting is { } waiting)
        {
            _waiting = waiting.Arity is Arity.OneOrMore or Arity.Any ? waiting : null;
        }
        else if (_command is null or { Subcommands.Count: > 0 })
        {
            Descend(word);
        }
    }

    private void Descend(string word)
    {
        var next = _command is null ? branches.Find(word) : _command.Subcommands.FirstOrDefault(sub => sub.Name == word);
        _isLost = next is null;
        if (next is null)
        {
            return;
        }

        _command = next;
        if (next.Subcommands.Count == 0)
        {
            _options = [.. next.Options, .. GlobalOptionSpecs.All, ArgumentReader.Help];
        }
    }

    // By its whole name, or by the beginning that no other has.
    private OptionSpec? Option(string name) =>
        _options.FirstOrDefault(option => option.Names.Contains(name))
        ?? (_options.Where(option => option.Names.Any(each => each.StartsWith(name, StringComparison.Ordinal)))
            .Take(2)
            .ToList() is [var only] ? only : null);

    private IEnumerable<CompletionItem> Options()
    {
        foreach (var option in _options)
        {
            if (option.Help is not null && !_used.Contains(option))
            {
                foreach (var name in option.Names)
                {
                    yield return new(name, option.Help);
                }
            }
        }
    }

    private static IEnumerable<CompletionItem> Commands(IEnumerable<CommandSpec> commands) =>
        commands.Select(each => new CompletionItem(each.Name, each.Help));

    private static Answer Ours(IEnumerable<CompletionItem> candidates, string word) =>
        new([.. candidates.Where(each => each.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase))], AsksNext: false);
}

/// <summary>What the word under the cursor may become.</summary>
/// <param name="Word">The whole word.</param>
/// <param name="Description">What it is; null for what speaks for itself.</param>
internal sealed record CompletionItem(string Word, string? Description = null);

/// <summary>What was found for the word under the cursor.</summary>
/// <param name="Candidates">Ours, in the order in which they are listed.</param>
/// <param name="AsksNext">Whether the Azure CLI may know more: the command, or its group, is not ours alone.</param>
internal sealed record Answer(IReadOnlyList<CompletionItem> Candidates, bool AsksNext);
