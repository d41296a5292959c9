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
        ("--endpoint-active-directory", "Sign-in service, e.g. https://login.contoso.com; for AD FS it ends in /adfs."),
        ("--endpoint-active-directory-data-lake-resource-id", "Audience of tokens for Data Lake."),
        ("--endpoint-active-directory-graph-resource-id", "Audience of tokens for Azure AD Graph (retired)."),
        ("--endpoint-active-directory-resource-id", "Audience of tokens for Resource Manager."),
        ("--endpoint-gallery", "Template gallery."),
        ("--endpoint-management", "Classic service management."),
        ("--endpoint-microsoft-graph-resource-id", "Microsoft Graph."),
        ("--endpoint-resource-manager", "Azure Resource Manager. The other endpoints are read from it."),
        ("--endpoint-sql-management", "SQL management."),
        ("--endpoint-vm-image-alias-doc", "Document of image aliases."),
        ("--suffix-acr-login-server-endpoint", "Suffix of container registries."),
        ("--suffix-azure-datalake-analytics-catalog-and-job-endpoint", "Suffix of Data Lake Analytics accounts."),
        ("--suffix-azure-datalake-store-file-system-endpoint", "Suffix of Data Lake stores."),
        ("--suffix-keyvault-dns", "Suffix of key vaults."),
        ("--suffix-sql-server-hostname", "Suffix of SQL servers."),
        ("--suffix-storage-endpoint", "Suffix of storage accounts."),
    ];

    private static readonly ValueOption Config = new("--cloud-config")
    {
        Help = "JSON of the cloud, as `az cloud show` prints it; @FILE reads a file.",
        Placeholder = "JSON",
    };
    private static readonly ValueOption Profile = new("--profile") { Help = "API profile.", Choices = [CloudList.OnlyProfile] };
    private static readonly Flag SkipDiscovery = new("--skip-endpoint-discovery")
    {
        Help = "Do not read endpoints from Resource Manager.",
    };
    private static readonly ValueOption[] Values = Array.ConvertAll(Known, static each => Declare(each.Name, each.Description));

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

    private static ValueOption Declare(string name, string description)
    {
        var isSuffix = name.StartsWith("--suffix", StringComparison.Ordinal);
        return new(name)
        {
            Help = description,
            Group = isSuffix ? OptionGroup.Suffixes : OptionGroup.Endpoints,
            Placeholder = isSuffix ? "SUFFIX" : "URL",
        };
    }
}
