using Azimuth.Harness;

namespace Azimuth.Recorded;

/// <summary>The machine that a recording ran on: its variables, a config folder called <c>az</c>, the fixture in it.</summary>
public sealed class RecordedHome : IDisposable
{
    private readonly Home _home;
    private readonly string _parent;

    public RecordedHome(Recording recording, Sandbox? azure = null)
    {
        _home = new Home(azure);
        // The name counts: the Azure CLI calls a local config folder as it calls the global one.
        _parent = Directory.CreateDirectory(NewParent()).FullName;
        Config = Path.Combine(_parent, "az");
        Directory.CreateDirectory(Config, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (azure is not null)
        {
            Azimuth.Harness.Home.PointAt(azure, Config);
        }

        _home.Variables["AZURE_CONFIG_DIR"] = Config;
        _home.Variables["AZURE_CORE_COLLECT_TELEMETRY"] = "no";
        foreach (var (name, value) in recording.Environment)
        {
            _home.Variables[name] = Localize(value);
        }

        // The recordings' machine had its identity where theirs was.
        foreach (var (name, value) in MachineOf(recording) is { } machine && azure is not null ? azure.Variables(machine) : [])
        {
            _home.Variables[name] = value;
        }

        if (azure is null)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Recording.Folder, "fixtures", recording.Fixture)))
            {
                File.Copy(file, Path.Combine(Config, Path.GetFileName(file)));
            }
        }
    }

    public string Config { get; }

    public Home Home => _home;

    public Az Az => _home.Az;

    /// <summary>The config folder's files, and those that a command left in the working folder as <c>{CWD}/…</c>, by name.</summary>
    public Dictionary<string, string> Files
    {
        get
        {
            var files = FolderComparison.Read(Config);
            foreach (var (name, text) in FolderComparison.Read(_home.WorkingFolder))
            {
                files.Add($"{_home.WorkingFolder}/{name}", text);
            }

            return files;
        }
    }

    /// <summary>Recorded text with this machine's folders.</summary>
    public string Localize(string recorded) => recorded
        .Replace("{CONFIG_DIR}", Config, StringComparison.Ordinal)
        .Replace("{CWD}", _home.WorkingFolder, StringComparison.Ordinal)
        .Replace("{HOME}", _home.Folder, StringComparison.Ordinal);

    /// <summary>Our messages, without the sentences about a damaged file, which the recordings cannot have.</summary>
    public static string WithoutDamage(string ours) => string.Concat(ours
        .Split('\n')
        .Where(
            line => line.Length > 0
                && !line.Contains("has been set aside as", StringComparison.Ordinal)
                && !line.EndsWith("To set it aside, run: az doctor --fix", StringComparison.Ordinal))
        .Select(line => line + "\n"));

    /// <summary>
    /// Recorded messages, without those that az-2.91/README.md does not expect: a damaged profile is named in a sentence of ours.
    /// </summary>
    public string LocalizeMessages(string recorded) => string.Concat(Localize(recorded)
        .Split('\n')
        .Where(line => !line.StartsWith("Failed to load or parse file ", StringComparison.Ordinal))
        .Select(
            line => line.StartsWith("INFO: Command ran in ", StringComparison.Ordinal)
                ? "INFO: Command ran in \n"
                : line.Length > 0 ? line + "\n" : ""));

    public Dictionary<string, string?> Localize(IReadOnlyDictionary<string, string?> files) =>
        files.ToDictionary(file => Localize(file.Key), file => file.Value is null ? null : Localize(file.Value));

    public void Dispose()
    {
        _home.Dispose();
        Directory.Delete(_parent, recursive: true);
    }

    private static string? MachineOf(Recording recording) =>
        recording.Environment.ContainsKey("AZURE_POD_IDENTITY_AUTHORITY_HOST") ? "imds"
        : recording.Environment.ContainsKey("IDENTITY_HEADER") ? "app-service"
        : null;

    // Tables that show the folder are as wide as its name: it gets the length that it had when the cases were recorded.
    private static string NewParent()
    {
        const int length = 16; // and /az
        var start = Path.GetTempPath();
        return start + Guid.NewGuid().ToString("N")[..Math.Max(8, length - start.Length)];
    }
}
