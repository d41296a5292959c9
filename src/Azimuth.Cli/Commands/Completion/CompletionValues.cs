using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Completion;

/// <summary>Values that options and words may have, out of lists and of what the config folder holds. Nothing is asked of anybody.</summary>
internal sealed class CompletionValues(Composition az)
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];
    private static readonly string[] TruthValues = ["true", "false"];

    /// <param name="path">The command's words.</param>
    /// <param name="option">Whose values.</param>
    /// <param name="before">What each of them is written behind: <c>--output=</c>.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public async Task<IEnumerable<CompletionItem>> OfAsync(IReadOnlyList<string> path, OptionSpec option, string before, CancellationToken cancel)
    {
        var found = (path, option.Names) switch
        {
            _ when option.Choices is { } choices => choices.Select(each => new CompletionItem(each)),
            (_, ["--context", ..]) => ConfigFolderLocator.Names(az.Environment).Select(each => new CompletionItem(each)),
            (["cloud", ..], ["--name", ..]) =>
                az.Clouds.All.Select(each => new CompletionItem(each.Name, each.Endpoints.GetValueOrDefault("active_directory"))),
            (_, var names) when names.Contains("--subscription") => (await HereAsync(cancel)).Select(each => new CompletionItem(each.Name, each.Id)),
            (_, ["--tenant", ..]) => (await HereAsync(cancel)).Select(each => new CompletionItem(each.TenantDefaultDomain ?? each.TenantId, each.TenantDisplayName ?? each.TenantId)),
            (["logout", ..], ["--username", ..]) => (await HereAsync(cancel)).Select(each => new CompletionItem(each.User.Name)),
            _ => [],
        };
        return found.DistinctBy(each => each.Word).Select(each => each with { Word = before + each.Word });
    }

    /// <summary>What may stand without a name: keys of the configuration, names of shells.</summary>
    public static IEnumerable<CompletionItem> OfPositional(IReadOnlyList<string> path, string word) => path switch
    {
        ["config", "set"] => word.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? ValuesOf(word[..equals]) : Keys("="),
        ["config", _] => Keys(""),
        ["completion", ..] => Shells.Select(each => new CompletionItem(each)),
        _ => [],
    };

    private static IEnumerable<CompletionItem> Keys(string after) => KnownSettings.All.Select(each => new CompletionItem(each.Key + after, each.Meaning));

    private static IEnumerable<CompletionItem> ValuesOf(string key)
    {
        var values = KnownSettings.All.FirstOrDefault(each => each.Key == key) switch
        {
            { IsTruth: true } => TruthValues,
            { Key: "core.output" } => Output.Formats.Names,
            _ => [],
        };
        return values.Select(each => new CompletionItem($"{key}={each}"));
    }

    private async Task<IReadOnlyList<Subscription>> HereAsync(CancellationToken cancel) => (await az.Profile.ReadAsync(cancel)).In(az.Clouds.ActiveName);
}
