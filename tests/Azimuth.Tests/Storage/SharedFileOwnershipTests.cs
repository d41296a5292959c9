using Azimuth.Storage.FileSystem;

namespace Azimuth.Tests.Storage;

/// <summary>Whose a file is, who may write it, where its link leads and what kind of file it is.</summary>
public sealed class SharedFileOwnershipTests : IDisposable
{
    private readonly SharedFileFixture _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_new_file_is_its_owners_only()
    {
        await _file.Open().UpdateAsync(_ => "{}"u8.ToArray(), Cancel);

        SharedFileFixture.Mode(_file.Path).ShouldBe("600");
        Directory.GetFiles(_file.Folder["locks"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_stays_and_its_target_is_replaced()
    {
        Directory.CreateDirectory(_file.Folder["dotfiles"]);
        File.WriteAllText(_file.Folder["dotfiles/real.json"], "{}");
        File.CreateSymbolicLink(_file.Path, _file.Folder["dotfiles/real.json"]);

        await _file.Open().UpdateAsync(_ => """{"a": 1}"""u8.ToArray(), Cancel);

        new FileInfo(_file.Path).LinkTarget.ShouldBe(_file.Folder["dotfiles/real.json"]);
        File.ReadAllText(_file.Folder["dotfiles/real.json"]).ShouldBe("""{"a": 1}""");
    }

    [Theory]
    [InlineData(".", 0b111_000_010, false)]
    [InlineData(".", 0b111_111_000, true)]
    [InlineData("file.json", 0b110_110_000, true)]
    [InlineData("file.json", 0b110_000_110, false)]
    public async Task What_others_may_write_is_neither_written_nor_read(string open, int mode, bool byGroup)
    {
        _file.Write("{}");
        if (byGroup && !GiveToAnotherGroup(open))
        {
            Assert.Skip("another group wants root");
        }

        _file.Folder.Mode(open, mode);

        var error = await Should.ThrowAsync<UserError>(() => _file.Open().UpdateAsync(_ => """{"token": 1}"""u8.ToArray(), Cancel));
        await Should.ThrowAsync<UserError>(async () => await _file.Open().ReadAsync(Cancel));
        File.WriteAllText($"{_file.Path}.0123{AtomicFile.TemporaryEnd}", "half");
        var there = Directory.GetFileSystemEntries(_file.Folder.Root);
        (await Should.ThrowAsync<UserError>(() => _file.Open().DeleteAsync(static _ => true, Cancel))).Remedy.ShouldBe(error.Remedy);

        Directory.GetFileSystemEntries(_file.Folder.Root).ShouldBe(there, "it is judged before a lock is made or a leftover removed");
        error.Remedy.ShouldBe($"To fix this, run: chmod go-w '{(open == "." ? _file.Folder.Root : _file.Path)}'");
        File.ReadAllText(_file.Path).ShouldBe("{}");
    }

    [Fact]
    public async Task What_the_users_private_group_may_write_is_used_and_tightened_when_it_is_written()
    {
        Assert.SkipUnless(
            !OperatingSystem.IsWindows() && UserNames.IsPrivateGroup(Native.EffectiveGroup, Native.EffectiveUser),
            "this user's group is shared");
        _file.Write("{}");
        _file.Folder.Mode(".", 0b111_111_101);
        _file.Folder.Mode("file.json", 0b110_110_100);

        (await _file.ReadAsync()).ShouldBe("{}");
        SharedFileFixture.Mode(_file.Folder.Root).ShouldBe("775", "who reads changes nothing");
        await _file.Open().UpdateAsync(_ => """{"token": 1}"""u8.ToArray(), Cancel);

        SharedFileFixture.Mode(_file.Folder.Root).ShouldBe("700");
        SharedFileFixture.Mode(_file.Path).ShouldBe("600");
    }

    [Fact]
    public async Task A_link_is_emptied_where_it_leads_and_neither_is_removed()
    {
        Directory.CreateDirectory(_file.Folder["dotfiles"]);
        File.WriteAllText(_file.Folder["dotfiles/real.json"], """{"token": 1}""");
        File.CreateSymbolicLink(_file.Path, _file.Folder["dotfiles/real.json"]);

        (await _file.Open().DeleteAsync(static _ => true, Cancel)).ShouldBeTrue();

        new FileInfo(_file.Path).LinkTarget.ShouldBe(_file.Folder["dotfiles/real.json"]);
        File.ReadAllText(_file.Folder["dotfiles/real.json"]).ShouldBe("{}");
    }

    [Theory]
    [InlineData("mkfifo", "is a named pipe, not a file")]
    [InlineData("mkdir", "is a folder, not a file")]
    public async Task What_is_no_file_is_named_at_once_and_left_alone(string make, string said)
    {
        using (var made = System.Diagnostics.Process.Start(make, _file.Path))
        {
            await made.WaitForExitAsync(Cancel);
        }

        (await Should.ThrowAsync<UserError>(async () => await _file.Open().ReadAsync(Cancel))).Message.ShouldContain(said);
        (await Should.ThrowAsync<UserError>(() => _file.Open().UpdateAsync(_ => "{}"u8.ToArray(), Cancel))).Message.ShouldContain(said);
        (await Should.ThrowAsync<UserError>(() => _file.Open().DeleteAsync(static _ => true, Cancel))).Message.ShouldContain(said);

        Directory.GetFileSystemEntries(_file.Folder.Root).ShouldContain(_file.Path);
    }

    private bool GiveToAnotherGroup(string name)
    {
        using var chgrp = System.Diagnostics.Process.Start("chgrp", ["65534", _file.Folder[name]]);
        chgrp.WaitForExit();
        return chgrp.ExitCode == 0;
    }
}
