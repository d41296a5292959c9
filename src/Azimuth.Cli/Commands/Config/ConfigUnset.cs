using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config unset</c>: removes settings from the <c>config</c> file.</summary>
internal sealed class ConfigUnset(ConfigEntries entries, EncryptionSetting encryption)
{
    public static CommandSpec Describe(Func<ConfigUnset> command)
    {
        var keys = new PositionalSpec("<KEY>", Arity.OneOrMore, "One or more settings: SECTION.NAME.")
        {
            Completion = CompletionSource.Settings,
        };
        var local = CommonOptions.Local();
        return new("config unset", "Remove settings.")
        {
            Options = [local],
            Positionals = [keys],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValues(keys), arguments.GetValue(local), cancel),
        };
    }

    private async Task<int> RunAsync(IReadOnlyList<string> keys, bool isLocal, CancellationToken cancel)
    {
        var read = keys.Select(each => ConfigKey.Read(each) ?? throw new UserError("usage error: [section].[name]")).ToList();
        foreach (var key in read)
        {
            await entries.UnsetAsync(key.Section, key.Name, isLocal, cancel);
        }

        await encryption.ApplyAsync(isLocal ? [] : read, cancel);
        return 0;
    }
}
