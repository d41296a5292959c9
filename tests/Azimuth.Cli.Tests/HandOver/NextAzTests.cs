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
    [InlineData(UnixFileMode.OtherWrite, "other users can write to it")]
    [InlineData(UnixFileMode.None, "it is not executable")]
    public void What_others_may_write_or_nobody_may_run_is_passed_over(UnixFileMode mode, string reason)
    {
        var bad = Program("bad/az", mode == UnixFileMode.None ? UnixFileMode.UserRead : Ordinary | mode);
        var good = Program("good/az");

        Find($"{_root}/bad:{_root}/good", self: null).ShouldBe(good);

        _told.ShouldBe([$"{bad} is skipped: {reason}."]);
    }

    [Fact]
    public void A_folder_named_az_is_passed_over()
    {
        Directory.CreateDirectory($"{_root}/folder/az");

        Find($"{_root}/folder", self: null).ShouldBeNull();
    }

    [Fact]
    public void The_Azure_CLI_that_a_package_manager_moved_aside_is_next()
    {
        var self = Program("lib/azimuth/bin/az");
        Directory.CreateDirectory($"{_root}/usr/bin");
        File.CreateSymbolicLink($"{_root}/usr/bin/az", self);
        var diverted = Program("usr/bin/az.azure-cli");
        Program("home/az.azure-cli", Ordinary | UnixFileMode.OtherWrite);

        Find($"{_root}/home:{_root}/usr/bin:{_root}/lib/azimuth/bin", self).ShouldBe(diverted);
        Find($"{_root}/usr/bin:{_root}/home", self, tried: [diverted]).ShouldBeNull();
        Find("usr/bin:.", self).ShouldBeNull();
    }

    [Fact]
    public void One_that_is_called_az_is_before_one_that_was_moved_aside()
    {
        Program("usr/bin/az.azure-cli");
        var named = Program("home/az");

        Find($"{_root}/usr/bin:{_root}/home", self: null).ShouldBe(named);
    }

    [Theory]
    [InlineData(null, "az.exe az.bat az.cmd", "az.exe")]
    [InlineData(null, "az.bat az.cmd", "az.bat")]
    [InlineData(".COM;.EXE;.BAT;.CMD;.VBS;.PY", "az az.ps1 az.py az.cmd az.bat", "az.bat")]
    [InlineData(".CMD;.BAT;.EXE", "az.exe az.bat az.cmd", "az.cmd")]
    [InlineData(".CMD", "az.exe az.cmd", "az.cmd")]
    [InlineData("", "az.cmd", "az.cmd")]
    [InlineData(".PY", "az.exe az.cmd az.azure-cli", null)]
    public void On_Windows_the_endings_are_tried_in_the_order_of_PATHEXT(string? endings, string files, string? found)
    {
        foreach (var file in files.Split(' '))
        {
            Program($"bin/{file}");
        }

        Find($"\"{_root}/none\";\"\";relative;\"{_root}/bin\"", self: null, SystemKind.Windows, endings)
            .ShouldBe(found is null ? null : $"{_root}/bin/{found}");
    }

    [Fact]
    public void On_Windows_an_earlier_folder_is_before_an_earlier_ending()
    {
        Program("second/az.exe");
        var first = Program("first/az.cmd");

        Find($"{_root}/first;{_root}/second", self: null, SystemKind.Windows).ShouldBe(first);
    }

    private string? Find(
        string? search,
        string? self,
        SystemKind system = SystemKind.Linux,
        string? endings = null,
        params string[] tried) =>
        AzureCliOnPath.Find(
            new(name => name switch { "PATH" => search, "PATHEXT" => endings, _ => null }), self, tried, system, _told.Add);

    private string Program(string path, UnixFileMode mode = Ordinary)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "#!/bin/sh\n");
        File.SetUnixFileMode(full, mode);
        return full;
    }
}
