using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Storage.FileSystem;
using Azimuth.Text;

namespace Azimuth.Clouds;

/// <summary>
/// The clouds that <c>ARM_CLOUD_METADATA_URL</c> names, instead of the built-in ones. What was fetched is kept for a day,
/// under the address that it came from: the Azure CLI's <c>cloudEndpoints.json</c> does not say whose it is, so it is
/// neither read nor written (attack S1).
/// </summary>
/// <param name="url">The variable's value.</param>
/// <param name="files">The config folder's files, where the answer is cached.</param>
/// <param name="fetch">Gets the bytes at an address, or says in a sentence why not; asked only when it must be.</param>
public sealed class MetadataClouds(string url, ConfigFiles files, Func<string, CancellationToken, Task<byte[]>> fetch)
{
    /// <summary>The name of the environment variable.</summary>
    public const string Variable = "ARM_CLOUD_METADATA_URL";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The variable's value.</summary>
    public string Url { get; } = url;

    /// <summary>
    /// The clouds, a built-in name standing for the built-in cloud whatever the answer says of it. Empty until <see cref="LoadAsync"/> has
    /// run.
    /// </summary>
    public IReadOnlyList<Cloud> Clouds { get; private set; } = [];

    private string Kept => InFolder(Url, "json");

    /// <summary>Reads the cached answer, or asks for a new one.</summary>
    /// <exception cref="UserError">No answer is cached, and none could be fetched.</exception>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var kept = ReadKept();
        if (kept is not null
            && files.Time.GetUtcNow() - File.GetLastWriteTimeUtc(Kept) is var age
            && age >= TimeSpan.Zero
            && age < Lifetime)
        {
            Clouds = kept;
            return;
        }

        try
        {
            var bytes = await fetch(Url, cancel);
            Clouds = Own(CloudMetadata.ReadList(bytes));
            await KeepAsync(bytes, cancel);
        }
        catch (Exception failure) when (failure is UserError or JsonException)
        {
            if (kept is null)
            {
                throw new UserError(
                    "Failed to load cloud metadata from the url specified "
                        + $"by {Variable}: {(failure is UserError ? failure.Message : $"{Url} did not return a list "
                            + $"of clouds. {failure.Message}")}",
                    $"To use the built-in clouds, run: {ShellCommand.Unset(Variable)}",
                    cause: failure);
            }

            files.Warn($"{Url} ({Variable}) did not respond; its last response is used.");
            Clouds = kept;
        }
    }

    /// <summary>Takes the cached answer, however old, without a request.</summary>
    public void LoadKept() => Clouds = ReadKept() ?? [];

    /// <summary>Whether the user once confirmed exactly these addresses of the cloud.</summary>
    internal bool IsConfirmed(Cloud cloud)
    {
        if (!File.Exists(Confirmation(cloud)))
        {
            return false;
        }

        Ownership.Check(files.Folder.Root);
        Ownership.Check(Confirmation(cloud));
        return true;
    }

    /// <summary>Stores that the user confirmed these addresses.</summary>
    internal async Task ConfirmAsync(Cloud cloud, CancellationToken cancel) =>
        await WriteAsync(Confirmation(cloud), Encoding.UTF8.GetBytes(Addresses(cloud)), cancel);

    // Another list may define a cloud of the same name: what was confirmed is the addresses, not the name.
    private string Confirmation(Cloud cloud) => InFolder(Addresses(cloud), "confirmed");

    private static string Addresses(Cloud cloud) => string.Concat(
        ((string[])["active_directory", "active_directory_resource_id", "resource_manager", "microsoft_graph_resource_id"])
        .Select(key => $"{key} = {cloud.Endpoints.GetValueOrDefault(key)}\n")
        .Prepend($"name = {cloud.Name}\n"));

    private string InFolder(string text, string extension) =>
        Path.Combine(
            files.Folder.Ours,
            "metadata",
            $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}.{extension}");

    private static List<Cloud> Own(IReadOnlyList<Cloud> clouds)
    {
        var own = new List<Cloud>(clouds.Count);
        foreach (var each in clouds)
        {
            var builtIn = BuiltInClouds.Names.FirstOrDefault(name => name.Equals(each.Name, StringComparison.OrdinalIgnoreCase));
            own.Add(builtIn is null ? each : BuiltInClouds.Find(builtIn)!);
        }

        return own.Count > 0 ? own : throw new JsonException("The list of clouds is empty.");
    }

    private List<Cloud>? ReadKept()
    {
        try
        {
            Ownership.Check(files.Folder.Root);
            return FileBytes.Read(Kept) is { } bytes ? Own(CloudMetadata.ReadList(bytes)) : null;
        }
        catch (JsonException)
        {
            return null; // it is asked for anew
        }
    }

    // The answer can be used even if it cannot be cached: in a read-only folder each command asks again.
    private async Task KeepAsync(byte[] bytes, CancellationToken cancel)
    {
        try
        {
            await WriteAsync(Kept, bytes, cancel);
        }
        catch (UserError)
        {
            return;
        }
    }

    private async Task WriteAsync(string path, byte[] bytes, CancellationToken cancel)
    {
        Ownership.CreateFolder(Path.GetDirectoryName(path)!);
        await files.ReplaceAsync(path, bytes, cancel);
    }
}
