using System.CommandLine;

namespace Azimuth.Cli.Parsing;

/// <summary>How many words an option or a positional takes, in argparse's terms.</summary>
internal enum Arity
{
    /// <summary>None: a flag.</summary>
    Nothing,

    /// <summary>Exactly one.</summary>
    One,

    /// <summary>One or none (<c>nargs='?'</c>).</summary>
    Optional,

    /// <summary>Any number (<c>nargs='*'</c>).</summary>
    Any,

    /// <summary>One or more (<c>nargs='+'</c>).</summary>
    OneOrMore,
}

/// <summary>An option as argparse knows it.</summary>
/// <param name="Names">As usage errors list them: <c>--subscription/-s/--name/-n</c>.</param>
/// <param name="Takes">How many words follow.</param>
internal sealed record OptionSpec(IReadOnlyList<string> Names, Arity Takes)
{
    /// <summary>What <c>--help</c> says of it; null hides it.</summary>
    public string? Description { get; init; }

    /// <summary>The values that are allowed, compared without case; null allows all.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Whether the command cannot do without.</summary>
    public bool Required { get; init; }

    /// <summary>What its value is.</summary>
    public ValueKind Kind { get; init; } = Takes == Arity.Nothing ? ValueKind.None : ValueKind.Text;

    /// <summary>Whether <c>@</c> stays what it is.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>How <c>--debug</c> shows a value.</summary>
    public Func<string, string> Shown { get; init; } = static value => value;

    /// <summary>Whether only the whole name counts. Ours do not make the Azure CLI's abbreviations ambiguous.</summary>
    public bool Unabbreviated { get; init; }

    /// <summary>Whether one given again adds to the one before.</summary>
    public bool Repeats { get; init; }

    /// <summary>What is done to a value before it is looked at.</summary>
    public Func<string, string>? Normalize { get; init; }

    /// <summary>Says why a value is refused, null when it is fine.</summary>
    public Func<string, string?>? Refuse { get; init; }

    /// <summary>The command's own option behind it; null for a global one.</summary>
    public Option? Source { get; init; }

    /// <summary>All names, as in a usage error.</summary>
    public string Title => string.Join('/', Names);

    /// <summary>Reads off an option what argparse would need to know of it.</summary>
    public static OptionSpec Of(Option option) => new([option.Name, .. option.Aliases], CountOf(option))
    {
        Description = option.Hidden ? null : option.Description,
        Choices = (option as ChoiceOption)?.Choices,
        Required = option.Required,
        Kind = (option as IKnownOption)?.Kind ?? (option.ValueType == typeof(bool) ? ValueKind.None : ValueKind.Text),
        IsLiteral = option is IKnownOption { IsLiteral: true },
        Shown = option switch
        {
            IKnownOption { Kind: ValueKind.Secret or ValueKind.Quiet } => static _ => "***",
            IKnownOption { Kind: ValueKind.SecretFile } => static path => SecretPath.IsShown(path) ? path : "***",
            AddressOption => static address => Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out var read) ? read.WithoutSecrets : "***",
            _ => static value => value,
        },
        Normalize = option is IKnownOption { Kind: ValueKind.Identifier or ValueKind.Choice } ? static value => value.WithoutBlankEnds : null,
        Refuse = option is IKnownOption { NeedsValue: true } ? static value => value.Length == 0 ? "the value is empty" : null : null,
        Unabbreviated = option is IKnownOption { IsOwn: true },
        Repeats = option is RepeatedOption,
        Source = option,
    };

    // A bool is a flag: System.CommandLine lets it take "true", the Azure CLI does not.
    private static Arity CountOf(Option option) => option switch
    {
        { ValueType: var type } when type == typeof(bool) => Arity.Nothing,
        RepeatedOption => Arity.One,
        _ => CountOf(option.Arity),
    };

    internal static Arity CountOf(ArgumentArity arity) => (arity.MinimumNumberOfValues, arity.MaximumNumberOfValues) switch
    {
        (_, 0) => Arity.Nothing,
        (0, 1) => Arity.Optional,
        (_, 1) => Arity.One,
        (0, _) => Arity.Any,
        _ => Arity.OneOrMore,
    };
}

/// <summary>A word without a name before it, such as <c>KEY</c>.</summary>
/// <param name="Name">As usage errors show it: <c>&lt;KEY&gt;</c>.</param>
/// <param name="Takes">How many words it takes.</param>
internal sealed record PositionalSpec(string Name, Arity Takes)
{
    /// <summary>What <c>--help</c> says of it.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the command cannot do without.</summary>
    public bool Required => Takes is Arity.One or Arity.OneOrMore;

    /// <summary>Reads off an argument what argparse would need to know of it.</summary>
    public static PositionalSpec Of(Argument argument) =>
        new($"<{argument.Name.ToUpperInvariant().Replace('-', '_')}>", OptionSpec.CountOf(argument.Arity)) { Description = argument.Description };
}
