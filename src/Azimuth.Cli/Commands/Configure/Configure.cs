using System.CommandLine;
using Azimuth.Cli.Commands.Config;
using Azimuth.Cli.Parsing;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Configure;

/// <summary>
/// <c>az configure</c> where it sets or lists defaults. Without either it is the Azure CLI's questionnaire, which is that
/// program's own: <see cref="Asks"/> says so, and the command is handed over.
/// </summary>
internal static class Configure
{
    /// <summary>The first word.</summary>
    public const string Name = "configure";

    private const string Defaults = "--defaults";
    private const string ListDefaults = "--list-defaults";
    private const string Section = "defaults";
    private const string Local = "local";

    public static Command Describe(Composition az)
    {
        var defaults = new KnownOption<string[]>(Defaults, "-d")
        {
            Description = "Defaults to set, as `group=NAME location=NAME`; an empty value clears one.",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            Kind = ValueKind.Text,
        };
        var list = CommonOptions.Choice("List the defaults.", ListDefaults, "false", "true");
        list.Aliases.Add("-l");
        list.Arity = ArgumentArity.ZeroOrOne;
        var scope = CommonOptions.Choice("Whose defaults: everywhere, or in this folder and below it.", "--scope", "global", Local);
        var command = new Command(Name, "Set and list the defaults of options.") { defaults, list, scope };
        command.SetAction((words, cancel) =>
        {
            var isLocal = words.GetValue(scope) == Local;
            az.Settings.TellOfLocalFiles();
            return words.GetValue(defaults) is { Length: > 0 } pairs
                ? SetAsync(az.ConfigEntries, pairs, isLocal, cancel)
                : Task.FromResult(List(az.ConfigEntries, az.Output, isLocal));
        });
        return command;
    }

    /// <summary>Whether the command line asks for the interactive questions.</summary>
    public static bool Asks(ParseResult words) => words.GetResult(Defaults) is null && (words.GetResult(ListDefaults) is null || words.GetValue<string>(ListDefaults) == "false");

    /// <summary>What is said where no Azure CLI is there to ask the questions.</summary>
    public static UserError Alone() => new(
        $"`az {Name}` without {Defaults} or {ListDefaults} asks questions, which is left to the Azure CLI.", "az config set core.output=table");

    private static async Task<int> SetAsync(ConfigEntries entries, IReadOnlyList<string> pairs, bool isLocal, CancellationToken cancel)
    {
        // All are understood before the first is written.
        var read = new List<(string Name, string Value)>();
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            read.Add(equals > 0 ? (pair[..equals], pair[(equals + 1)..]) : throw new UserError($"usage error: {Defaults} STRING=STRING STRING=STRING ..."));
        }

        foreach (var (name, value) in read)
        {
            await entries.SetAsync(Section, name, value is "''" or "\"\"" ? "" : value, isLocal, cancel);
        }

        return 0;
    }

    private static int List(ConfigEntries entries, Output.Output output, bool withLocal) => output.Write(json =>
    {
        json.WriteStartArray();
        foreach (var item in entries.Items(Section, withLocal).Where(each => each.Value.Length > 0))
        {
            ConfigGet.Write(json, item);
        }

        json.WriteEndArray();
    });
}
