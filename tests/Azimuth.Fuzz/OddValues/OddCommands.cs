using Azimuth.Cli;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Fuzz.OddValues;

/// <summary>Every option and positional of every command, with the words beside it that lead to where it is used.</summary>
internal static class OddCommands
{
    private const string Id = "11111111-1111-1111-1111-000000000001";
    private static readonly string[] Application = ["--service-principal", "-u", Id, "-t", Id];
    private static readonly string[] User = ["-u", "ada@contoso.onmicrosoft.com", "-p", "Not-a-password-1"];
    private static readonly string[] Request = ["--url", "http://127.0.0.1:1/x?a=b"];
    private static readonly string[] Cloud = [
        "--name", "Odd", "--endpoint-resource-manager", "http://127.0.0.1:1", "--skip-endpoint-discovery",
        "--endpoint-active-directory", "https://127.0.0.1:1"
    ];

    // The options of every command are read in one place; a command that lists, one that shows and one that acts are enough.
    private static readonly string[] GlobalsOn = ["account list", "account show", "config get", "rest"];

    /// <summary>The commands, as they are declared.</summary>
    public static IReadOnlyList<CommandSpec> All { get; } = [.. CommandTree.All(new(
        new() { Out = Stream.Null, Error = TextWriter.Null, In = TextReader.Null }, new EnvironmentVariables(_ => null),
        TimeProvider.System))];

    /// <summary>What takes a value, and the lines to try it on.</summary>
    public static IEnumerable<OddPlace> Places => All.SelectMany(command => command.AllOptions
        .Where(
            option => option.Arity != Arity.Nothing
                && (command.Options.Contains(option) || GlobalsOn.Contains(string.Join(' ', command.Path))))
        .SelectMany(
            option => Beside(command.Path, option.Names[0]).Select(beside => new OddPlace(command, option, Without(beside, option))))
        .Concat(command.Positionals.Select(_ => new OddPlace(command, null, []))));

    private static IEnumerable<string[]> Beside(IReadOnlyList<string> path, string option) => (path[0], option) switch
    {
        ("login", "--certificate" or "--federated-token" or "--federated-token-file") => [Application],
        ("login", "--password" or "--password-file") => [Application, ["-u", "ada@contoso.onmicrosoft.com"]],
        ("login", "--client-id" or "--object-id" or "--resource-id") => [["--identity"]],
        ("login", "--redirect-port") => [["--no-browser"]],
        ("login", "--tenant" or "--username" or "--scope") => [[], User, [.. Application, "-p", "Not-a-secret-1"], ["--identity"]],
        ("login", "--subscription") => [User, ["-t", Id, "--skip-subscription-discovery"]],
        ("login", "--claims-challenge") => [User, ["--no-browser"]],
        ("login", _) => [User],
        ("rest", "--url" or "--resource") => [[.. Request], [.. Request, "--skip-authorization-header"]],
        ("rest", _) => [[.. Request, "--skip-authorization-header"]],
        ("cloud", _) when path[1] is "register" or "update" => [Cloud],
        ("cloud", _) when path[1] is "set" or "unregister" => [["--name", "AzureCloud"]],
        ("account", _) when path[1] is "set" => [["--subscription", Id]],
        ("config", _) when path[1] is "get" => [[], ["core.output"]],
        ("config", _) when path[1] is "set" => [["core.output=json"]],
        ("config", _) => [["core.output"]],
        ("configure", _) => [["--list-defaults"], ["--defaults", "group=x"]],
        ("completion", _) => [["bash"]],
        _ => [[]],
    };

    private static string[] Without(string[] beside, OptionSpec option)
    {
        var at = Array.FindIndex(beside, option.Names.Contains);
        return at < 0 ? beside : [.. beside[..at], .. beside.Skip(at + 2)];
    }
}

/// <summary>A place for a value.</summary>
/// <param name="Command">The command.</param>
/// <param name="Option">The option; null: a positional.</param>
/// <param name="Beside">Words beside it.</param>
internal sealed record OddPlace(CommandSpec Command, OptionSpec? Option, string[] Beside)
{
    /// <summary>The line with a value in it.</summary>
    public string[] With(string value) => Option is null
        ? [.. Command.Path, value]
        : [
            .. Command.Path, .. Beside,
            .. value.StartsWith('-') || value.Length == 0 ? (string[])[Option.Names[0] + "=" + value] : [Option.Names[0], value]
        ];

    /// <summary>What may not be shown of the value.</summary>
    public string? Hidden(string value) => Option is { Kind: ValueKind.Secret or ValueKind.Quiet } ? value : null;

    public override string ToString() => $"az {string.Join(' ', Command.Path)} {Option?.Names[0] ?? "(positional)"}";
}
