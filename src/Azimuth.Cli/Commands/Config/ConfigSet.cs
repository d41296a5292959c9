using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config set</c>: writes settings into the <c>config</c> file.</summary>
internal sealed class ConfigSet(ConfigEntries entries, EncryptionSetting encryption)
{
    public static CommandSpec Describe(Func<ConfigSet> command)
    {
        var pairs = new PositionalSpec("<KEY_VALUE>", Arity.OneOrMore, "One or more settings: SECTION.NAME=VALUE.")
        {
            Completion = CompletionSource.SettingValues,
        };
        var local = CommonOptions.Local();
        return new("config set", "Change settings.")
        {
            Options = [local],
            Positionals = [pairs],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValues(pairs), arguments.GetValue(local), cancel),
        };
    }

    private async Task<int> RunAsync(IReadOnlyList<string> pairs, bool isLocal, CancellationToken cancel)
    {
        // All are understood before the first is written.
        var read = pairs.Select(Read).ToList();
        foreach (var (key, value) in read)
        {
            await entries.SetAsync(key.Section, key.Name, value, isLocal, cancel);
        }

        await encryption.ApplyAsync(isLocal ? [] : read.Select(each => each.Key), cancel);
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
