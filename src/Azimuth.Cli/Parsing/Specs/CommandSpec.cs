namespace Azimuth.Cli.Parsing.Specs;

/// <summary>A command, or a group of commands, declared once: the reader, help and completion read it here.</summary>
/// <param name="path">All its words: <c>account list</c>.</param>
/// <param name="help">What <c>--help</c> says of it.</param>
internal sealed class CommandSpec(string path, string help)
{
    /// <summary>Its words.</summary>
    public IReadOnlyList<string> Path { get; } = path.Split(' ');

    /// <summary>Its last word.</summary>
    public string Name => Path[^1];

    /// <summary>What <c>--help</c> says of it.</summary>
    public string Help { get; } = help;

    /// <summary>Its own options, in the order in which the Azure CLI lists them.</summary>
    public OptionSpec[] Options { get; init; } = [];

    /// <summary>Its positionals, in order.</summary>
    public IReadOnlyList<PositionalSpec> Positionals { get; init; } = [];

    /// <summary>The commands of a group; none: it is a command.</summary>
    public IReadOnlyList<CommandSpec> Subcommands { get => field ??= [.. Declared.Select(each => each.Declare())]; init; }

    /// <summary>The commands of a group by their names: a run needs one of them, and the others are not built for it.</summary>
    public SubcommandSpec[] Declared { private get; init; } = [];

    /// <summary>Whether it only holds other commands.</summary>
    public bool IsGroup => Declared.Length > 0 || Subcommands.Count > 0;

    /// <summary>The command of a group, by its last word in any case; null when there is none.</summary>
    public CommandSpec? Find(string name)
    {
        foreach (var each in Declared)
        {
            if (each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return each.Declare();
            }
        }

        return Declared.Length > 0 ? null : Subcommands.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Whether these arguments are the Azure CLI's, though the command is ours: the error for a machine without one. Null: ours.
    /// </summary>
    public Func<ParsedArguments, UserError?>? LeftToAzureCli { get; init; }

    /// <summary>Runs the command and returns its exit code. A group has none.</summary>
    public Func<ParsedArguments, CancellationToken, Task<int>>? Run { get; init; }

    /// <summary>Every option that it takes, in the order in which argparse searches them: global ones first.</summary>
    public OptionSpec[] AllOptions => [.. GlobalOptionSpecs.ForCommand(Name), .. Options];

    /// <summary>The commands of a group with all below them; a command itself.</summary>
    public IEnumerable<CommandSpec> Leaves => Subcommands.Count == 0 ? [this] : Subcommands.SelectMany(sub => sub.Leaves);
}

/// <summary>A value without a name before it, such as <c>KEY</c>.</summary>
/// <param name="Metavar">As usage errors and help show it: <c>&lt;KEY&gt;</c>.</param>
/// <param name="Arity">How many values it takes.</param>
/// <param name="Help">What <c>--help</c> says of it.</param>
internal sealed record PositionalSpec(string Metavar, Arity Arity, string? Help = null)
{
    /// <summary>Where completion finds values.</summary>
    public CompletionSource Completion { get; init; }

    /// <summary>Whether the command cannot do without.</summary>
    public bool IsRequired => Arity is Arity.One or Arity.OneOrMore;
}

/// <summary>A command of a group.</summary>
/// <param name="name">Its last word.</param>
/// <param name="declare">Builds its declaration.</param>
internal sealed class SubcommandSpec(string name, Func<CommandSpec> declare)
{
    /// <summary>Its last word.</summary>
    public string Name => name;

    /// <summary>Builds its declaration.</summary>
    public CommandSpec Declare() => declare();
}

/// <summary>The commands that are ours, by the first word of each.</summary>
/// <param name="Names">The first words, in the order in which help lists them.</param>
/// <param name="Find">The branch of a first word; null when it is not ours.</param>
internal sealed record CommandBranches(IReadOnlyList<string> Names, Func<string, CommandSpec?> Find);
