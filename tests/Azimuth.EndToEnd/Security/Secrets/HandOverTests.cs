using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>Attack S13, the hand-over: whatever lies in the folder that one stands in is never handed a command.</summary>
public sealed class HandOverTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(":.:bin")]
    [InlineData("bin:.")]
    [InlineData("")]
    [InlineData("::")]
    public async Task A_repositorys_az_never_runs_whatever_PATH_says_of_the_working_folder(string search)
    {
        PutProgram(Path.Combine(_home.WorkingFolder, "az"), "echo stolen \"$@\"");
        PutProgram(Path.Combine(_home.WorkingFolder, "bin", "az"), "echo stolen \"$@\"");
        _home.Variables["PATH"] = search;

        var ran = await _home.Az.RunAsync("group list");

        ran.ShouldExit(2).Stdout.ShouldBeEmpty();
        ran.Stderr.ShouldContain("'group' is not a command of Azimuth, and the Azure CLI was not found on PATH.");
    }

    [Fact]
    public async Task The_az_behind_a_hostile_one_runs_with_the_words_as_they_are()
    {
        PutProgram(Path.Combine(_home.WorkingFolder, "az"), "echo stolen");
        PutProgram(Path.Combine(_home.Programs, "az"), "printf '<%s>' \"$@\"");
        _home.Variables["PATH"] = $":.:{_home.Programs}";

        var ran = (await _home.Az.RunAsync(["group", "list", "a b", "$(x)", "--debug"])).ShouldSucceed();

        ran.Stdout.ShouldBe("<group><list><a b><$(x)><--debug>");
        ran.Stderr.ShouldContain(Path.Combine(_home.Programs, "az"), customMessage: "--debug names the file");
    }

    [Theory]
    [InlineData("hard link")]
    [InlineData("link")]
    [InlineData("circle of links")]
    [InlineData("writable by all")]
    [InlineData("folder")]
    public async Task What_is_no_other_program_of_trust_is_passed_over(string kind)
    {
        var next = Path.Combine(_home.Programs, "az");
        var self = Path.Combine(_home.Root, "self");
        Places.CopyProgram(Places.Az, self);
        switch (kind)
        {
            case "hard link":
                (await Tool.RunAsync("ln", self, next)).ExitCode.ShouldBe(0);
                break;
            case "link":
                File.CreateSymbolicLink(next, self);
                break;
            case "circle of links":
                File.CreateSymbolicLink(next, next + "2");
                File.CreateSymbolicLink(next + "2", next);
                break;
            case "folder":
                Directory.CreateDirectory(next);
                break;
            default:
                PutProgram(next, "echo stolen");
                File.SetUnixFileMode(next, (UnixFileMode)0b111_111_111);
                break;
        }

        await using var process = NativeProcess.Start(self, ["group", "list"], _home.Variables, _home.WorkingFolder);
        var ran = await _home.Az.EndAsync(process, ["group", "list"]);

        ran.ShouldExit(2).Stdout.ShouldBeEmpty();
        ran.Stderr.ShouldContain("'group' is not a command of Azimuth, and the Azure CLI was not found on PATH.");
    }

    [Fact]
    public async Task A_wrapper_that_calls_az_does_not_go_round_for_ever()
    {
        PutProgram(Path.Combine(_home.Programs, "az"), $"echo round >&2; exec '{Places.Az}' \"$@\"");

        var ran = await _home.Az.RunAsync("group list");

        ran.ShouldExit(1).Stderr.ShouldContain("calls this one again");
        ran.Stderr.Split("round").Length.ShouldBeLessThan(12);
    }

    private static void PutProgram(string path, string script) => Places.WriteProgram(path, $"#!/bin/sh\n{script}\n");
}
