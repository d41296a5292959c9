using System.Diagnostics;
using System.Runtime.Versioning;
using Azimuth.Cli.HandOver;

namespace Azimuth.Cli.Tests.HandOver;

/// <summary>Attack S13: who may be handed a command.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NextAzTests : IDisposable
{
    private const UnixFileMode Ordinary = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("azimuth-next-").FullName;
    private readonly List<string> _told = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_first_absolute_entry_that_has_one_is_taken()
    {
        var first = Program("a/az");
        Program("b/az");

        Find($"{_root}/none:{_root}/a:{_root}/b", self: null).ShouldBe(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(".:bin::./x")]
    public void Entries_that_depend_on_the_working_folder_are_not_searched(string search)
    {
        Program("az");
        Program("bin/az");

        Find(search.Length == 0 ? null : search, self: null).ShouldBeNull();
    }

    [Fact]
    public void A_relative_entry_before_the_real_one_changes_nothing()
    {
        var real = Program("real/az");

        Find($":.:bin:{_root}/real", self: null).ShouldBe(real);
    }

    [Theory]
    [InlineData("itself")]
    [InlineData("symbolic link")]
    [InlineData("hard link")]
    public void This_program_under_another_name_is_not_the_next(string kind)
    {
        var self = Program("ours/az");
        Directory.CreateDirectory($"{_root}/other");
        switch (kind)
        {
            case "symbolic link":
                File.CreateSymbolicLink($"{_root}/other/az", self);
                break;
            case "hard link":
                using (var ln = Process.Start("ln", [self, $"{_root}/other/az"]))
                {
                    ln.WaitForExit();
                }

                break;
        }

        Find($"{_root}/ours:{_root}/other", self).ShouldBeNull();

        _told.ShouldAllBe(line => line.EndsWith("it is this program."));
        _told.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_copy_of_this_program_that_is_called_through_a_link_of_its_own_is_another_program()
    {
        var self = Program("ours/az");
        var real = Program("real/azure");
        Directory.CreateDirectory($"{_root}/bin");
        File.CreateSymbolicLink($"{_root}/bin/az", real);

        Find($"{_root}/ours:{_root}/bin", self).ShouldBe($"{_root}/bin/az");
    }

    [Fact]
    public void Links_that_lead_in_a_circle_are_passed_over()
    {
        Directory.CreateDirectory($"{_root}/loop");
        File.CreateSymbolicLink($"{_root}/loop/az", $"{_root}/loop/za");
        File.CreateSymbolicLink($"{_root}/loop/za", $"{_root}/loop/az");
        var real = Program("real/az");

        Find($"{_root}/loop:{_root}/real", self: null).ShouldBe(real);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherWrite, "other users may write to it")]
    [InlineData(UnixFileMode.None, "it is not executable")]
    public void What_others_may_write_or_nobody_may_run_is_passed_over(UnixFileMode mode, string reason)
    {
        var bad = Program("bad/az", mode == UnixFileMode.None ? UnixFileMode.UserRead : Ordinary | mode);
        var good = Program("good/az");

        Find($"{_root}/bad:{_root}/good", self: null).ShouldBe(good);

        _told.ShouldBe([$"{bad} is passed over: {reason}."]);
    }

    [Fact]
    public void A_folder_named_az_is_passed_over()
    {
        Directory.CreateDirectory($"{_root}/folder/az");

        Find($"{_root}/folder", self: null).ShouldBeNull();
    }

    private string? Find(string? search, string? self) => AzureCliOnPath.Find(search, self, [], SystemKind.Linux, _told.Add);

    private string Program(string path, UnixFileMode mode = Ordinary)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "#!/bin/sh\n");
        File.SetUnixFileMode(full, mode);
        return full;
    }
}
