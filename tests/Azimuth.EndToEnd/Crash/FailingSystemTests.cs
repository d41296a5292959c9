using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Crash;

/// <summary>
/// Attack T6: file systems that refuse: no locks, a disk that reports an error, files that cannot be removed. strace makes them fail.
/// </summary>
public sealed class FailingSystemTests : IDisposable
{
    private const string Second = "99999999-9999-9999-9999-000000000002";
    private readonly Home _home = new Home().WithFixture("user");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("ENOLCK")]
    [InlineData("EOPNOTSUPP")]
    [InlineData("ENOSYS")]
    [InlineData("EINVAL")]
    [InlineData("EIO")]
    [InlineData("EPERM")]
    public async Task Without_locks_the_reason_is_told_once_and_writing_goes_on(string error)
    {
        var set = await InjectedAsync($"flock:error={error}", $"account set -s {Second}");

        set.ExitCode.ShouldBe(0, set.Stderr);
        set.Stderr.Split('\n')
            .Count(
                line => line.StartsWith("WARNING: ", StringComparison.Ordinal)
                    && line.Contains("does not support locks", StringComparison.Ordinal))
            .ShouldBe(1, set.Stderr);
        (await _home.Az.RunAsync("account show --query id -o tsv")).Stdout.ShouldBe($"{Second}\n");
        Directory.GetFiles(Path.Combine(_home.Config, "azimuth", "locks")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EIO", false)]
    [InlineData("ENOSPC", false)]
    [InlineData("EINVAL", true)]
    [InlineData("EOPNOTSUPP", true)]
    public async Task What_the_disk_did_not_take_counts_as_not_written(string error, bool isWritten)
    {
        var before = _home["azureProfile.json"];

        var set = await InjectedAsync($"fsync:error={error}", $"account set -s {Second}");

        set.ExitCode.ShouldBe(isWritten ? 0 : 1, set.Stderr);
        (_home["azureProfile.json"] == before).ShouldBe(!isWritten);
        Directory.GetFiles(_home.Config, "*.azimuth-tmp").ShouldBeEmpty("a failed write leaves nothing");
        set.Stderr.ShouldNotContain("defect");
        if (!isWritten)
        {
            set.Stderr.ShouldContain($"'{Path.Combine(_home.Config, "azureProfile.json")}'");
            set.Stderr.ShouldContain("Its content is unchanged");
        }
    }

    [Theory]
    [InlineData("EACCES")]
    [InlineData("EPERM")]
    [InlineData("EBUSY")]
    [InlineData("EROFS")]
    [InlineData("EIO")]
    public async Task A_lock_that_cannot_be_removed_is_no_defect_and_stops_nobody(string error)
    {
        var set = await InjectedAsync(
            $"unlink:error={error}", $"account set -s {Second}", Path.Combine(_home.Config, "azimuth", "locks", "azureProfile.json"));

        set.ExitCode.ShouldBe(0, set.Stderr);
        set.Stderr.ShouldBeEmpty();
        (await _home.Az.RunAsync("account set -s 99999999-9999-9999-9999-000000000003")).ShouldSucceed();
    }

    [Fact]
    public async Task Without_locks_one_that_cannot_be_removed_stops_nobody_either()
    {
        await using var az = Start(
            ["-o", "/dev/null", "-e", "trace=flock,unlink", "-e", "inject=flock:error=ENOLCK", "-e", "inject=unlink:error=EPERM"],
            $"account set -s {Second}");
        await EndAsync(az);

        az.ExitCode.ShouldBe(0, az.Stderr);
        (await _home.Az.RunAsync("account show --query id -o tsv")).Stdout.ShouldBe($"{Second}\n");
    }

    [Fact]
    public async Task The_disk_has_the_new_bytes_before_they_get_the_files_name()
    {
        var log = Path.Combine(_home.Root, "calls");
        await using var az = Start(["-o", log, "-e", "trace=fsync,rename"], $"account set -s {Second}");
        await EndAsync(az);

        var calls = (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken))
            .Where(line => line.Contains("fsync(", StringComparison.Ordinal) || line.Contains("rename(", StringComparison.Ordinal))
            .ToList();
        var rename = calls.FindIndex(
            line => line.Contains("azureProfile.json.", StringComparison.Ordinal) && line.Contains("rename(", StringComparison.Ordinal));
        rename.ShouldBeGreaterThan(0, string.Join('\n', calls));
        calls[rename - 1].ShouldContain("fsync(");
        calls[rename - 1].ShouldEndWith("= 0");
    }

    [Fact]
    public async Task A_lock_on_a_file_that_was_removed_meanwhile_does_not_count()
    {
        var locks = Directory.CreateDirectory(
            Path.Combine(_home.Config, "azimuth", "locks"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        var lockFile = Path.Combine(locks, "azureProfile.json");
        await File.WriteAllTextAsync(lockFile, "4194305 az", TestContext.Current.CancellationToken); // left by a process that is gone
        var log = Path.Combine(_home.Root, "calls");

        await using var az = Start(
            ["-o", log, "-y", "-e", "trace=flock,pwrite64,ftruncate", "-e", "inject=flock:delay_enter=700000"], $"account set -s {Second}");
        await Waiting.UntilAsync(
            "the lock's opening",
            async () => File.Exists(log) && (await File.ReadAllTextAsync(log)).Split('\n').Any(line => IsOfLock(line, "flock("))
                ? ""
                : null, () => Task.FromResult(az.Stderr));
        File.Delete(lockFile); // between its opening and its locking
        await using var other = NativeProcess.Start(
            "/bin/sh", ["-c", "exec 9>\"$0\" && flock 9 && echo \"$$ other\" >&9 && echo held && read -r _", lockFile],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, _home.WorkingFolder, keepInput: true);
        await Waiting.UntilAsync(
            "the other holder",
            () => Task.FromResult(other.Stdout.Contains("held", StringComparison.Ordinal) ? "" : null),
            () => Task.FromResult(other.Stderr));
        await Waiting.UntilAsync(
            "another look at the lock",
            async () => (await File.ReadAllLinesAsync(log)).Count(line => IsOfLock(line, "flock(")) > 2 ? "" : null,
            async () => await File.ReadAllTextAsync(log));

        az.HasExited.ShouldBeFalse("another process holds the lock");
        var calls = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        calls.ShouldNotContain(line => IsOfLock(line, "pwrite64("), "it does not write that it holds it");
        _home["azureProfile.json"].ShouldBe(
            await File.ReadAllTextAsync(
                Path.Combine(Places.Repository, "tests", "recorded", "az-2.91", "fixtures", "user", "azureProfile.json"),
                TestContext.Current.CancellationToken));
        other.Kill();
        await EndAsync(az);
        az.ExitCode.ShouldBe(0, az.Stderr);
    }

    private static bool IsOfLock(string line, string call) =>
        line.Contains(call, StringComparison.Ordinal) && line.Contains("locks/azureProfile.json", StringComparison.Ordinal);

    private async Task<(int ExitCode, string Stderr)> InjectedAsync(string fault, string line, string? path = null)
    {
        string[] only = path is null ? [] : ["-P", path];
        await using var az = Start(["-o", "/dev/null", .. only, "-e", $"trace={fault.Split(':')[0]}", "-e", $"inject={fault}"], line);
        await EndAsync(az);
        return (az.ExitCode, az.Stderr);
    }

    private NativeProcess Start(string[] options, string line) => NativeProcess.Start(
        "/usr/bin/strace", ["-f", "-qq", "--seccomp-bpf", .. options, Places.Az, .. CommandWords.Split(line)], _home.Variables,
        _home.WorkingFolder);

    private static async Task EndAsync(NativeProcess process)
    {
        using var late = new CancellationTokenSource(Waiting.Deadline);
        await process.WaitAsync(late.Token);
    }
}
