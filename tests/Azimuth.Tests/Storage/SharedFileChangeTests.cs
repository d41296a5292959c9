using System.Text;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Tests.Storage;

/// <summary>A change: made to what is there now, again where another program wrote meanwhile, and written once.</summary>
public sealed class SharedFileChangeTests : IDisposable
{
    private readonly SharedFileFixture _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_change_is_made_to_what_is_left_after_healing()
    {
        _file.Write("nonsense");

        await _file.Open().UpdateAsync(
            before => before is null ? """{"new": 1}"""u8.ToArray() : throw new InvalidOperationException("not healed"), Cancel);

        File.ReadAllText(_file.Path).ShouldBe("""{"new": 1}""");
    }

    [Fact]
    public async Task A_change_is_made_again_when_a_program_without_locks_wrote_meanwhile()
    {
        _file.Write("""{"a": 1}""");
        var seen = new List<string>();

        await _file.Open().UpdateAsync(
            before =>
            {
                seen.Add(Encoding.UTF8.GetString(before!));
                if (seen.Count < 3)
                {
                    _file.Write($$"""{"python": {{seen.Count}}}""");
                }

                return """{"ours": true}"""u8.ToArray();
            },
            Cancel);

        seen.ShouldBe(["""{"a": 1}""", """{"python": 1}""", """{"python": 2}"""]);
        File.ReadAllText(_file.Path).ShouldBe("""{"ours": true}""");
        Directory.GetFiles(_file.Folder.Root).ShouldBe([_file.Path], "no temporary file stays");
    }

    [Fact]
    public async Task A_change_is_made_again_when_the_lock_was_lost_on_the_way()
    {
        _file.Write("""{"a": 1}""");
        var times = 0;

        await _file.Open().UpdateAsync(
            before =>
            {
                if (++times == 1)
                {
                    File.Delete(_file.Folder["locks/file"]); // as msal_extensions does after its own lock ended
                }

                return """{"ours": true}"""u8.ToArray();
            },
            Cancel);

        times.ShouldBe(2);
        File.ReadAllText(_file.Path).ShouldBe("""{"ours": true}""");
    }

    [Fact]
    public async Task The_same_bytes_are_not_written_again()
    {
        _file.Write("""{"a": 1}""");
        var before = File.GetLastWriteTimeUtc(_file.Path);

        await _file.Open().UpdateAsync(bytes => bytes, Cancel);

        File.GetLastWriteTimeUtc(_file.Path).ShouldBe(before);
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_removed_by_the_next()
    {
        _file.Write("{}");
        File.WriteAllText($"{_file.Path}.0123{AtomicFile.TemporaryEnd}", "half");

        await _file.Open().UpdateAsync(_ => """{"a": 1}"""u8.ToArray(), Cancel);

        Directory.GetFiles(_file.Folder.Root).ShouldBe([_file.Path]);
    }

    [Fact]
    public async Task The_time_of_a_write_is_exactly_the_clocks_which_msal_extensions_compares()
    {
        await _file.Open().UpdateAsync(_ => "{}"u8.ToArray(), Cancel);

        File.GetLastWriteTimeUtc(_file.Path).ShouldBe(_file.Time.GetUtcNow().UtcDateTime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"a": """)]
    public async Task A_file_that_another_process_has_open_for_writing_is_never_replaced_under_it(string sofar)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are Linux's");
        _file.Write(sofar);
        File.SetLastWriteTimeUtc(_file.Path, _file.Time.GetUtcNow().UtcDateTime.AddMinutes(-1)); // suspended long ago
        await using var python = new FileStream(_file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var waits = 0;
        _file.Time.Meanwhile = () =>
        {
            if (++waits == 50)
            {
                python.Write("""{"python": 1}"""u8);
                python.Dispose();
            }
        };

        var seen = new List<string?>();
        await _file.Open().UpdateAsync(
            bytes =>
            {
                seen.Add(bytes is null ? null : Encoding.UTF8.GetString(bytes));
                return """{"ours": 1}"""u8.ToArray();
            },
            Cancel);

        seen.ShouldBe(["""{"python": 1}"""]);
        File.ReadAllText(_file.Path).ShouldBe("""{"ours": 1}""");
        Directory.Exists(_file.Folder["aside"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_writer_that_never_goes_on_ends_the_change_with_a_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are Linux's");
        _file.Write("");
        await using var python = new FileStream(_file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

        var error = await Should.ThrowAsync<UserError>(() => _file.Open().UpdateAsync(_ => """{"ours": 1}"""u8.ToArray(), Cancel));

        error.Message.ShouldContain($"Another program has begun to write '{_file.Path}'");
        await python.WriteAsync("""{"python": 1}"""u8.ToArray(), Cancel);
        python.Dispose();
        File.ReadAllText(_file.Path).ShouldBe("""{"python": 1}""", "its bytes are in the file that everybody reads");
    }
}
