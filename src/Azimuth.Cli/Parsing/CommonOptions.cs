using System.CommandLine;

namespace Azimuth.Cli.Parsing;

/// <summary>Makes the options of commands. Names stand in the order in which the Azure CLI's usage errors list them.</summary>
internal static class CommonOptions
{
    /// <summary><c>--subscription/-s/--name/-n</c> of <c>az account …</c>.</summary>
    public static Option<string> Subscription() => Value("Name or ID of the subscription.", "--subscription", "-s", "--name", "-n");

    /// <summary>Takes one value.</summary>
    public static Option<string> Value(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.ExactlyOne };

    /// <summary>Takes no value.</summary>
    public static Option<bool> Flag(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>An option that the Azure CLI does not have, without a value; see <see cref="IOwnOption"/>.</summary>
    public static Option<bool> OwnFlag(string description, string name) =>
        new OwnOption<bool>(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>The same with one value.</summary>
    public static Option<string> OwnValue(string description, string name) =>
        new OwnOption<string>(name) { Description = description, Arity = ArgumentArity.ExactlyOne };

    /// <summary>Takes one or more values: <c>--scope A B</c>.</summary>
    public static Option<string[]> Values(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };

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

/// <summary>An option of ours: only its whole name counts, so that it makes none of the Azure CLI's abbreviations ambiguous.</summary>
internal interface IOwnOption;

/// <inheritdoc cref="IOwnOption"/>
internal sealed class OwnOption<T>(string name) : Option<T>(name), IOwnOption;

/// <summary>An option whose value is never shown and never read from a file by <c>@</c>.</summary>
internal sealed class SecretOption(string name, params string[] aliases) : Option<string>(name, aliases);

/// <summary>An option whose value may hold a secret among other things, so that <c>--debug</c> does not show it.</summary>
internal sealed class QuietOption<T>(string name, params string[] aliases) : Option<T>(name, aliases), IQuietOption
{
    /// <inheritdoc/>
    public bool IsLiteral { get; init; }
}

/// <summary>What <see cref="OptionWords"/> needs to know of a <see cref="QuietOption{T}"/>, whatever its type.</summary>
internal interface IQuietOption
{
    /// <summary>Whether the command itself reads what <c>@</c> names: bytes, not text.</summary>
    bool IsLiteral { get; }
}

/// <summary>An option that may be given several times, with one value each; of the Azure CLI's others the last one counts.</summary>
internal sealed class RepeatedOption(string name, params string[] aliases) : Option<string[]>(name, aliases);

/// <summary>An option that takes an address: <c>--debug</c> shows it without the values of its query.</summary>
internal sealed class AddressOption(string name, params string[] aliases) : Option<string>(name, aliases);

/// <summary>An option with a list of allowed values.</summary>
internal sealed class ChoiceOption(string name, IReadOnlyList<string> choices) : Option<string>(name)
{
    /// <summary>The allowed values, in the order in which the Azure CLI lists them.</summary>
    public IReadOnlyList<string> Choices { get; } = choices;
}
