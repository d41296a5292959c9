using System.CommandLine;

namespace Azimuth.Cli.Parsing;

/// <summary>Makes the options of commands. Names stand in the order in which the Azure CLI's usage errors list them.</summary>
internal static class CommonOptions
{
    /// <summary><c>--subscription/-s/--name/-n</c> of <c>az account …</c>.</summary>
    public static Option<string> Subscription() => Value("Name or ID of the subscription.", "--subscription", "-s", "--name", "-n");

    /// <summary>Takes one value: an ID, a name, an address, a number, which is taken without blanks and invisible characters at its ends.</summary>
    public static Option<string> Value(string description, string name, params string[] aliases) =>
        new KnownOption<string>(name, aliases) { Description = description, Arity = ArgumentArity.ExactlyOne };

    /// <summary>Takes one value, which says who signs in: see <see cref="IKnownOption.NeedsValue"/>.</summary>
    public static Option<string> IdentityId(string description, string name) =>
        new KnownOption<string>(name) { Description = description, Arity = ArgumentArity.ExactlyOne, NeedsValue = true };

    /// <summary>Takes the path of a file.</summary>
    public static Option<string> File(string description, string name) =>
        new KnownOption<string>(name) { Description = description, Arity = ArgumentArity.ExactlyOne, Kind = ValueKind.File };

    /// <summary>Takes the path of a file that holds a secret.</summary>
    public static Option<string> SecretFile(string description, string name, bool isOwn = true) =>
        new KnownOption<string>(name) { Description = description, Arity = ArgumentArity.ExactlyOne, Kind = ValueKind.SecretFile, IsOwn = isOwn };

    /// <summary>Takes no value.</summary>
    public static Option<bool> Flag(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>An option that the Azure CLI does not have, without a value; see <see cref="IKnownOption.IsOwn"/>.</summary>
    public static Option<bool> OwnFlag(string description, string name) =>
        new KnownOption<bool>(name) { Description = description, Arity = ArgumentArity.Zero, Kind = ValueKind.None, IsOwn = true };

    /// <summary>The same with one value.</summary>
    public static Option<string> OwnValue(string description, string name) =>
        new KnownOption<string>(name) { Description = description, Arity = ArgumentArity.ExactlyOne, IsOwn = true };

    /// <summary>Takes one or more values: <c>--scope A B</c>.</summary>
    public static Option<string[]> Values(string description, string name, params string[] aliases) =>
        new KnownOption<string[]>(name, aliases) { Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };

    /// <summary>Takes one value, and may be repeated.</summary>
    public static RepeatedOption Repeated(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>Takes one value, which is a secret.</summary>
    public static SecretOption Secret(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.ExactlyOne };

    /// <summary>Takes one of <paramref name="choices"/>, written in any case; what comes out is written as in the list.</summary>
    public static ChoiceOption Choice(string description, string name, params string[] choices) =>
        new(name, choices) { Description = description, Arity = ArgumentArity.ExactlyOne };
}

/// <summary>What an option's value is.</summary>
internal enum ValueKind
{
    /// <summary>There is none: a flag.</summary>
    None,

    /// <summary>An ID, a name, an address, a number: blanks and invisible characters at its ends are not part of it.</summary>
    Identifier,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>Text that means what it says, byte for byte: a query, JSON, KEY=VALUE.</summary>
    Text,

    /// <summary>Text that may hold a secret among other things.</summary>
    Quiet,

    /// <summary>A path.</summary>
    File,

    /// <summary>The path of a file that holds a secret; users put the secret itself there.</summary>
    SecretFile,

    /// <summary>A secret.</summary>
    Secret,
}

/// <summary>What <see cref="OptionSpec"/> needs to know of an option beyond what System.CommandLine knows.</summary>
internal interface IKnownOption
{
    /// <summary>What its value is.</summary>
    ValueKind Kind { get; }

    /// <summary>Whether the Azure CLI does not have it: only its whole name counts, so that it makes none of the Azure CLI's abbreviations ambiguous.</summary>
    bool IsOwn => false;

    /// <summary>Whether <c>@</c> stays what it is: the value is a secret, or the command itself reads what <c>@</c> names.</summary>
    bool IsLiteral => false;

    /// <summary>Whether an empty value is refused: it would choose another identity or another credential than was meant.</summary>
    bool NeedsValue => false;
}

/// <summary>An option of no special kind.</summary>
internal sealed class KnownOption<T>(string name, params string[] aliases) : Option<T>(name, aliases), IKnownOption
{
    /// <inheritdoc/>
    public ValueKind Kind { get; init; } = ValueKind.Identifier;

    /// <inheritdoc/>
    public bool IsOwn { get; init; }

    /// <inheritdoc/>
    public bool NeedsValue { get; init; }
}

/// <summary>An option whose value is never shown and never read from a file by <c>@</c>.</summary>
internal sealed class SecretOption(string name, params string[] aliases) : Option<string>(name, aliases), IKnownOption
{
    /// <inheritdoc/>
    public ValueKind Kind => ValueKind.Secret;

    /// <inheritdoc/>
    public bool IsLiteral => true;

    /// <inheritdoc/>
    public bool NeedsValue { get; init; }
}

/// <summary>An option whose value may hold a secret among other things, so that <c>--debug</c> does not show it.</summary>
internal sealed class QuietOption<T>(string name, params string[] aliases) : Option<T>(name, aliases), IKnownOption
{
    /// <inheritdoc/>
    public ValueKind Kind => ValueKind.Quiet;

    /// <inheritdoc/>
    public bool IsLiteral { get; init; }
}

/// <summary>An option that may be given several times, with one value each; of the Azure CLI's others the last one counts.</summary>
internal sealed class RepeatedOption(string name, params string[] aliases) : Option<string[]>(name, aliases), IKnownOption
{
    /// <inheritdoc/>
    public ValueKind Kind => ValueKind.Identifier;
}

/// <summary>An option that takes an address: <c>--debug</c> shows it without the values of its query.</summary>
internal sealed class AddressOption(string name, params string[] aliases) : Option<string>(name, aliases), IKnownOption
{
    /// <inheritdoc/>
    public ValueKind Kind => ValueKind.Identifier;
}

/// <summary>An option with a list of allowed values.</summary>
internal sealed class ChoiceOption(string name, IReadOnlyList<string> choices) : Option<string>(name), IKnownOption
{
    /// <inheritdoc/>
    public ValueKind Kind => ValueKind.Choice;

    /// <summary>The allowed values, in the order in which the Azure CLI lists them.</summary>
    public IReadOnlyList<string> Choices { get; } = choices;
}
