using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;
using Azimuth.Discovery;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary>The options that describe a cloud, the same for <c>register</c> and <c>update</c>.</summary>
internal static class CloudOptions
{
    // In the order in which the Azure CLI lists them; the key in clouds.config follows from the name.
    private static readonly (string Name, string Description)[] Known =
    [
        ("--endpoint-active-directory", "Where people sign in, for example https://login.contoso.com; ending in /adfs for AD FS."),
        ("--endpoint-active-directory-data-lake-resource-id", "The audience of Data Lake's tokens."),
        ("--endpoint-active-directory-graph-resource-id", "The audience of the old directory Graph's tokens."),
        ("--endpoint-active-directory-resource-id", "The audience of Resource Manager's tokens."),
        ("--endpoint-gallery", "The gallery of templates."),
        ("--endpoint-management", "The classic management service."),
        ("--endpoint-microsoft-graph-resource-id", "Microsoft Graph."),
        ("--endpoint-resource-manager", "Azure Resource Manager; it is asked for all the others."),
        ("--endpoint-sql-management", "SQL's management service."),
        ("--endpoint-vm-image-alias-doc", "The document of image aliases."),
        ("--suffix-acr-login-server-endpoint", "What names of container registries end in."),
        ("--suffix-azure-datalake-analytics-catalog-and-job-endpoint", "What names of Data Lake Analytics end in."),
        ("--suffix-azure-datalake-store-file-system-endpoint", "What names of Data Lake stores end in."),
        ("--suffix-keyvault-dns", "What names of key vaults end in."),
        ("--suffix-sql-server-hostname", "What names of SQL servers end in."),
        ("--suffix-storage-endpoint", "What names of storage accounts end in."),
    ];

    private static readonly ValueOption Config = new("--cloud-config")
    {
        Help = "All of it as JSON, in the shape of `az cloud show`; `@file` reads a file.",
    };
    private static readonly ValueOption Profile = new("--profile") { Help = "The set of API versions.", Choices = [CloudList.OnlyProfile] };
    private static readonly Flag SkipDiscovery = new("--skip-endpoint-discovery")
    {
        Help = "Do not ask Resource Manager for its cloud's endpoints.",
    };
    private static readonly ValueOption[] Values = Array.ConvertAll(Known, each => new ValueOption(each.Name) { Help = each.Description });

    /// <summary>All of them, in the Azure CLI's order.</summary>
    public static OptionSpec[] All => [Config, Profile, SkipDiscovery, .. Values];

    /// <summary>What was said: ARM's own word first, then the JSON, then each option.</summary>
    public static async Task<CloudDefinition> ReadAsync(ParsedArguments arguments, Func<MetadataSource> metadata, CancellationToken cancel)
    {
        var said = new CloudDefinition();
        if (arguments.GetValue(Config) is { } json)
        {
            said.TakeJson(json);
        }

        said.Set("profile", arguments.GetValue(Profile));
        foreach (var option in Values)
        {
            said.Set(option.Name[2..].Replace('-', '_'), arguments.GetValue(option));
        }

        if (arguments.GetValue(SkipDiscovery) || said.Get("endpoint_resource_manager") is not { Length: > 0 } resourceManager)
        {
            return said;
        }

        var draft = new CloudDefinition();
        draft.Take(await metadata().OfAsync(resourceManager, cancel));
        foreach (var (key, value) in said.Values)
        {
            draft.Set(key, value);
        }

        return draft;
    }
}
