using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Parsing;

/// <summary>
/// Reads words as Python's argparse (3.14) does for one command or group: which words are options, which are
/// values, what each option takes. Observed with the Azure CLI 2.91 and with argparse itself.
/// </summary>
/// <param name="command">The command's words, <c>az account list</c>, for sentences.</param>
/// <param name="options">All options that count here, global ones first.</param>
/// <param name="positionals">What stands without a name, in order.</param>
/// <param name="readFile">The content of a file; null when it cannot be read, and then <c>@name</c> is just a value.</param>
internal sealed class ArgumentReader(
    string command, OptionSpec[] options, IReadOnlyList<PositionalSpec> positionals, Func<string, string?> readFile)
{
    /// <summary><c>--help</c>, which every command and group has.</summary>
    public static Flag Help { get; } = new("--help", "-h") { Help = "Show this help and exit." };

    // Whether any word of the line may be a secret that stands in the wrong place.
    private bool IsSecretive => options.Any(option => option.IsSecretive);

    private readonly OptionNames _names = new(Help, options);

    /// <summary>The usage error for words that fit nowhere.</summary>
    public UserError Unrecognized(IReadOnlyList<string> words) => UsageErrors.Unrecognized(words, options, IsSecretive);

    /// <summary>Reads all words, or those before the first one that names a subcommand.</summary>
    /// <exception cref="UserError">The first thing that does not fit, as argparse would meet it.</exception>
    public ParsedArguments Read(IReadOnlyList<string> words, bool untilSubcommand = false)
    {
        var kinds = Classify(words);
        var parsed = new ParsedArguments();
        var left = new Queue<PositionalSpec>(positionals);
        var at = 0;
        while (at < words.Count && !parsed.Help)
        {
            if (kinds[at] is { } candidates)
            {
                at = TakeOption(words, kinds, at, candidates, parsed);
            }
            else if (untilSubcommand)
            {
                break;
            }
            else
            {
                at = TakePositionals(words, kinds, at, left, parsed);
            }
        }

        parsed.Stopped = at;
        if (!parsed.Help && !untilSubcommand)
        {
            _ = TakePositionals(words, kinds, words.Count, left, parsed);
            RequireAll(parsed);
        }

        return parsed;
    }

    // For each word: null when it is a value, else the options that it may name (none: an unknown option).
    private List<OptionCandidate>?[] Classify(IReadOnlyList<string> words)
    {
        var kinds = new List<OptionCandidate>?[words.Count];
        for (var i = 0; i < words.Count && words[i] != "--"; i++)
        {
            kinds[i] = _names.Candidates(words[i]);
        }

        return kinds;
    }

    private int TakeOption(
        IReadOnlyList<string> words, List<OptionCandidate>?[] kinds, int at, List<OptionCandidate> candidates, ParsedArguments parsed)
    {
        if (candidates.Count > 1)
        {
            throw UsageErrors.Ambiguous(words[at], candidates.Select(candidate => candidate.Name), IsSecretive);
        }

        if (candidates.Count == 0)
        {
            parsed.Extras.Add(words[at]);
            return at + 1;
        }

        var next = at + 1;
        var (option, _, value, attached) = candidates[0];
        if (option.Arity == Arity.Nothing && value is not null)
        {
            if (TakeBundle(candidates[0], value, parsed) is not { } last)
            {
                return next;
            }

            (option, _, value, attached) = last;
        }

        if (value is not null)
        {
            Take(parsed, option, [option.IsLiteral || attached ? value : Content(value)]);
            return next;
        }

        var available = 0;
        while (next + available < words.Count && kinds[next + available] is null && words[next + available] != "--")
        {
            available++;
        }

        var taken = option.Arity switch
        {
            Arity.Nothing => 0,
            Arity.One when available == 0 => throw UsageErrors.ExpectedOne(option),
            Arity.OneOrMore when available == 0 => throw UsageErrors.ExpectedSome(option),
            Arity.One or Arity.Optional => Math.Min(1, available),
            _ => available,
        };
        var values = new string[taken];
        for (var i = 0; i < taken; i++)
        {
            values[i] = option.IsLiteral ? words[next + i] : Expanded(words[next + i]);
        }

        Take(parsed, option, values);
        return next + taken;
    }

    // -xyz is -x -y -z as long as none of them takes a value. Answers the last one; null when that is unknown.
    private OptionCandidate? TakeBundle(OptionCandidate first, string rest, ParsedArguments parsed)
    {
        var (option, name, attached) = (first.Option, first.Name, first.Attached);
        while (option.Arity == Arity.Nothing)
        {
            if (name[1] == '-' || rest.Length == 0 || !attached || rest[0] == '-')
            {
                throw UsageErrors.IgnoredValue(option, rest, IsSecretive);
            }

            Take(parsed, option, []);
            name = $"-{rest[0]}";
            if (_names.Find(name) is not { } following)
            {
                parsed.Extras.Add($"-{rest}");
                return null;
            }

            if (rest.Length == 1)
            {
                return new(following, name, null);
            }

            option = following;
            attached = rest[1] != '=';
            rest = attached ? rest[1..] : rest[2..];
        }

        return new(option, name, rest);
    }

    private void Take(ParsedArguments parsed, OptionSpec option, params ReadOnlySpan<string> values)
    {
        if (parsed.Help)
        {
            return;
        }

        parsed.Help = option == Help;
        List<string> taken = option.IsRepeatable && parsed.Options.TryGetValue(option, out var earlier) ? [.. earlier] : [];
        foreach (var value in values)
        {
            if (option.Redact(value) != value)
            {
                parsed.Secrets.Add(value); // what --debug does not show is not for a list of processes either
            }
        }

        foreach (var value in values)
        {
            taken.Add(Checked(option, value));
        }

        parsed.Options[option] = taken;
    }

    private string Checked(OptionSpec option, string value)
    {
        value = option.Normalize(value);
        if (option.NeedsValue && value.Length == 0)
        {
            throw UsageErrors.Argument(option, "the value is empty");
        }

        return option.Choices is null
            ? value
            : option.Choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase))
                ?? throw UsageErrors.NotAChoice(command, option, value, IsSecretive);
    }

    // As many positionals as these words can fill, each taking what it can; what is left over fits nowhere.
    private int TakePositionals(
        IReadOnlyList<string> words, List<OptionCandidate>?[] kinds, int at, Queue<PositionalSpec> left, ParsedArguments parsed)
    {
        var end = at;
        while (end < words.Count && kinds[end] is null)
        {
            end++;
        }

        List<string> values = [];
        for (var i = at; i < end; i++)
        {
            values.Add(words[i]);
        }

        var separator = values.IndexOf("--");
        while (left.TryPeek(out var positional))
        {
            var available = values.Count - (separator < 0 ? 0 : 1);
            if (positional.IsRequired && available == 0)
            {
                break;
            }

            var reserved = left.Skip(1).Count(other => other.IsRequired);
            var taken = positional.Arity is Arity.One or Arity.Optional
                ? Math.Min(1, available)
                : Math.Max(available - reserved, Math.Min(1, available));
            if (separator >= 0 && separator <= taken)
            {
                values.RemoveAt(separator); // it stands before, among or right behind the words of this positional
                separator = -1;
            }

            parsed.Positionals[left.Dequeue()] = [.. values.Take(taken).Select(Expanded)];
            values.RemoveRange(0, taken);
            separator -= separator < 0 ? 0 : taken;
        }

        parsed.Extras.AddRange(values);
        return end;
    }

    private void RequireAll(ParsedArguments parsed)
    {
        List<string> missing = [];
        foreach (var option in options)
        {
            if (option.IsRequired && !parsed.Options.ContainsKey(option))
            {
                missing.Add(option.Title);
            }
        }

        for (var i = 0; i < positionals.Count; i++)
        {
            if (positionals[i].IsRequired && !parsed.Positionals.ContainsKey(positionals[i]))
            {
                missing.Add(positionals[i].Metavar);
            }
        }

        if (missing.Count > 0)
        {
            throw UsageErrors.Missing(missing, parsed.Extras, options);
        }
    }

    // name=@file too, as in `az config set a.b=@file`.
    private string Expanded(string word) => word.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0
        ? word[..(equals + 1)] + Content(word[(equals + 1)..])
        : Content(word);

    private string Content(string value) => value is ['@', _, ..] ? readFile(value[1..]) ?? value : value;
}
