using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config unset</c>: removes settings from the <c>config</c> file.</summary>
internal static class ConfigUnset
{
    public static CommandSpec Describe(Composition az)
    {
        var keys = new PositionalSpec("<KEY>", Arity.OneOrMore, "SECTION.NAME, any number of them.")
        {
            Completion = CompletionSource.Settings,
        };
        var local = CommonOptions.Local();
        return new("config unset", "Remove settings.")
        {
            Options = [local],
            Positionals = [keys],
            Run = async (arguments, cancel) =>
            {
                var (names, isLocal) = (arguments.GetValues(keys), arguments.GetValue(local));
                var code = await RunAsync(az.ConfigEntries, names, isLocal, cancel);
                await EncryptionSetting.ApplyAsync(isLocal ? [] : names.Select(ConfigKey.Read).OfType<ConfigKey>(), az, cancel);
                return code;
            },
        };
    }

    internal static async Task<int> RunAsync(ConfigEntries entries, IReadOnlyList<string> keys, bool isLocal, CancellationToken cancel)
    {
        foreach (var key in keys.Select(each => ConfigKey.Read(each) ?? throw new UserError("usage error: [section].[name]")).ToList())
        {
            await entries.UnsetAsync(key.Section, key.Name, isLocal, cancel);
        }

        return 0;
    }
}
