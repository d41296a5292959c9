using Azimuth.Harness;

namespace Azimuth.Recorded;

/// <summary>The machine that a recording ran on: its variables, a config folder called <c>az</c>, the fixture in it.</summary>
public sealed class RecordedHome : IDisposable
{
    private readonly Home _home;

    public RecordedHome(Recording recording, Sandbox? azure = null)
    {
        _home = new Home(azure);
        // The name counts: the Azure CLI calls a local config folder as it calls the global one.
        Config = Path.Combine(_home.Root, "az");
        Directory.Move(_home.Config, Config);
        _home.Variables["AZURE_CONFIG_DIR"] = Config;
        _home.Variables["AZURE_CORE_COLLECT_TELEMETRY"] = "no";
        foreach (var (name, value) in recording.Environment)
        {
            _home.Variables[name] = Localize(value);
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

    public Dictionary<string, string?> Localize(IReadOnlyDictionary<string, string?> files) =>
        files.ToDictionary(file => Localize(file.Key), file => file.Value is null ? null : Localize(file.Value));

    public void Dispose() => _home.Dispose();
}
