using Azimuth.Cli.Services;
using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// The context <c>sandbox</c>: a config folder of its own whose active cloud is the sandbox, so that nothing in a
/// person's <c>~/.azure</c> changes. What was chosen in it before (a default subscription, settings) stays. Each endpoint of
/// that cloud is the sandbox's own, resources of tokens included, and it has no others: nothing that is done in the context
/// reaches Azure, with the sandbox's tokens least of all.
/// </summary>
internal static class SandboxContext
{
    public const string Name = "sandbox";
    private const string Cloud = "Sandbox";

    public static string Folder(EnvironmentVariables environment) => ConfigFolderLocator.ContextFolder(Name, environment);

    public static async Task PointAsync(ReadySandbox ready, Composition az, CancellationToken cancel)
    {
        var files = az.FilesOf(new ConfigFolder(Folder(az.Environment)), az.Terminal.Warn);
        var clouds = new CloudList(files, new Settings(files.Folder, az.Environment));
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
        var entries = new ConfigEntries(files, az.Environment, az.LocalFiles);
        await entries.SetAsync("core", "instance_discovery", "false", isLocal: false, cancel);
    }
}
