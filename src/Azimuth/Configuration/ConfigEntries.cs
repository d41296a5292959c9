using System.Buffers;
using Azimuth.Configuration.Ini;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Configuration;

/// <summary>One setting as <c>az config get</c> shows it.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Its text.</param>
/// <param name="Source">The file's path, or the variable's name.</param>
public sealed record ConfigEntry(string Name, string Value, string Source);

/// <summary>The configuration as <c>az config</c> shows and changes it, with the source of each value.</summary>
/// <param name="files">The config folder's.</param>
/// <param name="environment">Where the variables are.</param>
/// <param name="local">The working folder's own.</param>
public sealed class ConfigEntries(ConfigFiles files, EnvironmentVariables environment, LocalFiles local)
{
    private const string CloudSection = "cloud";

    // Other variables that begin alike are no settings, to knack too.
    private static readonly SearchValues<char> CapitalsAndDigits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    /// <summary>
    /// The sections of the file, of the local files before it when <paramref name="withLocal"/>; variables alone make no section.
    /// </summary>
    public IReadOnlyList<string> Sections(bool withLocal) =>
        [.. Files(withLocal).SelectMany(each => each.Document.Sections).Append(CloudSection).Distinct(StringComparer.Ordinal)];

    /// <summary>The settings of a section: variables first, then files, the nearest first; each name once.</summary>
    public IReadOnlyList<ConfigEntry> Items(string section, bool withLocal)
    {
        var entries = new OrderedDictionary<string, ConfigEntry>(StringComparer.Ordinal);
        var prefix = Settings.VariableName(section, string.Empty);
        foreach (var (variable, value) in environment.All.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            if (variable.Length > prefix.Length
                && variable.StartsWith(prefix, StringComparison.Ordinal)
                && variable.AsSpan(prefix.Length).IndexOfAnyExcept(CapitalsAndDigits) < 0)
            {
                var name = variable[prefix.Length..].ToLowerInvariant();
                entries.TryAdd(name, new(name, value, variable));
            }
        }

        foreach (var (path, document) in Files(withLocal))
        {
            foreach (var (name, value) in document.Items(section))
            {
                entries.TryAdd(name, new(name, value, path));
            }
        }

        if (section == CloudSection)
        {
            // The Azure CLI writes the active cloud into the file at its first run; ours shows it without writing.
            entries.TryAdd("name", new("name", Settings.DefaultCloud, files.Folder.Config));
        }

        return [.. entries.Values];
    }

    /// <summary>Writes one setting, into <c>.azure/config</c> of the working folder when <paramref name="isLocal"/>.</summary>
    /// <exception cref="UserError">Its name cannot be kept in an INI file.</exception>
    public Task SetAsync(string section, string name, string value, bool isLocal, CancellationToken cancel) =>
        UpdateAsync(isLocal ? local.Own : files.Folder.Config, before => before.With(section, name, value), cancel);

    /// <summary>
    /// Removes one setting; nothing happens when there is none. With <paramref name="isLocal"/>, from the nearest local file that has it.
    /// </summary>
    public async Task UnsetAsync(string section, string name, bool isLocal, CancellationToken cancel)
    {
        var path = isLocal
            ? local.All.FirstOrDefault(each => each.Document.Get(section, name) is not null).Path
            : files.Folder.Config;
        if (path is not null && File.Exists(path))
        {
            await UpdateAsync(path, before => before.Without(section, name), cancel);
        }
    }

    private Task UpdateAsync(string path, Func<IniDocument, string?> change, CancellationToken cancel)
    {
        Ownership.CreateFolder(Path.GetDirectoryName(path)!);
        return IniFile.UpdateAsync(files.Ini(path), change, cancel);
    }

    private IEnumerable<(string Path, IniDocument Document)> Files(bool withLocal) =>
        (withLocal ? local.All : []).Append((files.Folder.Config, IniFile.Read(files.Folder.Config)));
}
