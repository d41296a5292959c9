using System.Text;
using Azimuth.Storage;
using Azimuth.Storage.Locks;

namespace Azimuth.Tests.Storage;

/// <summary>Programs without locks that write while a change is being made: whatever little the file shows of it.</summary>
public sealed class OtherProgramsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HurriedTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => _folder["file.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task As_many_bytes_in_the_same_second_of_the_same_file_are_another_content()
    {
        var second = new DateTime(2026, 11, 29, 12, 0, 0, DateTimeKind.Utc);
        Write("""{"a": 1}""", second.AddMilliseconds(100));
        var seen = new List<string>();

        await Open().UpdateAsync(
            before =>
            {
                seen.Add(Encoding.UTF8.GetString(before!));
                if (seen.Count == 1)
                {
                    Write("""{"a": 2}""", second.AddMilliseconds(100.4));
                }

                return """{"ours": true}"""u8.ToArray();
            },
            Cancel);

        seen.ShouldBe(["""{"a": 1}""", """{"a": 2}"""]);
    }

    [Fact]
    public async Task A_damaged_file_that_somebody_begins_to_write_during_the_change_is_left_to_them()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are Linux's");
        Write("""{"a": """, _time.GetUtcNow().UtcDateTime.AddMinutes(-1));
        FileStream? python = null;
        var waits = 0;
        _time.Meanwhile = () =>
        {
            if (python is not null && ++waits == 20)
            {
                python.SetLength(0);
                python.Write("""{"python": 1}"""u8);
                python.Dispose();
            }
        };
        var seen = new List<string?>();

        await Open().UpdateAsync(
            before =>
            {
                seen.Add(before is null ? null : Encoding.UTF8.GetString(before));
                python ??= new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                return """{"ours": true}"""u8.ToArray();
            },
            Cancel);

        seen.ShouldBe([null, """{"python": 1}"""], "the change is made again, to what the other program wrote");
        File.ReadAllText(Path).ShouldBe("""{"ours": true}""");
    }

    private void Write(string text, DateTime when)
    {
        File.WriteAllText(Path, text);
        File.SetLastWriteTimeUtc(Path, when);
    }

    private SharedFile Open() => new(
        new(Path, _folder["locks/file"], JsonIntegrity.Check, static () => [.. "{}"u8], IsSecret: true),
        new SharedFolder(_folder["aside"], () => new FileLocks(_time, Environment.ProcessId, "tests"), _time, static _ => { }));
}
