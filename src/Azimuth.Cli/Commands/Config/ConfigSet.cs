using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config set</c>: writes settings into the <c>config</c> file.</summary>
internal static class ConfigSet
{
    public static CommandSpec Describe(Composition az)
    {
        var pairs = new PositionalSpec("<KEY_VALUE>", Arity.OneOrMore, "SECTION.NAME=VALUE, any number of them.")
        {
            Completion = CompletionSource.SettingValues,
        };
        var local = CommonOptions.Local();
        return new("config set", "Change settings.")
        {
            Options = [local],
            Positionals = [pairs],
            Run = async (arguments, cancel) =>
            {
                var (values, isLocal) = (arguments.GetValues(pairs), arguments.GetValue(local));
                var code = await RunAsync(az.ConfigEntries, values, isLocal, cancel);
                await EncryptionSetting.ApplyAsync(isLocal ? [] : values.Select(each => Read(each).Key), az, cancel);
                return code;
            },
        };
    }

    internal static async Task<int> RunAsync(ConfigEntries entries, IReadOnlyList<string> pairs, bool isLocal, CancellationToken cancel)
    {
        // All are understood before the first is written.
        foreach (var (key, value) in pairs.Select(Read).ToList())
        {
            await entries.SetAsync(key.Section, key.Name, value, isLocal, cancel);
        }

        return 0;
    }

    private static (ConfigKey Key, string Value) Read(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 && ConfigKey.Read(pair[..equals]) is { } key
            ? (key, pair[(equals + 1)..])
            : throw new UserError("usage error: [section].[name]=[value] ...");
    }
}
