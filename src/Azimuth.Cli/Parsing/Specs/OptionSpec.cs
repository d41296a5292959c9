using Azimuth.Text;

namespace Azimuth.Cli.Parsing.Specs;

/// <summary>How many values an option or a positional takes: argparse's <c>nargs</c>.</summary>
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

/// <summary>What an option's value is.</summary>
internal enum ValueKind
{
    /// <summary>There is none: a flag.</summary>
    None,

    /// <summary>An ID, a name, a number: blanks and invisible characters at its ends are not part of it.</summary>
    Identifier,

    /// <summary>The same for an address: <c>--debug</c> shows it without the values of its query.</summary>
    Address,

    /// <summary>One of a list, written in any case; what the command gets is written as in the list.</summary>
    Choice,

    /// <summary>Text that means what it says, byte for byte: a query, JSON, KEY=VALUE.</summary>
    Text,

    /// <summary>Text that may hold a secret among other things, so that <c>--debug</c> does not show it.</summary>
    Quiet,

    /// <summary>A path.</summary>
    File,

    /// <summary>The path of a file that holds a secret; users put the secret itself there.</summary>
    SecretFile,

    /// <summary>A secret: never shown, and never read from a file by <c>@</c>.</summary>
    Secret,
}

/// <summary>
/// An option, declared once: the reader, usage errors, help, completion and the redaction of secrets read it here.
/// A command declares a <see cref="Flag"/>, a <see cref="ValueOption"/> or a <see cref="ListOption"/>.
/// </summary>
/// <param name="names">In the order in which usage errors list them: <c>--subscription/-s/--name/-n</c>.</param>
internal abstract class OptionSpec(string[] names)
{
    private readonly ValueKind? _kind;

    /// <summary>All names.</summary>
    public string[] Names { get; } = names;

    /// <summary>The name that stands for it in sentences.</summary>
    public string Name => Names[0];

    /// <summary>How many values follow.</summary>
    public Arity Arity { get; init; }

    /// <summary>What <c>--help</c> says of it; null hides it.</summary>
    public string? Help { get; init; }

    /// <summary>The heading under which <c>--help</c> lists it.</summary>
    public OptionGroup Group { get; init; }

    /// <summary>What <c>--help</c> shows for its value: by default the kind of value, or the last part of the option's name.</summary>
    public string Placeholder { get => field ?? OptionPlaceholders.For(this); init; }

    /// <summary>The values that are allowed, in the order in which the Azure CLI lists them; null allows all.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Where completion finds values, when there are no <see cref="Choices"/>.</summary>
    public CompletionSource Completion { get; init; }

    /// <summary>What its value is: an identifier, when nothing is said.</summary>
    public ValueKind Kind
    {
        get => _kind ?? (Choices is not null ? ValueKind.Choice : Arity == Arity.Nothing ? ValueKind.None : ValueKind.Identifier);
        init => _kind = value;
    }

    /// <summary>Whether the command cannot do without.</summary>
    public bool IsRequired { get; init; }

    /// <summary>
    /// Whether the Azure CLI does not have it: only its whole name counts, so that it makes none of the Azure CLI's abbreviations
    /// ambiguous.
    /// </summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether <c>@</c> stays what it is: the value is a secret, or the command itself reads what <c>@</c> names.</summary>
    public bool IsLiteral { get => field || Kind == ValueKind.Secret; init; }

    /// <summary>Whether an empty value is refused: it would choose another identity or another credential than was meant.</summary>
    public bool NeedsValue { get; init; }

    /// <summary>Whether one given again adds to the one before; of others the last one counts.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>All names, as in a usage error.</summary>
    public string Title => string.Join('/', Names);

    /// <summary>Whether its value is, or may hold, a secret.</summary>
    public bool IsSecretive => Kind is ValueKind.Secret or ValueKind.Quiet;

    /// <summary>What is done to a value before it is looked at.</summary>
    public Func<string, string> Normalize
    {
        get => field ?? (Kind is ValueKind.Identifier or ValueKind.Address or ValueKind.Choice
            ? static value => value.WithoutBlankEnds
            : static value => value);
        init;
    }

    /// <summary>A value as <c>--debug</c> may show it.</summary>
    public string Redact(string value) => Kind switch
    {
        ValueKind.Secret or ValueKind.Quiet => RedactedArguments.Hidden,
        ValueKind.SecretFile => SecretPath.IsShown(value) ? value : RedactedArguments.Hidden,
        ValueKind.Address =>
            Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out var address) ? address.WithoutSecrets : RedactedArguments.Hidden,
        _ => value,
    };
}

/// <summary>The headings of <c>--help</c>, in the order in which they are shown.</summary>
internal enum OptionGroup
{
    /// <summary>Without a subject of their own.</summary>
    General,

    /// <summary>Interactive ways of signing in.</summary>
    BrowserAndDeviceCode,

    /// <summary>Credentials of an application.</summary>
    ServicePrincipal,

    /// <summary>Which of a machine's identities signs in.</summary>
    ManagedIdentity,

    /// <summary>Which tenants and subscriptions are listed.</summary>
    Subscriptions,

    /// <summary>Addresses of a cloud's services.</summary>
    Endpoints,

    /// <summary>Domain suffixes of a cloud's services.</summary>
    Suffixes,
}

/// <summary>An option without a value.</summary>
internal sealed class Flag(params string[] names) : OptionSpec(names);

/// <summary>An option with one value.</summary>
internal sealed class ValueOption : OptionSpec
{
    /// <param name="names">As usage errors list them.</param>
    public ValueOption(params string[] names) : base(names) => Arity = Arity.One;
}

/// <summary>An option with one or more values: <c>--scope A B</c>.</summary>
internal sealed class ListOption : OptionSpec
{
    /// <param name="names">As usage errors list them.</param>
    public ListOption(params string[] names) : base(names) => Arity = Arity.OneOrMore;
}

/// <summary>Where completion finds the values of an option or positional that has no list of choices.</summary>
internal enum CompletionSource
{
    None,
    Contexts,
    Clouds,

    /// <summary>Those of the active cloud, by name.</summary>
    Subscriptions,

    /// <summary>Those of the subscriptions, by domain.</summary>
    Tenants,

    /// <summary>Users and applications that are signed in.</summary>
    Users,

    /// <summary>Keys of the configuration.</summary>
    Settings,

    /// <summary>The same with their values: <c>KEY=VALUE</c>.</summary>
    SettingValues,
    Shells,
}
