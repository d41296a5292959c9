using System.Text;
using Azimuth.Storage;
using Azimuth.Storage.FileSystem;
using Azimuth.Storage.Locks;

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
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n")]
    public async Task What_stays_empty_counts_as_empty_and_leaves_nothing_aside(string empty)
    {
        Write(empty);

        (await File().ReadAsync(Cancel)).ShouldBeNull();
        System.IO.File.ReadAllText(Path).ShouldBe(empty.Trim('\uFEFF'));
        await File().UpdateAsync(bytes => bytes is null ? """{"a": 1}"""u8.ToArray() : bytes, Cancel);

        System.IO.File.ReadAllText(Path).ShouldBe("""{"a": 1}""");
        Directory.Exists(_folder["aside"]).ShouldBeFalse();
        _warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"a": """)]
    [InlineData("""{]""")]
    public async Task What_stays_damaged_is_named_once_by_who_reads_it_counts_as_empty_and_is_left_as_it_is(string damaged)
    {
        Write(damaged);
        var started = _time.GetTimestamp();
        var file = File();

        (await file.ReadAsync(Cancel)).ShouldBeNull();
        _time.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1.1));
        (await file.ReadAsync(Cancel)).ShouldBeNull();

        _warnings.ShouldHaveSingleItem().ShouldBe($"'{Path}' is damaged. It counts as empty. To set it aside, run: az doctor --fix");
        Directory.GetFileSystemEntries(_folder.Root).ShouldBe([Path]);
        System.IO.File.ReadAllText(Path).ShouldBe(damaged);
    }

    [Theory]
    [InlineData("""{"a": """)]
    [InlineData("""{]""")]
    public async Task Who_writes_sets_damage_aside_in_a_copy_and_says_so_once(string damaged)
    {
        Write(damaged);

        await File().UpdateAsync(bytes => bytes is null ? """{"a": 1}"""u8.ToArray() : bytes, Cancel);

        System.IO.File.ReadAllText(Path).ShouldBe("""{"a": 1}""");
        var copy = Directory.GetFiles(_folder["aside"]).ShouldHaveSingleItem();
        System.IO.File.ReadAllText(copy).ShouldBe(damaged);
        Mode(copy).ShouldBe("600");
        _warnings.ShouldHaveSingleItem().ShouldBe($"'{Path}' was damaged. It has been set aside as '{copy}', and a new one begins.");
    }

    [Fact]
    public async Task A_damaged_file_that_cannot_be_kept_aside_is_not_replaced()
    {
        Write("{]");
        System.IO.File.WriteAllText(_folder["aside"], "a file in the folder's place");

        await Should.ThrowAsync<UserError>(() => File().UpdateAsync(_ => """{"a": 1}"""u8.ToArray(), Cancel));

        System.IO.File.ReadAllText(Path).ShouldBe("{]");
        Directory.GetFiles(_folder.Root).Order().ShouldBe([_folder["aside"], Path]);
    }

    [Fact]
    public async Task Repairing_leaves_an_empty_value_in_the_place_of_damage_and_whole_files_as_they_are()
    {
        Write("{]");

        await File().RepairAsync(Cancel);
        var stamp = FileStamp.Read(Path);
        await File().RepairAsync(Cancel);

        System.IO.File.ReadAllText(Path).ShouldBe("{}");
        FileStamp.Read(Path).ShouldBe(stamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"a": """)]
    public async Task A_file_that_another_process_has_open_for_writing_is_never_replaced_under_it(string sofar)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are Linux's");
        Write(sofar);
        System.IO.File.SetLastWriteTimeUtc(Path, _time.GetUtcNow().UtcDateTime.AddMinutes(-1)); // suspended long ago
        await using var python = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var waits = 0;
        _time.Meanwhile = () =>
        {
            if (++waits == 50)
            {
                python.Write("""{"python": 1}"""u8);
                python.Dispose();
            }
        };

        var seen = new List<string?>();
        await File().UpdateAsync(
            bytes =>
            {
                seen.Add(bytes is null ? null : Encoding.UTF8.GetString(bytes));
                return """{"ours": 1}"""u8.ToArray();
            },
            Cancel);

        seen.ShouldBe(["""{"python": 1}"""]);
        System.IO.File.ReadAllText(Path).ShouldBe("""{"ours": 1}""");
        Directory.Exists(_folder["aside"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_writer_that_never_goes_on_ends_the_change_with_a_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "leases are Linux's");
        Write("");
        await using var python = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

        var error = await Should.ThrowAsync<UserError>(() => File().UpdateAsync(_ => """{"ours": 1}"""u8.ToArray(), Cancel));

        error.Message.ShouldContain($"Another program has begun to write '{Path}'");
        await python.WriteAsync("""{"python": 1}"""u8.ToArray(), Cancel);
        python.Dispose();
        System.IO.File.ReadAllText(Path).ShouldBe("""{"python": 1}""", "its bytes are in the file that everybody reads");
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
    public async Task The_rest_of_an_older_longer_file_is_passed_over_and_cut_off_and_kept_by_who_writes()
    {
        Write("""{"a": 1}, {"b": 2}]}""");

        (await ReadAsync()).ShouldBe("""{"a": 1}""");
        _warnings.ShouldHaveSingleItem().ShouldContain("az doctor --fix");
        System.IO.File.ReadAllText(Path).ShouldBe("""{"a": 1}, {"b": 2}]}""");
        _warnings.Clear();
        await File().UpdateAsync(bytes => bytes, Cancel);

        System.IO.File.ReadAllText(Path).ShouldBe("""{"a": 1}""");
        System.IO.File.ReadAllText(Directory.GetFiles(_folder["aside"]).Single()).ShouldBe("""{"a": 1}, {"b": 2}]}""");
        _warnings.ShouldHaveSingleItem().ShouldContain("had the rest of an older file at its end");
    }

    [Fact]
    public async Task A_change_is_made_to_what_is_left_after_healing()
    {
        Write("nonsense");

        await File().UpdateAsync(
            before => before is null ? """{"new": 1}"""u8.ToArray() : throw new InvalidOperationException("not healed"), Cancel);

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
    [InlineData(".", 0b111_000_010, false)]
    [InlineData(".", 0b111_111_000, true)]
    [InlineData("file.json", 0b110_110_000, true)]
    [InlineData("file.json", 0b110_000_110, false)]
    public async Task What_others_may_write_is_neither_written_nor_read(string open, int mode, bool byGroup)
    {
        Write("{}");
        if (byGroup && !GiveToAnotherGroup(open))
        {
            Assert.Skip("another group wants root");
        }

        _folder.Mode(open, mode);

        var error = await Should.ThrowAsync<UserError>(() => File().UpdateAsync(_ => """{"token": 1}"""u8.ToArray(), Cancel));
        await Should.ThrowAsync<UserError>(async () => await File().ReadAsync(Cancel));
        System.IO.File.WriteAllText($"{Path}.0123{AtomicFile.TemporaryEnd}", "half");
        var there = Directory.GetFileSystemEntries(_folder.Root);
        (await Should.ThrowAsync<UserError>(() => File().DeleteAsync(static _ => true, Cancel))).Remedy.ShouldBe(error.Remedy);

        Directory.GetFileSystemEntries(_folder.Root).ShouldBe(there, "it is judged before a lock is made or a leftover removed");
        error.Remedy.ShouldBe($"chmod go-w '{(open == "." ? _folder.Root : Path)}'");
        System.IO.File.ReadAllText(Path).ShouldBe("{}");
    }

    [Fact]
    public async Task What_the_users_private_group_may_write_is_used_and_tightened_when_it_is_written()
    {
        Assert.SkipUnless(
            !OperatingSystem.IsWindows() && UserNames.IsPrivateGroup(Native.EffectiveGroup, Native.EffectiveUser),
            "this user's group is shared");
        Write("{}");
        _folder.Mode(".", 0b111_111_101);
        _folder.Mode("file.json", 0b110_110_100);

        (await ReadAsync()).ShouldBe("{}");
        Mode(_folder.Root).ShouldBe("775", "who reads changes nothing");
        await File().UpdateAsync(_ => """{"token": 1}"""u8.ToArray(), Cancel);

        Mode(_folder.Root).ShouldBe("700");
        Mode(Path).ShouldBe("600");
    }

    [Fact]
    public async Task The_time_of_a_write_is_exactly_the_clocks_which_msal_extensions_compares()
    {
        await File().UpdateAsync(_ => "{}"u8.ToArray(), Cancel);

        System.IO.File.GetLastWriteTimeUtc(Path).ShouldBe(_time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task A_link_is_emptied_where_it_leads_and_neither_is_removed()
    {
        Directory.CreateDirectory(_folder["dotfiles"]);
        System.IO.File.WriteAllText(_folder["dotfiles/real.json"], """{"token": 1}""");
        System.IO.File.CreateSymbolicLink(Path, _folder["dotfiles/real.json"]);

        (await File().DeleteAsync(static _ => true, Cancel)).ShouldBeTrue();

        new FileInfo(Path).LinkTarget.ShouldBe(_folder["dotfiles/real.json"]);
        System.IO.File.ReadAllText(_folder["dotfiles/real.json"]).ShouldBe("{}");
    }

    [Theory]
    [InlineData("mkfifo", "is a named pipe, not a file")]
    [InlineData("mkdir", "is a folder, not a file")]
    public async Task What_is_no_file_is_named_at_once_and_left_alone(string make, string said)
    {
        using (var made = System.Diagnostics.Process.Start(make, Path))
        {
            await made.WaitForExitAsync(Cancel);
        }

        (await Should.ThrowAsync<UserError>(async () => await File().ReadAsync(Cancel))).Message.ShouldContain(said);
        (await Should.ThrowAsync<UserError>(() => File().UpdateAsync(_ => "{}"u8.ToArray(), Cancel))).Message.ShouldContain(said);
        (await Should.ThrowAsync<UserError>(() => File().DeleteAsync(static _ => true, Cancel))).Message.ShouldContain(said);

        Directory.GetFileSystemEntries(_folder.Root).ShouldContain(Path);
    }

    private bool GiveToAnotherGroup(string name)
    {
        using var chgrp = System.Diagnostics.Process.Start("chgrp", ["65534", _folder[name]]);
        chgrp.WaitForExit();
        return chgrp.ExitCode == 0;
    }

    [Fact]
    public async Task Only_three_copies_are_kept_and_none_for_longer_than_thirty_days()
    {
        for (var round = 0; round < 5; round++)
        {
            await Quarantine.KeepAsync(Path, Encoding.UTF8.GetBytes($"{round}"), _folder["aside"], _time, Cancel);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Directory.GetFiles(_folder["aside"]).Order(StringComparer.Ordinal).Select(System.IO.File.ReadAllText).ShouldBe(["2", "3", "4"]);

        _time.Advance(TimeSpan.FromDays(31));
        await Quarantine.KeepAsync(Path, "5"u8.ToArray(), _folder["aside"], _time, Cancel);

        System.IO.File.ReadAllText(Directory.GetFiles(_folder["aside"]).ShouldHaveSingleItem()).ShouldBe("5");
    }

    private SharedFile File() => new(
        new(Path, _folder["locks/file"], JsonIntegrity.Check, static () => [.. "{}"u8], IsSecret: true),
        new SharedFolder(_folder["aside"], () => new FileLocks(_time, Environment.ProcessId, "tests"), _time, _warnings.Add));

    private async Task<string?> ReadAsync() => await File().ReadAsync(Cancel) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private void Write(string text) => System.IO.File.WriteAllText(Path, text);

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)System.IO.File.GetUnixFileMode(path), 8);
}
