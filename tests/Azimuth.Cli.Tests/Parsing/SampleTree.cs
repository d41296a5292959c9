using System.CommandLine;
using Azimuth.Cli.Parsing;

namespace Azimuth.Cli.Tests.Parsing;

/// <summary>Commands with the words of the Azure CLI's, which do nothing but remember what they were given.</summary>
internal sealed class SampleTree
{
    private string _given = "";

    /// <summary>Runs the words and answers what the command was given: <c>name=value|value</c>, by name, and the global ones in braces.</summary>
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

    private Command? Branch(string first) => first switch
    {
        "account" => new Command("account", "Subscriptions.")
        {
            Remembering("list", CommonOptions.Flag("All.", "--all"), CommonOptions.Flag("Refresh.", "--refresh")),
            Remembering("show", CommonOptions.Subscription()),
            Remembering("set", Required(CommonOptions.Subscription())),
            Remembering(
                "get-access-token",
                CommonOptions.Subscription(),
                CommonOptions.Value("Resource.", "--resource"),
                CommonOptions.Choice("Type.", "--resource-type", "aad-graph", "arm", "ms-graph"),
                CommonOptions.Values("Scopes.", "--scope"),
                CommonOptions.Value("Tenant.", "--tenant", "-t")),
        },
        "config" => new Command("config", "Configuration.")
        {
            Remembering("get", new Argument<string?>("key") { Arity = ArgumentArity.ZeroOrOne }, CommonOptions.Flag("Local.", "--local")),
            Remembering("set", new Argument<string[]>("key_value") { Arity = ArgumentArity.OneOrMore }, CommonOptions.Flag("Local.", "--local")),
        },
        "login" => Remembering(
            "login",
            CommonOptions.Value("User.", "--username", "-u"),
            CommonOptions.Secret("Password.", "--password", "-p"),
            CommonOptions.Value("Tenant.", "--tenant", "-t"),
            CommonOptions.Flag("Identity.", "-i", "--identity"),
            CommonOptions.Flag("Skip.", "--skip-subscription-discovery", "--skip-sub")),
        _ => null,
    };

    private static Option<string> Required(Option<string> option)
    {
        option.Required = true;
        return option;
    }

    private Command Remembering(string name, params Symbol[] words)
    {
        var command = new Command(name, $"{name}.");
        foreach (var word in words)
        {
            if (word is Option option)
            {
                command.Add(option);
            }
            else
            {
                command.Add((Argument)word);
            }
        }

        command.SetAction(parsed =>
        {
            _given = string.Join(' ', words
                .Select(word => (word.Name.TrimStart('-'), parsed.GetResult(word) is { } result && !IsImplicit(result) ? string.Join('|', result.Tokens.Select(token => token.Value)) : null))
                .Where(pair => pair.Item2 is not null)
                .Select(pair => pair.Item2!.Length == 0 ? pair.Item1 : $"{pair.Item1}={pair.Item2}"));
            return 0;
        });
        return command;

        static bool IsImplicit(System.CommandLine.Parsing.SymbolResult result) => result switch
        {
            System.CommandLine.Parsing.OptionResult option => option.Implicit,
            System.CommandLine.Parsing.ArgumentResult argument => argument.Tokens.Count == 0,
            _ => false,
        };
    }
}
