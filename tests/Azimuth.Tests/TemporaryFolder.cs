using Azimuth.Configuration;

namespace Azimuth.Tests;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("azimuth-").FullName;

    public string Root { get; }

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>The files of a config folder here.</summary>
    public ConfigFiles Files(Action<string> warn) =>
        new(new(Root), static () => new(TimeProvider.System, Environment.ProcessId, "tests"), TimeProvider.System, warn);

    /// <summary>As <c>chmod</c> does; these tests are of Unix.</summary>
    public void Mode(string name, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[name], (UnixFileMode)mode);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
