using Azimuth.Storage.FileSystem;

namespace Azimuth.Tests.Storage;

/// <summary>What is read: whole, empty, unfinished or damaged; and what of it is set aside.</summary>
public sealed class SharedFileTests : IDisposable
{
    private readonly SharedFileFixture _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Reading_what_is_not_there_creates_nothing()
    {
        (await _file.Open().ReadAsync(Cancel)).ShouldBeNull();

        Directory.GetFileSystemEntries(_file.Folder.Root).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_what_is_whole_writes_nothing()
    {
        _file.Write("""{"a": 1}""");

        (await _file.ReadAsync()).ShouldBe("""{"a": 1}""");

        Directory.GetFileSystemEntries(_file.Folder.Root).ShouldBe([_file.Path]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"a": """)]
    public async Task A_file_that_somebody_is_just_writing_is_read_when_it_is_written(string unfinished)
    {
        _file.Write(unfinished);
        var waits = 0;
        _file.Time.Meanwhile = () =>
        {
            if (++waits == 5)
            {
                _file.Write("""{"a": 2}""");
            }
        };

        (await _file.ReadAsync()).ShouldBe("""{"a": 2}""");

        waits.ShouldBe(5);
        _file.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n")]
    public async Task What_stays_empty_counts_as_empty_and_leaves_nothing_aside(string empty)
    {
        _file.Write(empty);

        (await _file.Open().ReadAsync(Cancel)).ShouldBeNull();
        File.ReadAllText(_file.Path).ShouldBe(empty.Trim('\uFEFF'));
        await _file.Open().UpdateAsync(bytes => bytes is null ? """{"a": 1}"""u8.ToArray() : bytes, Cancel);

        File.ReadAllText(_file.Path).ShouldBe("""{"a": 1}""");
        Directory.Exists(_file.Folder["aside"]).ShouldBeFalse();
        _file.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"a": """)]
    [InlineData("""{]""")]
    public async Task What_stays_damaged_is_named_once_by_who_reads_it_counts_as_empty_and_is_left_as_it_is(string damaged)
    {
        _file.Write(damaged);
        var started = _file.Time.GetTimestamp();
        var file = _file.Open();

        (await file.ReadAsync(Cancel)).ShouldBeNull();
        _file.Time.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1.1));
        (await file.ReadAsync(Cancel)).ShouldBeNull();

        _file.Warnings.ShouldHaveSingleItem().ShouldBe(
            $"'{_file.Path}' is damaged. It is treated as empty. To set it aside, run: az doctor --fix");
        Directory.GetFileSystemEntries(_file.Folder.Root).ShouldBe([_file.Path]);
        File.ReadAllText(_file.Path).ShouldBe(damaged);
    }

    [Theory]
    [InlineData("""{"a": """)]
    [InlineData("""{]""")]
    public async Task Who_writes_sets_damage_aside_in_a_copy_and_says_so_once(string damaged)
    {
        _file.Write(damaged);

        await _file.Open().UpdateAsync(bytes => bytes is null ? """{"a": 1}"""u8.ToArray() : bytes, Cancel);

        File.ReadAllText(_file.Path).ShouldBe("""{"a": 1}""");
        var copy = Directory.GetFiles(_file.Folder["aside"]).ShouldHaveSingleItem();
        File.ReadAllText(copy).ShouldBe(damaged);
        SharedFileFixture.Mode(copy).ShouldBe("600");
        _file.Warnings.ShouldHaveSingleItem().ShouldBe(
            $"'{_file.Path}' was damaged. It has been set aside as '{copy}' and replaced by a new file.");
    }

    [Fact]
    public async Task A_damaged_file_that_cannot_be_kept_aside_is_not_replaced()
    {
        _file.Write("{]");
        File.WriteAllText(_file.Folder["aside"], "a file in the folder's place");

        await Should.ThrowAsync<UserError>(() => _file.Open().UpdateAsync(_ => """{"a": 1}"""u8.ToArray(), Cancel));

        File.ReadAllText(_file.Path).ShouldBe("{]");
        Directory.GetFiles(_file.Folder.Root).Order().ShouldBe([_file.Folder["aside"], _file.Path]);
    }

    [Fact]
    public async Task Repairing_leaves_an_empty_value_in_the_place_of_damage_and_whole_files_as_they_are()
    {
        _file.Write("{]");

        await _file.Open().RepairAsync(Cancel);
        var stamp = FileStamp.Read(_file.Path);
        await _file.Open().RepairAsync(Cancel);

        File.ReadAllText(_file.Path).ShouldBe("{}");
        FileStamp.Read(_file.Path).ShouldBe(stamp);
    }

    [Fact]
    public async Task A_file_that_was_cut_short_long_ago_is_not_waited_for()
    {
        _file.Write("""{"a": """);
        File.SetLastWriteTimeUtc(_file.Path, _file.Time.GetUtcNow().UtcDateTime.AddMinutes(-1));
        var started = _file.Time.GetTimestamp();

        (await _file.Open().ReadAsync(Cancel)).ShouldBeNull();

        _file.Time.GetElapsedTime(started).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_rest_of_an_older_longer_file_is_passed_over_and_cut_off_and_kept_by_who_writes()
    {
        _file.Write("""{"a": 1}, {"b": 2}]}""");

        (await _file.ReadAsync()).ShouldBe("""{"a": 1}""");
        _file.Warnings.ShouldHaveSingleItem().ShouldContain("az doctor --fix");
        File.ReadAllText(_file.Path).ShouldBe("""{"a": 1}, {"b": 2}]}""");
        _file.Warnings.Clear();
        await _file.Open().UpdateAsync(bytes => bytes, Cancel);

        File.ReadAllText(_file.Path).ShouldBe("""{"a": 1}""");
        File.ReadAllText(Directory.GetFiles(_file.Folder["aside"]).Single()).ShouldBe("""{"a": 1}, {"b": 2}]}""");
        _file.Warnings.ShouldHaveSingleItem().ShouldContain("had the rest of an older file at its end");
    }
}
