using System.Text;
using Azimuth.Storage;

namespace Azimuth.Tests.Storage;

public sealed class SharedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HurriedTime _time = new();
    private readonly List<string> _warnings = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => _folder["file.json"];

    public void Dispose()
    {
        _folder.Mode(".", 0b111_000_000);
        _folder.Dispose();
    }

    [Fact]
    public async Task Reading_what_is_not_there_creates_nothing()
    {
        (await File().ReadAsync(Cancel)).ShouldBeNull();

        Directory.GetFileSystemEntries(_folder.Root).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_what_is_whole_writes_nothing()
    {
        Write("""{"a": 1}""");

        (await ReadAsync()).ShouldBe("""{"a": 1}""");

        Directory.GetFileSystemEntries(_folder.Root).ShouldBe([Path]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"a": """)]
    public async Task A_file_that_somebody_is_just_writing_is_read_when_it_is_written(string unfinished)
    {
        Write(unfinished);
        var waits = 0;
        _time.Meanwhile = () =>
        {
            if (++waits == 5)
            {
                Write("""{"a": 2}""");
            }
        };

        (await ReadAsync()).ShouldBe("""{"a": 2}""");

        waits.ShouldBe(5);
        _warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "was empty")]
    [InlineData("""{"a": """, "was damaged")]
    [InlineData("""{]""", "was damaged")]
    public async Task What_stays_damaged_is_set_aside_with_one_sentence(string damaged, string said)
    {
        Write(damaged);
        var started = _time.GetTimestamp();

        (await File().ReadAsync(Cancel)).ShouldBeNull();
        (await File().ReadAsync(Cancel)).ShouldBeNull();

        _time.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1.1));
        System.IO.File.Exists(Path).ShouldBeFalse();
        var copy = Directory.GetFiles(_folder["aside"]).ShouldHaveSingleItem();
        System.IO.File.ReadAllText(copy).ShouldBe(damaged);
        Mode(copy).ShouldBe("600");
        _warnings.ShouldHaveSingleItem().ShouldBe($"'{Path}' {said}. It has been set aside as '{copy}', and a new one begins.");
    }

    [Fact]
    public async Task A_file_that_was_cut_short_long_ago_is_not_waited_for()
    {
        Write("""{"a": """);
        System.IO.File.SetLastWriteTimeUtc(Path, _time.GetUtcNow().UtcDateTime.AddMinutes(-1));
        var started = _time.GetTimestamp();

        (await File().ReadAsync(Cancel)).ShouldBeNull();

        _time.GetElapsedTime(started).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_rest_of_an_older_longer_file_is_cut_off_kept_and_said_once()
    {
        Write("""{"a": 1}, {"b": 2}]}""");

        (await ReadAsync()).ShouldBe("""{"a": 1}""");
        (await ReadAsync()).ShouldBe("""{"a": 1}""");

        System.IO.File.ReadAllText(Path).ShouldBe("""{"a": 1}""");
        System.IO.File.ReadAllText(Directory.GetFiles(_folder["aside"]).Single()).ShouldBe("""{"a": 1}, {"b": 2}]}""");
        _warnings.ShouldHaveSingleItem().ShouldContain("had the rest of an older file at its end");
    }

    [Fact]
    public async Task A_change_is_made_to_what_is_left_after_healing()
    {
        Write("nonsense");

        await File().UpdateAsync(before => before is null ? """{"new": 1}"""u8.ToArray() : throw new InvalidOperationException("not healed"), Cancel);

        System.IO.File.ReadAllText(Path).ShouldBe("""{"new": 1}""");
    }

    [Fact]
    public async Task A_change_is_made_again_when_a_program_without_locks_wrote_meanwhile()
    {
        Write("""{"a": 1}""");
        var seen = new List<string>();

        await File().UpdateAsync(
            before =>
            {
                seen.Add(Encoding.UTF8.GetString(before!));
                if (seen.Count < 3)
                {
                    Write($$"""{"python": {{seen.Count}}}""");
                }

                return """{"ours": true}"""u8.ToArray();
            },
            Cancel);

        seen.ShouldBe(["""{"a": 1}""", """{"python": 1}""", """{"python": 2}"""]);
        System.IO.File.ReadAllText(Path).ShouldBe("""{"ours": true}""");
        Directory.GetFiles(_folder.Root).ShouldBe([Path], "no temporary file stays");
    }

    [Fact]
    public async Task A_change_is_made_again_when_the_lock_was_lost_on_the_way()
    {
        Write("""{"a": 1}""");
        var times = 0;

        await File().UpdateAsync(
            before =>
            {
                if (++times == 1)
                {
                    System.IO.File.Delete(_folder["locks/file"]); // as msal_extensions does after its own lock ended
                }

                return """{"ours": true}"""u8.ToArray();
            },
            Cancel);

        times.ShouldBe(2);
        System.IO.File.ReadAllText(Path).ShouldBe("""{"ours": true}""");
    }

    [Fact]
    public async Task The_same_bytes_are_not_written_again()
    {
        Write("""{"a": 1}""");
        var before = System.IO.File.GetLastWriteTimeUtc(Path);

        await File().UpdateAsync(bytes => bytes, Cancel);

        System.IO.File.GetLastWriteTimeUtc(Path).ShouldBe(before);
    }

    [Fact]
    public async Task A_new_file_is_its_owners_only()
    {
        await File().UpdateAsync(_ => "{}"u8.ToArray(), Cancel);

        Mode(Path).ShouldBe("600");
        Directory.GetFiles(_folder["locks"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_removed_by_the_next()
    {
        Write("{}");
        System.IO.File.WriteAllText($"{Path}.0123{AtomicFile.TemporaryEnd}", "half");

        await File().UpdateAsync(_ => """{"a": 1}"""u8.ToArray(), Cancel);

        Directory.GetFiles(_folder.Root).ShouldBe([Path]);
    }

    [Fact]
    public async Task A_link_stays_and_its_target_is_replaced()
    {
        Directory.CreateDirectory(_folder["dotfiles"]);
        System.IO.File.WriteAllText(_folder["dotfiles/real.json"], "{}");
        System.IO.File.CreateSymbolicLink(Path, _folder["dotfiles/real.json"]);

        await File().UpdateAsync(_ => """{"a": 1}"""u8.ToArray(), Cancel);

        new FileInfo(Path).LinkTarget.ShouldBe(_folder["dotfiles/real.json"]);
        System.IO.File.ReadAllText(_folder["dotfiles/real.json"]).ShouldBe("""{"a": 1}""");
    }

    [Theory]
    [InlineData(".", 0b111_000_010)]
    [InlineData(".", 0b111_111_000)]
    [InlineData("file.json", 0b110_110_000)]
    [InlineData("file.json", 0b110_000_110)]
    public async Task What_others_may_write_is_not_written_to(string open, int mode)
    {
        Write("{}");
        _folder.Mode(open, mode);

        var error = await Should.ThrowAsync<UserError>(() => File().UpdateAsync(_ => """{"token": 1}"""u8.ToArray(), Cancel));

        error.Remedy.ShouldBe($"chmod go-w '{(open == "." ? _folder.Root : Path)}'");
        System.IO.File.ReadAllText(Path).ShouldBe("{}");
    }

    [Fact]
    public async Task Only_three_copies_are_kept_and_none_for_longer_than_thirty_days()
    {
        for (var round = 0; round < 5; round++)
        {
            await Aside.KeepAsync(Path, Encoding.UTF8.GetBytes($"{round}"), _folder["aside"], _time, Cancel);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Directory.GetFiles(_folder["aside"]).Order(StringComparer.Ordinal).Select(System.IO.File.ReadAllText).ShouldBe(["2", "3", "4"]);

        _time.Advance(TimeSpan.FromDays(31));
        await Aside.KeepAsync(Path, "5"u8.ToArray(), _folder["aside"], _time, Cancel);

        System.IO.File.ReadAllText(Directory.GetFiles(_folder["aside"]).ShouldHaveSingleItem()).ShouldBe("5");
    }

    private SharedFile File() => new(
        Path, _folder["locks/file"], _folder["aside"], JsonVerdict.Of, new FileLocks(_time, Environment.ProcessId, "tests"), _time, _warnings.Add);

    private async Task<string?> ReadAsync() => await File().ReadAsync(Cancel) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private void Write(string text) => System.IO.File.WriteAllText(Path, text);

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)System.IO.File.GetUnixFileMode(path), 8);
}
