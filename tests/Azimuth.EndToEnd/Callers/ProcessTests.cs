using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Callers;

/// <summary>How SDKs and tools start <c>az</c>: folders, streams, variables, names.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Token = "account get-access-token --output json --resource https://management.core.windows.net/";

    private readonly Home _home = new Home().WithFixture("user");

    [Theory]
    [InlineData("< /dev/null")]
    [InlineData("<&-")]
    [InlineData("<&- 2>&-")]
    [InlineData("< /dev/zero")]
    public async Task It_does_not_care_what_stdin_is(string redirection)
    {
        var ours = await ShellAsync($"exec {Places.Az} {Token} {redirection}");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
        ours.Stdout.ShouldContain("\"accessToken\"");
    }

    // Shared machines limit the addresses of a process (KiB); a heap that reserves more than that does not start.
    [Theory]
    [InlineData(3_000_000)]
    [InlineData(300_000)]
    public async Task It_starts_where_addresses_are_limited(int limit)
    {
        var ours = await ShellAsync($"ulimit -v {limit}; exec {Places.Az} {Token}");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
        ours.Stdout.ShouldContain("\"accessToken\"");
    }

    // glibc reserves addresses for a second thread's allocations and gives most of them back at once; the heap is reserved meanwhile.
    [Fact]
    public async Task It_starts_where_addresses_are_limited_and_threads_allocate_at_once()
    {
        var ours = await ShellAsync(
            "ulimit -v 300000; for i in 1 2 3 4; do /usr/bin/strace -f -qq -o /dev/null -e trace=munmap "
                + $"-e inject=munmap:delay_enter=40000 {Places.Az} {Token} || exit; done");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
        ours.Stdout.ShouldContain("\"accessToken\"");
    }

    [Fact]
    public async Task It_does_not_wait_for_a_silent_stdin_that_stays_open()
    {
        await using var process = NativeProcess.Start(
            Places.Az, CommandWords.Split(Token), _home.Variables, _home.WorkingFolder, keepInput: true);

        var ours = await _home.Az.EndAsync(process, CommandWords.Split(Token), deadline: TimeSpan.FromSeconds(10));

        ours.ShouldSucceed();
    }

    [Fact]
    public async Task It_does_not_wait_for_a_silent_socket_as_stdin()
    {
        // Node gives its children sockets; the far end of this one stays open and says nothing.
        var ours = await ShellAsync(
            "exec /usr/bin/python3 -c 'import socket, subprocess, sys; near, far = socket.socketpair(); "
                + $"sys.exit(subprocess.call(sys.argv[1:], stdin=near))' {Places.Az} {Token}");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
        ours.Stdout.ShouldContain("\"accessToken\"");
    }

    [Fact]
    public async Task It_works_in_a_folder_that_is_not_its_own_and_leaves_nothing_there()
    {
        await using var process = NativeProcess.Start(
            "/bin/sh", ["-c", $"cd /bin && exec {Places.Az} {Token}"], _home.Variables, _home.WorkingFolder);

        var ours = await _home.Az.EndAsync(process, ["(in /bin)"]);

        ours.ShouldSucceed().Json("tokenType")!.ToString().ShouldBe("Bearer");
        Directory.EnumerateFileSystemEntries(_home.WorkingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_works_with_PATH_alone()
    {
        var ours = await ShellAsync($"exec /usr/bin/env -i PATH=/usr/bin:/bin /bin/sh -c '{Places.Az} version -o json'");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
        ours.Stderr.ShouldBeEmpty();
        ours.Stdout.ShouldContain("\"azure-cli\"");
    }

    [Fact]
    public async Task Without_HOME_it_takes_the_one_of_the_passwd_file_and_only_reads_there()
    {
        var before = Listing(PasswdHome);

        var ours = await ShellAsync($"exec /usr/bin/env -i PATH=/usr/bin:/bin /bin/sh -c '{Places.Az} account list -o json'");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
        ours.Stdout.ShouldStartWith("[");
        Listing(PasswdHome).ShouldBe(before);
        Directory.EnumerateFileSystemEntries(_home.WorkingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_works_as_a_link_under_another_name()
    {
        var link = Path.Combine(_home.Programs, "azimuth");
        File.CreateSymbolicLink(link, Places.Az);

        var ours = await ShellAsync($"PATH=/usr/bin::bin:{_home.Programs}:{_home.Programs} exec azimuth {Token}");

        ours.ExitCode.ShouldBe(0, ours.Stderr);
    }

    [Fact]
    public async Task It_works_as_a_copy_under_another_name()
    {
        var copy = Path.Combine(_home.Programs, "mein az");
        Places.CopyProgram(Places.Az, copy);

        var ours = await ShellAsync($"exec '{copy}' account show --query name -o tsv");

        ours.Stdout.ShouldBe("Information Technology Subscription\n", ours.Stderr);
    }

    [Fact]
    public async Task A_config_folder_that_is_not_there_is_no_error()
    {
        _home.Variables["AZURE_CONFIG_DIR"] = Path.Combine(_home.Root, "not", "yet");

        var ours = await _home.Az.RunAsync("account list");

        ours.ShouldSucceed().Stdout.ShouldBe("[]\n");
        ours.Stderr.ShouldBe("WARNING: Please run \"az login\" to access your accounts.\n");
    }

    [Fact]
    public async Task Only_show_errors_silences_warnings_by_its_variable_too()
    {
        _home.Variables["AZURE_CONFIG_DIR"] = Path.Combine(_home.Root, "not", "yet");
        _home.Variables["AZURE_CORE_ONLY_SHOW_ERRORS"] = "true";

        var ours = await _home.Az.RunAsync("account list");

        ours.ShouldSucceed().Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_that_leaves_early_is_no_crash()
    {
        var ours = await ShellAsync($"{Places.Az} account list --all -o json | /usr/bin/head -c 1");

        ours.Stdout.ShouldBe("[");
        ours.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_account_the_sentence_is_the_one_that_SDKs_look_for()
    {
        using var empty = new Home();

        var ours = await empty.Az.RunAsync(Token);

        ours.ShouldExit(1).Stdout.ShouldBeEmpty();
        ours.Stderr.ShouldBe("ERROR: Please run 'az login' to setup account.\n");
    }

    [Fact]
    public async Task The_version_is_one_that_tools_accept()
    {
        var version = (await _home.Az.RunAsync("version -o=json")).ShouldSucceed();
        var line = (await _home.Az.RunAsync("--version")).ShouldSucceed();

        var number = Version.Parse(version.Text("azure-cli"));
        number.ShouldBeInRange(new Version(2, 76, 0), new Version(2, 999, 0));
        version.Text("azure-cli-core").ShouldBe(version.Text("azure-cli"));
        version.Json("extensions")!.AsObject().Count.ShouldBe(0);
        System.Text.RegularExpressions.Regex.Match(line.Stdout, @"azure-cli\s+(\d+\.\d+\.\d+)").Groups[1].Value.ShouldBe($"{number}");
    }

    public void Dispose() => _home.Dispose();

    // The tester's own ~/.azure: names, sizes, times.
    private static string PasswdHome { get; } = Path.Combine(
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == Environment.UserName)[5], ".azure");

    private static string[] Listing(string folder) => Directory.Exists(folder)
        ? [
            .. new DirectoryInfo(folder)
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Select(file => $"{file.FullName} {file.LastWriteTimeUtc:O} {(file as FileInfo)?.Length}")
                .Order()
        ]
        : ["(no folder)"];

    private async Task<AzResult> ShellAsync(string script)
    {
        await using var process = NativeProcess.Start("/bin/sh", ["-c", script], _home.Variables, _home.WorkingFolder);
        return await _home.Az.EndAsync(process, [script], deadline: TimeSpan.FromSeconds(20));
    }
}
