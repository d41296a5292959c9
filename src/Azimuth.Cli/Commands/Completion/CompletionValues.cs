using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Completion;

/// <summary>
/// Values that options and words may have, out of lists and of what the config folder holds. Nothing is asked of anybody.
/// </summary>
internal sealed class CompletionValues(EnvironmentVariables environment, Func<CloudList> clouds, Func<ProfileFile> profile)
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];
    private static readonly string[] TruthValues = ["true", "false"];

    /// <param name="option">Whose values.</param>
    /// <param name="before">What each of them is written behind: <c>--output=</c>.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public async Task<IEnumerable<CompletionItem>> ForAsync(OptionSpec option, string before, CancellationToken cancel)
    {
        var found = option.Completion switch
        {
            _ when option.Choices is { } choices => choices.Select(each => new CompletionItem(each)),
            CompletionSource.Contexts => ConfigFolderLocator.Names(environment).Select(each => new CompletionItem(each)),
            CompletionSource.Clouds =>
                clouds().All.Select(each => new CompletionItem(each.Name, each.Endpoints.GetValueOrDefault("active_directory"))),
            CompletionSource.Subscriptions => (await HereAsync(cancel)).Select(each => new CompletionItem(each.Name, each.Id)),
            CompletionSource.Tenants => (await HereAsync(cancel))
                .Select(each => new CompletionItem(each.TenantDefaultDomain ?? each.TenantId, each.TenantDisplayName ?? each.TenantId)),
            CompletionSource.Users => (await HereAsync(cancel)).Select(each => new CompletionItem(each.User.Name)),
            _ => [],
        };
        return found.DistinctBy(each => each.Word).Select(each => each with { Word = before + each.Word });
    }

    /// <summary>What a positional may be.</summary>
    public static IEnumerable<CompletionItem> For(PositionalSpec positional, string word) => positional.Completion switch
    {
        CompletionSource.SettingValues =>
            word.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? ValuesOf(word[..equals]) : Keys("="),
        CompletionSource.Settings => Keys(""),
        CompletionSource.Shells => Shells.Select(each => new CompletionItem(each)),
        _ => [],
    };

    private static IEnumerable<CompletionItem> Keys(string after) =>
        KnownSettings.All.Select(each => new CompletionItem(each.Key + after, each.Meaning));

    private static IEnumerable<CompletionItem> ValuesOf(string key)
    {
        var values = KnownSettings.All.FirstOrDefault(each => each.Key == key) switch
        {
            { IsTruth: true } => TruthValues,
            { Key: "core.output" } => OutputFormats.Names,
            _ => [],
        };
        return values.Select(each => new CompletionItem($"{key}={each}"));
    }

    private async Task<IReadOnlyList<Subscription>> HereAsync(CancellationToken cancel) =>
        (await profile().ReadAsync(cancel)).In(clouds().ActiveName);
}
