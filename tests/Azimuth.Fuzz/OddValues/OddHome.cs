using Azimuth.Harness;

namespace Azimuth.Fuzz.OddValues;

/// <summary>A config folder in which a user is signed in, as it was again before each run; every way to the network is closed.</summary>
internal sealed class OddHome : IDisposable
{
    // Nothing listens on port 1 of this machine.
    private const string Nowhere = "http://127.0.0.1:1";

    private readonly Home _home = new Home().WithFixture("user");
    private readonly Dictionary<string, byte[]> _files;
    private string? _before; // only of who enters it: meanwhile the folder is that of another test, which goes with it

    public OddHome() => _files = Directory.EnumerateFiles(_home.Config).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);

    /// <summary>Makes its working folder this process's, until it is disposed.</summary>
    public void Enter()
    {
        _before ??= Environment.CurrentDirectory;
        Environment.CurrentDirectory = _home.WorkingFolder;
    }

    /// <summary>Those of a run, before the odd one.</summary>
    public Dictionary<string, string> Variables() => new(_home.Variables)
    {
        ["HTTPS_PROXY"] = Nowhere,
        ["HTTP_PROXY"] = Nowhere,
        ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = Nowhere,
        ["AZIMUTH_SANDBOX_STATE"] = Path.Combine(_home.Root, "sandbox"),
    };

    /// <summary>Whether the value makes a run work in a folder that is not this home's: a test that root runs would write there.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">Its value.</param>
    public bool LeadsElsewhere(string variable, string value) =>
        (variable is "HOME" or "AZURE_CONFIG_DIR" or "AZIMUTH_SANDBOX_STATE" or "APPDATA"
            || variable.StartsWith("XDG_", StringComparison.Ordinal))
        && !Path.GetFullPath(value.Length == 0 ? "." : value, Folder).StartsWith(_home.Root + "/", StringComparison.Ordinal);

    /// <summary>Where a run works.</summary>
    public string Folder => _home.WorkingFolder;

    /// <summary>The built program, where any user may run it, and no sandbox beside it.</summary>
    public string Program => _home.ProgramForAll();

    /// <summary>Gives the config folder to a user who may only read it, or back.</summary>
    /// <param name="readOnly">Whether it may only be read.</param>
    /// <param name="owner">The user's ID; null: the tests'.</param>
    public void Close(bool readOnly, string? owner)
    {
        if (readOnly)
        {
            File.SetUnixFileMode(_home.Config, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            using var chown = owner is null ? null : System.Diagnostics.Process.Start("chown", ["-R", $"{owner}:{owner}", _home.Config]);
            chown?.WaitForExit();
        }
    }

    /// <summary>The folder as a user left it, and one more file.</summary>
    public void Restore(string? file = null, byte[]? content = null)
    {
        File.SetUnixFileMode(_home.Config, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Empty(_home.Config);
        Empty(_home.WorkingFolder);
        foreach (var (name, bytes) in _files)
        {
            File.WriteAllBytes(Path.Combine(_home.Config, name), bytes);
        }

        if (file is not null)
        {
            File.WriteAllBytes(Path.Combine(_home.Config, file), content!);
        }
    }

    public void Dispose()
    {
        if (_before is not null)
        {
            Environment.CurrentDirectory = _before;
        }

        _home.Dispose();
    }

    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
