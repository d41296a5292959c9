using System.Text;
using Azimuth.Storage;
using Azimuth.Storage.Locks;

namespace Azimuth.Tests.Storage;

/// <summary>A shared file in a folder of its own, with a clock that a test can turn.</summary>
internal sealed class SharedFileFixture : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public HurriedTime Time { get; } = new();

    public List<string> Warnings { get; } = [];

    public string Path => Folder["file.json"];

    /// <summary>Another look at the file, as another process would have.</summary>
    public SharedFile Open() => new(
        new(Path, Folder["locks/file"], JsonIntegrity.Check, static () => [.. "{}"u8], IsSecret: true),
        new SharedFolder(Folder["aside"], () => new FileLocks(Time, Environment.ProcessId, "tests"), Time, Warnings.Add));

    public async Task<string?> ReadAsync() =>
        await Open().ReadAsync(TestContext.Current.CancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public void Write(string text) => File.WriteAllText(Path, text);

    public static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    public void Dispose()
    {
        Folder.Mode(".", 0b111_000_000);
        Folder.Dispose();
    }
}
