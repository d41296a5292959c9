using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox.State;

/// <summary>
/// The context <c>sandbox</c>: a config folder of its own whose active cloud is the sandbox, so that nothing in a
/// person's <c>~/.azure</c> changes. What was chosen in it before (a default subscription, settings) stays. Each endpoint of
/// that cloud is the sandbox's own, resources of tokens included, and it has no others: nothing that is done in the context
/// reaches Azure, with the sandbox's tokens least of all.
/// </summary>
/// <param name="environment">Where the home folder is.</param>
/// <param name="files">Opens a config folder's files.</param>
/// <param name="local">The working folder's own settings.</param>
internal sealed class SandboxContext(
    EnvironmentVariables environment, Func<ConfigFolder, ConfigFiles> files, Func<LocalFiles> local)
{
    public const string Name = "sandbox";
    private const string Cloud = "Sandbox";

    public static string Folder(EnvironmentVariables environment) => ConfigFolderLocator.ContextFolder(Name, environment);

    /// <summary>Creates the context, or points it at where the sandbox listens now.</summary>
    public async Task PointAsync(ReadySandbox ready, CancellationToken cancel)
    {
        var own = files(new ConfigFolder(Folder(environment)));
        var clouds = new CloudList(own, new Settings(own.Folder, environment));
        await clouds.PutAsync(
            Cloud,
            [
                new("endpoint_active_directory", ready.SignIn),
                new("endpoint_active_directory_resource_id", $"{ready.Arm}/"),
                new("endpoint_management", $"{ready.Arm}/"),
                new("endpoint_resource_manager", ready.Arm),
                new("endpoint_microsoft_graph_resource_id", $"{ready.Arm}/graph/"),
                new("sandbox_pages", ready.Pages),
            ],
            cancel);
        await clouds.SetActiveAsync(Cloud, cancel);
        // The Python Azure CLI would ask the public cloud whether this authority is one.
        var entries = new ConfigEntries(own, environment, local());
        await entries.SetAsync("core", "instance_discovery", "false", isLocal: false, cancel);
    }
}
