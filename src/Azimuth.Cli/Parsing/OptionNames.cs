using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Parsing;

/// <summary>
/// Finds the options that a word may name, as argparse does: by its whole name, by the beginning of a name, with a value behind
/// <c>=</c> or behind a letter.
/// </summary>
/// <param name="help">The option that every command has.</param>
/// <param name="options">All options that count here, global ones first.</param>
internal sealed class OptionNames(Flag help, OptionSpec[] options)
{
    private readonly Dictionary<string, OptionSpec> _byName = ByName(help, options);

    /// <summary>The option of this name; null when there is none.</summary>
    public OptionSpec? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The options that a word may name; null when it is a value, none when it was meant as an option and is not one.</summary>
    public List<OptionCandidate>? Candidates(string word)
    {
        if (word.Length < 2 || word[0] != '-')
        {
            return null;
        }

        if (_byName.TryGetValue(word, out var whole))
        {
            return [new(whole, word, null)];
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
        if (equals >= 0 && _byName.TryGetValue(name, out whole))
        {
            return [new(whole, name, value)];
        }

        var found = new List<OptionCandidate>();
        foreach (var (known, option) in _byName)
        {
            if (word[1] != '-' && known == word[..2])
            {
                found.Add(new(option, known, word[2..], Attached: true));
            }
            else if (!option.IsOwn && known.StartsWith(name, StringComparison.Ordinal))
            {
                found.Add(new(option, known, value));
            }
        }

        // -1 is a number and "-a b" a sentence, so both are values; anything else was meant as an option.
        return found.Count == 0 && (LooksLikeANumber(word) || word.Contains(' ', StringComparison.Ordinal)) ? null : found;
    }

    private static bool LooksLikeANumber(string word) =>
        char.IsAsciiDigit(word[1]) || (word.Length > 2 && word[1] == '.' && char.IsAsciiDigit(word[2]));

    // Without LINQ, as all that runs where nothing is wrong: its chains are generic virtual methods, looked up in tables at run time.
    private static Dictionary<string, OptionSpec> ByName(Flag help, OptionSpec[] options)
    {
        var byName = new Dictionary<string, OptionSpec>(StringComparer.Ordinal);
        foreach (var name in help.Names)
        {
            byName.Add(name, help);
        }

        foreach (var option in options)
        {
            foreach (var name in option.Names)
            {
                byName.Add(name, option);
            }
        }

        return byName;
    }
}

/// <summary>An option that a word may name.</summary>
/// <param name="Option">The option.</param>
/// <param name="Name">Its name that the word has, or begins.</param>
/// <param name="Value">The value in the same word; null when there is none.</param>
/// <param name="Attached">Whether the value stands behind a letter without <c>=</c>.</param>
internal readonly record struct OptionCandidate(OptionSpec Option, string Name, string? Value, bool Attached = false);
