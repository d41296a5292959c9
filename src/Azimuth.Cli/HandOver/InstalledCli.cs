using System.Text;
using Azimuth.Cli.Processes;
using Azimuth.Configuration;
using Azimuth.Sessions;

namespace Azimuth.Cli.HandOver;

/// <summary>What an installed Azure CLI says of itself in its folders, so that nobody waits for Python to learn a version.</summary>
/// <param name="Versions">By distribution: <c>azure-cli</c>, <c>azure-cli-core</c>, <c>azure-cli-telemetry</c>; those that were
/// found.</param>
/// <param name="Extensions">By name, in its order.</param>
internal sealed record InstalledCli(IReadOnlyDictionary<string, string> Versions, IReadOnlyDictionary<string, string> Extensions)
{
    private const int LargestScript = 4096;
    private const string Main = "azure-cli";
    private static readonly string[] Distributions = [Main, "azure-cli-core", "azure-cli-telemetry"];
    private static readonly string[] Metadata = [".dist-info", ".egg-info"];

    /// <summary>The one that comes next on <c>PATH</c>; null where there is none.</summary>
    /// <param name="environment">Where <c>PATH</c> and <c>AZURE_EXTENSION_DIR</c> are.</param>
    /// <param name="folder">The config folder's path.</param>
    /// <param name="log">Receives each candidate that was passed over, and why.</param>
    public static InstalledCli? Find(EnvironmentVariables environment, Func<string> folder, Action<string> log) =>
        AzureCliOnPath.Find(environment, SystemEnvironment.ProcessPath, [], CurrentProcess.System, log) is { } next
            ? Read(next, environment.NonEmpty("AZURE_EXTENSION_DIR") ?? Path.Combine(folder(), "cliextensions"))
            : null;

    /// <summary>Reads it.</summary>
    /// <param name="program">Its <c>az</c>, as <see cref="AzureCliOnPath"/> found it.</param>
    /// <param name="extensionFolder">Where a user's extensions are: <c>AZURE_EXTENSION_DIR</c>, else <c>cliextensions</c> of the config
    /// folder.</param>
    /// <returns>Null where its packages are in none of the places that its installers use.</returns>
    public static InstalledCli? Read(string program, string extensionFolder)
    {
        foreach (var packages in PackageFolders(program))
        {
            var versions = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in Distributions)
            {
                if (VersionIn(packages, name) is { } version)
                {
                    versions[name] = version;
                }
            }

            if (versions.ContainsKey(Main))
            {
                return new(versions, ExtensionsIn(Path.Combine(packages, "azure-cli-extensions"), extensionFolder));
            }
        }

        return null;
    }

    // An installer puts the packages beside the program, beside the Python that its script names, or where the script says.
    private static IEnumerable<string> PackageFolders(string program)
    {
        var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        var own = Path.GetDirectoryName(real)!;
        var places = new List<string> { own };
        foreach (var path in PathsIn(Head(real), own))
        {
            var name = Path.GetFileName(path);
            if (name == "site-packages")
            {
                yield return path;
            }
            else if (name.StartsWith("python", StringComparison.Ordinal))
            {
                places.Add(Path.GetDirectoryName(path)!);
            }
        }

        foreach (var place in places)
        {
            var root = Path.GetDirectoryName(place);
            foreach (var library in (root is null ? [] : Below(Path.Combine(root, "lib"), "python3*")).Append(
                Path.Combine(root ?? place, "Lib")))
            {
                yield return Path.Combine(library, "site-packages");
                yield return Path.Combine(library, "dist-packages");
            }
        }
    }

    /// <summary>The beginning of a script; empty where it cannot be read.</summary>
    internal static string Head(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[LargestScript];
            return Encoding.Latin1.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Absolute paths in the script; $bin_dir is what Microsoft's packages call the script's own folder.
    private static IEnumerable<string> PathsIn(string script, string own)
    {
        foreach (var word in script.Split(
            [' ', '\t', '\n', '\r', '"', '\'', '!', '=', '(', ')', ';', '|'], StringSplitOptions.RemoveEmptyEntries))
        {
            var path = word.Replace("$bin_dir", own, StringComparison.Ordinal);
            if (Path.IsPathFullyQualified(path))
            {
                yield return Path.GetFullPath(path);
            }
        }

        if (script.Contains("python3", StringComparison.Ordinal))
        {
            yield return "/usr/bin/python3"; // by way of env, or a bare one: the system's
        }
    }

    private static OrderedDictionary<string, string> ExtensionsIn(params ReadOnlySpan<string> folders)
    {
        var found = new List<string>();
        foreach (var folder in folders)
        {
            found.AddRange(Below(folder, "*"));
        }

        found.Sort(static (one, other) => string.CompareOrdinal(Path.GetFileName(one), Path.GetFileName(other)));
        var extensions = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var extension in found)
        {
            var name = Path.GetFileName(extension);
            extensions[name] = VersionIn(extension, name) ?? "Unknown";
        }

        return extensions;
    }

    // azure_cli-2.91.0.dist-info, azure_cli-2.45.0-py3.11.egg-info, azure_cli-2.91.0.egg-info
    private static string? VersionIn(string packages, string name)
    {
        var start = name.Replace('-', '_') + "-";
        foreach (var entry in Below(packages, "*-info"))
        {
            var file = Path.GetFileName(entry);
            var end = Metadata.FirstOrDefault(kind => file.EndsWith(kind, StringComparison.Ordinal));
            if (end is not null
                && file.Replace('-', '_').StartsWith(start.Replace('-', '_'), StringComparison.OrdinalIgnoreCase)
                && file.Length > start.Length + end.Length)
            {
                var version = file[start.Length..^end.Length];
                var python = version.IndexOf("-py", StringComparison.Ordinal);
                version = python < 0 ? version : version[..python];
                if (char.IsAsciiDigit(version[0]))
                {
                    return version;
                }
            }
        }

        return null;
    }

    private static string[] Below(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder, pattern) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
