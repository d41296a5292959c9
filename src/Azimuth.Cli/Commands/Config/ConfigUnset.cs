using System.CommandLine;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>az config unset</c>: removes settings from the <c>config</c> file.</summary>
internal static class ConfigUnset
{
    public static Command Describe(Composition az)
    {
        var keys = new Argument<string[]>("key") { Description = "SECTION.NAME, any number of them.", Arity = ArgumentArity.OneOrMore };
        var local = LocalOption.Make();
        var command = new Command("unset", "Remove settings.") { local, keys };
        command.SetAction(async (words, cancel) =>
        {
            var (names, isLocal) = (words.GetValue(keys)!, words.GetValue(local));
            var code = await RunAsync(az.ConfigEntries, names, isLocal, cancel);
            await EncryptionSetting.ApplyAsync(isLocal ? [] : names.Select(ConfigKey.Read).OfType<ConfigKey>(), az, cancel);
            return code;
        });
        return command;
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
