using System.CommandLine;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config set</c>: writes settings into the <c>config</c> file.</summary>
internal static class ConfigSet
{
    public static Command Describe(Composition az)
    {
        var pairs = new Argument<string[]>("key-value") { Description = "SECTION.NAME=VALUE, any number of them.", Arity = ArgumentArity.OneOrMore };
        var local = LocalOption.Make();
        var command = new Command("set", "Change settings.") { local, pairs };
        command.SetAction(async (words, cancel) =>
        {
            var (values, isLocal) = (words.GetValue(pairs)!, words.GetValue(local));
            var code = await RunAsync(az.ConfigEntries, values, isLocal, cancel);
            await EncryptionSetting.ApplyAsync(isLocal ? [] : values.Select(each => Read(each).Key), az, cancel);
            return code;
        });
        return command;
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
