using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.HandOver;

/// <summary>
/// A command that is not ours runs as if nobody had stood between: words, variables, streams, signals, terminal, exit code, folder.
/// </summary>
public sealed class IntactTests : IDisposable
{
    private readonly Home _home = new();

    public IntactTests() => _home.Variables["PATH"] = $"{_home.Programs}:/usr/bin:/bin";

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Words_variables_streams_and_exit_code_are_those_of_the_caller()
    {
        Put("az", "printf '<%s>' \"$@\"; printf '[%s]' \"$MINE\" \"$AZURE_CONFIG_DIR\" \"$PWD\"; cat; echo gone wrong >&2; exit 37");
        _home.Variables["MINE"] = "ä b\nc";

        var ran = await _home.Az.RunAsync(["vm", "list", "--query", "[?a=='b c']", "", "-o=tsv", "--", "@x", "ä"], input: "typed\n");

        ran.ShouldExit(37).Stdout
            .ShouldBe($"<vm><list><--query><[?a=='b c']><><-o=tsv><--><@x><ä>[ä b\nc][{_home.Config}][{_home.WorkingFolder}]typed\n");
        ran.Stderr.ShouldBe("gone wrong\n");
    }

    [Fact]
    public async Task A_context_becomes_the_folder_that_the_next_az_works_in()
    {
        var folder = Path.Combine(_home.Folder, ".azure", "azimuth", "contexts", "work");
        Directory.CreateDirectory(folder);
        Put("az", "printf '[%s]' \"$AZURE_CONFIG_DIR\" \"$@\"");

        var ran = await _home.Az.RunAsync("--context work vm list");

        ran.ShouldSucceed().Stdout.ShouldBe($"[{folder}][vm][list]");
    }

    [Fact]
    public async Task On_a_terminal_it_has_the_terminal_and_Ctrl_C_is_its_own()
    {
        Put(
            "az",
            "[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && stty size; trap 'echo interrupted; exit 5' INT; echo waiting; while :; do sleep "
                + "0.1; done");
        await using var terminal = Terminal.Start(_home, "vm list", columns: 90, rows: 30);

        await terminal.WaitForAsync("30 90\nwaiting");
        await terminal.TypeAsync("\u0003");

        var ran = await terminal.EndAsync();
        ran.ShouldExit(5).Stdout.ShouldContain("interrupted");
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_it_as_it_ends_any_program()
    {
        Put("az", "while echo line; do :; done");
        await using var process = NativeProcess.Start(
            "/bin/sh", ["-c", "(\"$0\" vm list; echo $? >&2) | head -n 1", Places.Az], _home.Variables, _home.WorkingFolder);

        var ran = await _home.Az.EndAsync(process, ["vm", "list"]);

        ran.Stdout.ShouldBe("line\n");
        ran.Stderr.ShouldBe("141\n"); // SIGPIPE, not a program that writes for ever
    }

    [Fact]
    public async Task A_wrapper_that_becomes_az_again_is_passed_and_the_Azure_CLI_behind_it_runs()
    {
        var behind = Path.Combine(_home.Root, "behind");
        Put("az", $"exec '{Places.Az}' \"$@\"");
        Put("../behind/az", "printf '<%s>' \"$@\"");
        _home.Variables["PATH"] = $"{_home.Programs}:{behind}:/usr/bin:/bin";

        (await _home.Az.RunAsync("vm list")).ShouldSucceed().Stdout.ShouldBe("<vm><list>");
    }

    [Fact]
    public async Task The_Azure_CLI_that_was_moved_aside_for_this_az_runs()
    {
        File.CreateSymbolicLink(Path.Combine(_home.Programs, "az"), Places.Az);
        Put("az.azure-cli", "[ \"$1\" = inner ] && echo inner && exit 0; az inner; printf '<%s>' \"$@\"");
        _home.Variables["PATH"] = $"{_home.Programs}:/usr/bin:/bin";

        (await _home.Az.RunAsync("vm list")).ShouldSucceed().Stdout.ShouldBe("inner\n<vm><list>");
    }

    [Fact]
    public async Task An_extension_that_calls_az_reaches_the_Azure_CLI_again()
    {
        Put("az", $"[ \"$1\" = inner ] && echo inner && exit 0; '{Places.Az}' inner; echo outer");

        (await _home.Az.RunAsync("vm list")).ShouldSucceed().Stdout.ShouldBe("inner\nouter\n");
    }

    [Fact]
    public async Task A_part_of_a_group_that_is_not_ours_is_the_Azure_CLIs()
    {
        Put("az", "printf '<%s>' \"$@\"");

        (await _home.Az.RunAsync("account management-group list --help"))
            .ShouldSucceed().Stdout
            .ShouldBe("<account><management-group><list><--help>");
        (await _home.Az.RunAsync("configure")).ShouldSucceed().Stdout.ShouldBe("<configure>");
    }

    [Fact]
    public async Task Its_version_and_extensions_are_told_without_starting_it()
    {
        Put("az", "echo started >&2; exit 1");
        Directory.CreateDirectory(Path.Combine(_home.Root, "lib", "python3.13", "site-packages", "azure_cli-2.95.1.dist-info"));
        Directory.CreateDirectory(Path.Combine(_home.Root, "lib", "python3.13", "site-packages", "azure_cli_core-2.95.1.dist-info"));
        Directory.CreateDirectory(Path.Combine(_home.Config, "cliextensions", "azure-devops", "azure_devops-1.0.1.dist-info"));

        var json = await _home.Az.RunAsync("version");
        var page = await _home.Az.RunAsync("--version");

        json.ShouldSucceed().Text("azure-cli").ShouldBe("2.95.1");
        json.Text("azure-cli-core").ShouldBe("2.95.1");
        json.Text("azure-cli-telemetry").ShouldBe("1.1.0");
        json.Text("extensions.azure-devops").ShouldBe("1.0.1");
        page.ShouldSucceed().Stdout.ShouldStartWith("azure-cli                         2.95.1\n");
        page.Stdout.ShouldContain("azure-devops                       1.0.1\n");
        (json.Stderr + page.Stderr).ShouldBeEmpty();
    }

    private void Put(string name, string script) =>
        Places.WriteProgram(Path.GetFullPath(Path.Combine(_home.Programs, name)), $"#!/bin/sh\n{script}\n");
}
