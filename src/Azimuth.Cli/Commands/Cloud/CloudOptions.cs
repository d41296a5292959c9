using System.CommandLine;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;
using Azimuth.Discovery;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary>The options that describe a cloud, the same for <c>register</c> and <c>update</c>.</summary>
internal sealed class CloudOptions
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

    private readonly Option<string> _config = CommonOptions.Value("All of it as JSON, in the shape of `az cloud show`; `@file` reads a file.", "--cloud-config");
    private readonly ChoiceOption _profile = CommonOptions.Choice("The set of API versions.", "--profile", CloudList.OnlyProfile);
    private readonly Option<bool> _skip = CommonOptions.Flag("Do not ask Resource Manager for its cloud's endpoints.", "--skip-endpoint-discovery");
    private readonly List<Option<string>> _values = [];

    public CloudOptions()
    {
        foreach (var (name, description) in Known)
        {
            _values.Add(CommonOptions.Value(description, name));
        }
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_profile);
        command.Add(_skip);
        foreach (var each in _values)
        {
            command.Add(each);
        }
    }

    /// <summary>What was said: ARM's own word first, then the JSON, then each option.</summary>
    public async Task<CloudDefinition> ReadAsync(ParseResult words, Func<MetadataSource> metadata, CancellationToken cancel)
    {
        var said = new CloudDefinition();
        if (words.GetValue(_config) is { } json)
        {
            said.TakeJson(json);
        }

        said.Set("profile", words.GetValue(_profile));
        foreach (var option in _values)
        {
            said.Set(option.Name[2..].Replace('-', '_'), words.GetValue(option));
        }

        if (words.GetValue(_skip) || said.Get("endpoint_resource_manager") is not { Length: > 0 } resourceManager)
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
