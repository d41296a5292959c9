using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Tests.Parsing;

/// <summary>Commands with the words of the Azure CLI's, which do nothing but remember what they were given.</summary>
internal sealed class SampleTree
{
    private string _given = "";

    /// <summary>
    /// Runs the words and answers what the command was given: <c>name=value|value</c>, by name, and the global ones in braces.
    /// </summary>
    public string Give(params string[] words)
    {
        _given = "";
        var request = Read(words);
        var run = request.ShouldBeOfType<Invocation.Run>();
        run.InvokeAsync(CancellationToken.None).GetAwaiter().GetResult().ShouldBe(0);
        var global = run.Options;
        return $"{string.Join(' ', run.Path)}: {_given}".TrimEnd() + string.Concat(
            Shown("output", global.Output), Shown("query", global.Query), Shown("context", global.Context),
            global.Debug ? " {debug}" : "", global.Verbose ? " {verbose}" : "", global.OnlyShowErrors ? " {only-show-errors}" : "");
    }

    public Invocation Read(params string[] words) => new CommandLine(Branch, ["account", "config", "login"], ReadFile).Read(words);

    /// <summary>Files that <c>@name</c> finds.</summary>
    public Dictionary<string, string> Files { get; } = [];

    private string? ReadFile(string path) => Files.GetValueOrDefault(path);

    private static string Shown(string name, string? value) => value is null ? "" : $" {{{name}={value}}}";

    private CommandSpec? Branch(string first) => first switch
    {
        "account" => new("account", "Subscriptions.")
        {
            Subcommands =
            [
                Remembering("account list", [], new Flag("--all"), new Flag("--refresh")),
                Remembering("account show", [], CommonOptions.Subscription()),
                Remembering("account set", [], CommonOptions.Subscription(isRequired: true)),
                Remembering(
                    "account get-access-token",
                    [],
                    CommonOptions.Subscription(),
                    new ValueOption("--resource"),
                    new ValueOption("--resource-type") { Choices = ["aad-graph", "arm", "ms-graph"] },
                    new ListOption("--scope"),
                    new ValueOption("--tenant", "-t")),
            ],
        },
        "config" => new("config", "Configuration.")
        {
            Subcommands =
            [
                Remembering("config get", [new("<KEY>", Arity.Optional)], new Flag("--local")),
                Remembering("config set", [new("<KEY_VALUE>", Arity.OneOrMore)], new Flag("--local")),
            ],
        },
        "login" => Remembering(
            "login",
            [],
            new ValueOption("--username", "-u"),
            new ValueOption("--password", "-p") { Kind = ValueKind.Secret },
            new ValueOption("--tenant", "-t"),
            new Flag("-i", "--identity"),
            new Flag("--skip-subscription-discovery", "--skip-sub")),
        _ => null,
    };

    private CommandSpec Remembering(string path, IReadOnlyList<PositionalSpec> positionals, params OptionSpec[] options)
    {
        return new(path, $"{path}.") { Options = options, Positionals = positionals, Run = RunAsync };

        Task<int> RunAsync(ParsedArguments arguments, CancellationToken cancel)
        {
            IEnumerable<(string Name, IReadOnlyList<string> Values)> given =
            [
                .. positionals
                    .Select(each => (each.Metavar.Trim('<', '>').ToLowerInvariant(), arguments.GetValues(each)))
                    .Where(each => each.Item2.Count > 0),
                .. options.Where(arguments.Has).Select(each => (each.Name.TrimStart('-'), arguments.Options[each])),
            ];
            _given = string.Join(' ', given.Select(
                each => string.Join('|', each.Values) is { Length: > 0 } values ? $"{each.Name}={values}" : each.Name));
            return Task.FromResult(0);
        }
    }
}
