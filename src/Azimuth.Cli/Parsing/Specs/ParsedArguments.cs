namespace Azimuth.Cli.Parsing.Specs;

/// <summary>What was read of a command line: the values of each option and positional, the last occurrence counting.</summary>
internal sealed class ParsedArguments
{
    /// <summary>Values by option; a flag has none.</summary>
    public Dictionary<OptionSpec, IReadOnlyList<string>> Options { get; } = new(ByLength.Instance);

    /// <summary>Values by positional.</summary>
    public Dictionary<PositionalSpec, IReadOnlyList<string>> Positionals { get; } = [];

    /// <summary>Values that are or may hold secrets, each occurrence of an option counted.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>Arguments that fit nowhere.</summary>
    public List<string> Extras { get; } = [];

    /// <summary>Whether <c>--help</c> came up before anything wrong did.</summary>
    public bool Help { get; set; }

    /// <summary>Where reading stopped: at the name of a subcommand, or at the end.</summary>
    public int Stopped { get; set; }

    /// <summary>Whether an option was given.</summary>
    public bool Has(OptionSpec option) => Options.ContainsKey(option);

    /// <summary>Whether a flag was given.</summary>
    public bool GetValue(Flag flag) => Has(flag);

    /// <summary>The value; null when the option was not given, or without one.</summary>
    public string? GetValue(ValueOption option) => Options.GetValueOrDefault(option) is [var value, ..] ? value : null;

    /// <summary>The values; none when the option was not given.</summary>
    public IReadOnlyList<string> GetValues(ListOption option) => Options.GetValueOrDefault(option, []);

    /// <summary>The value of a positional that takes one; null when it was not given.</summary>
    public string? GetValue(PositionalSpec positional) => GetValues(positional) is [var value, ..] ? value : null;

    /// <summary>The values; none when none were given.</summary>
    public IReadOnlyList<string> GetValues(PositionalSpec positional) => Positionals.GetValueOrDefault(positional, []);

    /// <summary>Adds what was read after this: its options count before these.</summary>
    public void Add(ParsedArguments later)
    {
        Extras.AddRange(later.Extras);
        foreach (var (option, values) in later.Options)
        {
            Options[option] = values;
        }
    }

    /// <summary>The values as <c>--debug</c> may show them, options in the order of <paramref name="options"/>.</summary>
    public string Redacted(IReadOnlyList<OptionSpec> options) => string.Join(' ', options
        .Where(Has)
        .SelectMany(option => Options[option].Select(option.Redact).Prepend(option.Name))
        .Concat(Positionals.Values.SelectMany(values => values)));

    // .NET's own hash code of an object costs the process random numbers of the system.
    private sealed class ByLength : IEqualityComparer<OptionSpec>
    {
        public static ByLength Instance { get; } = new();

        public bool Equals(OptionSpec? x, OptionSpec? y) => ReferenceEquals(x, y);

        public int GetHashCode(OptionSpec obj) => obj.Name.Length;
    }
}
