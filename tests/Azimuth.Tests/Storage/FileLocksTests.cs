using System.Diagnostics;
using Azimuth.Storage.Locks;

namespace Azimuth.Tests.Storage;

public sealed class FileLocksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HurriedTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string LockFile => _folder["azimuth/locks/thing"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_held_lock_says_who_holds_it_and_is_gone_when_released()
    {
        await using (await Locks(Environment.ProcessId, "az login").TakeAsync(LockFile, Cancel))
        {
            LockHolder.Read(LockFile, _time.GetUtcNow())!.ToString().ShouldStartWith($"process {Environment.ProcessId} (az login), since ");
            Mode(LockFile).ShouldBe("600");
            Mode(_folder["azimuth/locks"]).ShouldBe("700");
        }

        File.Exists(LockFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lock_is_taken_by_one_at_a_time_and_then_by_the_next()
    {
        var held = await Locks().TakeAsync(LockFile, Cancel);
        Locks().TryTake(LockFile).ShouldBeNull();

        held.Dispose();

        using var next = Locks().TryTake(LockFile);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_held_lock_is_told_after_eight_seconds_and_given_up_when_the_patience_ends_with_the_holders_name()
    {
        using var held = await Locks(Environment.ProcessId, "/usr/bin/az login").TakeAsync(LockFile, Cancel);
        var started = _time.GetTimestamp();
        List<(TimeSpan After, string Reason)> told = [];
        var locks = new FileLocks(
            _time,
            Environment.ProcessId,
            "tests",
            new(CommandTimeouts.OfOthers, _time, reason => told.Add((_time.GetElapsedTime(started), reason))));

        var error = await Should.ThrowAsync<UserError>(() => locks.TakeAsync(LockFile, Cancel));

        _time.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30.2));
        error.Message.ShouldContain("for longer than 30 seconds");
        error.Message.ShouldContain($"process {Environment.ProcessId} (/usr/bin/az login), since ");
        var (after, reason) = told.ShouldHaveSingleItem();
        after.ShouldBeInRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(8.2));
        reason.ShouldBe(
            $"Another process ({Environment.ProcessId}) has held the lock '{LockFile}' for 8 seconds. Waiting for up to 30 seconds.");
    }

    [Fact]
    public async Task A_lock_that_is_released_after_twenty_seconds_is_had_then()
    {
        var held = await Locks().TakeAsync(LockFile, Cancel);
        var started = _time.GetTimestamp();
        _time.Meanwhile = () =>
        {
            if (_time.GetElapsedTime(started) > TimeSpan.FromSeconds(20))
            {
                held.Dispose();
            }
        };

        using var ours = await Locks().TakeAsync(LockFile, Cancel);

        _time.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_is_taken_at_once()
    {
        Directory.CreateDirectory(_folder["azimuth/locks"]);
        File.WriteAllText(LockFile, $"{DeadProcess()} az");

        using var held = Locks().TryTake(LockFile);

        held.ShouldNotBeNull();
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("1 /usr/bin/python3", "its writer lives: msal_extensions has unlocked it and is about to remove it")]
    [InlineData("", "msal_extensions has made it and is about to lock it")]
    public async Task A_file_that_is_about_to_vanish_or_to_be_locked_is_left_alone_for_half_a_second(string content, string why)
    {
        Directory.CreateDirectory(_folder["azimuth/locks"]);
        File.WriteAllText(LockFile, content);
        var started = _time.GetTimestamp();

        Locks().TryTake(LockFile).ShouldBeNull(why);
        using var held = await Locks().TakeAsync(LockFile, Cancel);

        _time.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(700));
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_lock_is_refused_and_its_target_stays()
    {
        Directory.CreateDirectory(_folder["azimuth/locks"]);
        File.WriteAllText(_folder["authorized_keys"], "ssh-ed25519 precious");
        File.CreateSymbolicLink(LockFile, _folder["authorized_keys"]);

        var error = await Should.ThrowAsync<UserError>(() => Locks().TakeAsync(LockFile, Cancel));

        error.Message.ShouldContain("is a link");
        File.ReadAllText(_folder["authorized_keys"]).ShouldBe("ssh-ed25519 precious");
    }

    [Fact]
    public async Task A_dangling_link_makes_no_file_where_it_leads()
    {
        Directory.CreateDirectory(_folder["azimuth/locks"]);
        File.CreateSymbolicLink(LockFile, _folder["made"]);

        await Should.ThrowAsync<UserError>(() => Locks().TakeAsync(LockFile, Cancel));

        File.Exists(_folder["made"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lock_whose_file_was_removed_under_it_knows_that_it_is_lost()
    {
        using var held = await Locks().TakeAsync(LockFile, Cancel);
        held.IsStillOurs.ShouldBeTrue();

        File.Delete(LockFile);
        using var other = await Locks().TakeAsync(LockFile, Cancel);

        held.IsStillOurs.ShouldBeFalse();
        held.Dispose();
        other.IsStillOurs.ShouldBeTrue("the loser must not remove the winner's file");
    }

    [Theory]
    [InlineData(37, true)] // ENOLCK
    [InlineData(38, true)] // ENOSYS
    [InlineData(95, true)] // EOPNOTSUPP
    [InlineData(22, true)] // EINVAL
    [InlineData(5, true)] // EIO: a server that does not answer for its locks
    [InlineData(1, true)] // EPERM
    [InlineData(11, false)] // EWOULDBLOCK: somebody holds it
    [InlineData(4, false)] // EINTR
    [InlineData(0, false)]
    public void A_file_system_without_locks_is_told_from_a_lock_that_is_held(int error, bool isWithout)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the numbers are Linux's");

        FileLocks.IsWithoutLocks(error).ShouldBe(isWithout);
    }

    [Fact]
    public async Task Many_waiters_count_to_their_number()
    {
        var locks = new FileLocks(TimeProvider.System, Environment.ProcessId, "tests");
        var counter = _folder["counter"];
        File.WriteAllText(counter, "0");

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(
            async () =>
            {
                await using var held = await locks.TakeAsync(LockFile, Cancel);
                File.WriteAllText(counter, $"{int.Parse(File.ReadAllText(counter), null) + 1}");
            },
            Cancel)));

        File.ReadAllText(counter).ShouldBe("64");
    }

    private FileLocks Locks(int processId = 4_000_000, string command = "tests") => new(_time, processId, command);

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static int DeadProcess()
    {
        using var process = Process.Start(new ProcessStartInfo("true"))!;
        process.WaitForExit();
        return process.Id;
    }
}
