using Azimuth.Cli.Commands.Config;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Configure;

/// <summary>
/// <c>az configure</c> where it sets or lists defaults. Without either it is the Azure CLI's questionnaire, which is that
/// program's own, and the command is handed over.
/// </summary>
internal sealed class Configure(Settings settings, ConfigEntries entries, Output.Output output)
{
    private const string Section = "defaults";
    private const string Local = "local";

    private static readonly ListOption Defaults = new("--defaults", "-d")
    {
        Help = "Defaults to set, e.g. `group=NAME location=NAME`; an empty value removes one.",
        Placeholder = "KEY=VALUE",
        Kind = ValueKind.Text,
    };

    private static readonly ValueOption ListDefaults = new("--list-defaults", "-l")
    {
        Help = "List the defaults.",
        Placeholder = "BOOL",
        Choices = ["false", "true"],
        Arity = Arity.Optional,
    };

    private static readonly ValueOption Scope = new("--scope")
    {
        Help = "Scope of the defaults: global, or this folder and its subfolders. Default: global.",
        Choices = ["global", Local],
    };

    public static CommandSpec Describe(Func<Configure> command) => new("configure", "Set and list the defaults of options.")
    {
        Options = [Defaults, ListDefaults, Scope],
        LeftToAzureCli = static arguments => !Asks(arguments) ? null : new(
            "Interactive `az configure` needs the Azure CLI.",
            $"Use {Defaults.Name} or {ListDefaults.Name}, or for example run: az config set core.output=table"),
        Run = (arguments, cancel) => command().RunAsync(arguments.GetValues(Defaults), arguments.GetValue(Scope) == Local, cancel),
    };

    private Task<int> RunAsync(IReadOnlyList<string> pairs, bool isLocal, CancellationToken cancel)
    {
        settings.WarnOfLocalFiles();
        return pairs.Count > 0 ? SetAsync(pairs, isLocal, cancel) : Task.FromResult(List(isLocal));
    }

    private static bool Asks(ParsedArguments arguments) =>
        !arguments.Has(Defaults) && (!arguments.Has(ListDefaults) || arguments.GetValue(ListDefaults) == "false");

    private async Task<int> SetAsync(IReadOnlyList<string> pairs, bool isLocal, CancellationToken cancel)
    {
        // All are understood before the first is written.
        var read = new List<(string Name, string Value)>();
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            read.Add(equals > 0
                ? (pair[..equals], pair[(equals + 1)..])
                : throw new UserError($"usage error: {Defaults.Name} STRING=STRING STRING=STRING ..."));
        }

        foreach (var (name, value) in read)
        {
            await entries.SetAsync(Section, name, value is "''" or "\"\"" ? "" : value, isLocal, cancel);
        }

        return 0;
    }

    private int List(bool withLocal) => output.Write(json =>
    {
        json.WriteStartArray();
        foreach (var item in entries.Items(Section, withLocal).Where(each => each.Value.Length > 0))
        {
            ConfigGet.Write(json, item);
        }

        json.WriteEndArray();
    });
}
