using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Doctor;

/// <summary>Files broken on purpose, and mended.</summary>
public sealed class FileCheckTests
{
    private const string Nobody = "65534";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Tokens_that_others_may_read_are_found_and_closed()
    {
        using var home = new Home();
        var cache = Put(home, "msal_token_cache.json", "{}", Private | UnixFileMode.OtherRead);

        var found = (await DoctorRun.OfAsync(home)).The("permissions", "problem");
        File.GetUnixFileMode(cache).ShouldBe(Private | UnixFileMode.OtherRead);
        var mended = (await DoctorRun.OfAsync(home, "--fix")).The("permissions", "fixed");
        (await DoctorRun.OfAsync(home)).Fine("permissions");

        found["finding"]!.ToString().ShouldBe($"'{cache}' contains tokens and can be read by other users.");
        found["remedy"]!.ToString().ShouldBe($"chmod go= '{cache}'");
        mended["fixed"]!.ToString().ShouldBe("The access of other users was removed.");
        File.GetUnixFileMode(cache).ShouldBe(Private);
    }

    [Fact]
    public async Task Settings_that_others_may_write_are_found_and_the_remedy_is_a_command_that_works()
    {
        using var home = new Home();
        Put(home, "config", "[core]\n", Private | UnixFileMode.GroupWrite);

        var found = (await DoctorRun.OfAsync(home)).The("permissions", "problem");
        (await Tool.RunAsync("/bin/sh", "-c", found["remedy"]!.ToString())).ExitCode.ShouldBe(0);

        (await DoctorRun.OfAsync(home)).Fine("permissions");
    }

    [Theory]
    [InlineData("azureProfile.json", "{\"subscriptions\": [", "is cut off.")]
    [InlineData("msal_token_cache.json", "{]", "is damaged.")]
    [InlineData("service_principal_entries.json", "[]]", "has the rest of an older file at its end.")]
    public async Task Damaged_files_are_found_left_alone_and_set_aside_when_asked(string file, string content, string sentence)
    {
        using var home = new Home();
        var path = Put(home, file, content, Private);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(50));

        var found = (await DoctorRun.OfAsync(home)).The("files", "problem");
        var untouched = home[file];
        var mended = (await DoctorRun.OfAsync(home, "--fix")).The("files", "fixed");
        (await DoctorRun.OfAsync(home)).Fine("files");

        found["finding"]!.ToString().ShouldBe($"'{path}' {sentence}");
        untouched.ShouldBe(content);
        var copy = Directory.GetFiles(Path.Combine(home.Config, "azimuth", "aside")).ShouldHaveSingleItem();
        File.ReadAllText(copy).ShouldBe(content);
        mended["fixed"]!.ToString().ShouldContain(copy);
    }

    [Theory]
    [InlineData("azureProfile.json")]
    [InlineData("msal_token_cache.json")]
    public async Task An_empty_file_is_no_damage_and_leaves_nothing_aside(string file)
    {
        using var home = new Home();
        Put(home, file, "", Private);

        (await DoctorRun.OfAsync(home, "--fix")).Fine("files");

        home[file].ShouldBeEmpty();
        Directory.Exists(Path.Combine(home.Config, "azimuth", "aside")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_line_of_the_config_file_that_means_nothing_is_told_and_left_to_its_owner()
    {
        using var home = new Home();
        var path = Put(home, "config", "[core\noutput = table\n", Private);

        var doctor = await DoctorRun.OfAsync(home, "--fix");

        doctor.Result.ShouldExit(1);
        doctor.The("files", "problem")["finding"]!.ToString().ShouldStartWith($"'{path}' cannot be read: ");
        home["config"].ShouldBe("[core\noutput = table\n");
    }

    [Fact]
    public async Task Locks_and_halves_of_killed_processes_are_found_and_removed()
    {
        using var home = new Home();
        var left = Put(home, "msal_token_cache.json.lockfile", "4194305 az", Private); // no Linux has so high a process ID
        var half = Put(home, "msal_token_cache.json.0123.azimuth-tmp", "{", Private);
        File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch.AddYears(50));
        File.SetLastWriteTimeUtc(half, DateTime.UnixEpoch.AddYears(50));

        var before = await DoctorRun.OfAsync(home);
        (File.Exists(left) && File.Exists(half)).ShouldBeTrue();
        var mended = await DoctorRun.OfAsync(home, "--fix");

        before.Result.Stdout.ShouldContain($"The lock '{left}' is stale: its process has exited.");
        before.Result.Stdout.ShouldContain($"'{half}' is an unfinished file of a process that was killed");
        mended.Result.Stdout.ShouldContain("It was removed.");
        (File.Exists(left) || File.Exists(half)).ShouldBeFalse();
        (await DoctorRun.OfAsync(home)).Fine("locks");
    }

    [Fact]
    public async Task What_a_sudo_left_to_root_is_found_by_the_person_and_mended_by_the_remedy()
    {
        Assert.SkipUnless(Environment.UserName == "root", "becoming somebody else wants root");
        using var home = new Home();
        var path = Put(home, "azureProfile.json", "{}", Private);
        (await Tool.RunAsync("/bin/sh", "-c", $"chmod 755 '{home.Root}' && chown {Nobody} '{home.Config}'")).ExitCode.ShouldBe(0);

        var before = await AsNobodyAsync(home);
        // as the remedy does with that person's ID
        (await Tool.RunAsync("/bin/sh", "-c", $"chown -R {Nobody} '{home.Config}'")).ExitCode.ShouldBe(0);
        var after = await AsNobodyAsync(home);

        before.ShouldContain($"problem  owner          '{path}' belongs to root, as after a sudo az, so az cannot change it.");
        before.ShouldContain($"sudo chown -R \"$(id -u):$(id -g)\" '{home.Config}'");
        after.ShouldContain($"ok       owner          '{home.Config}' and its files belong to you.");
    }

    [Fact]
    public async Task Files_of_an_earlier_version_are_intact_and_its_folder_of_copies_is_looked_at()
    {
        using var home = new Home();
        var earlier = Path.Combine(Places.Repository, "tests", "Azimuth.Tests", "EarlierFolder", "azure");
        foreach (var file in Directory.EnumerateFiles(earlier, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(earlier, file);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(home.Config, name))!);
            Put(home, name, File.ReadAllText(file), Private);
        }

        var copies = Path.Combine(home.Config, "azimuth", "aside");
        File.SetUnixFileMode(copies, Private | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        var run = await DoctorRun.OfAsync(home);

        run.Fine("files");
        run.The("permissions", "problem")["finding"]!.ToString().ShouldBe($"'{copies}' can be written by other users.");
    }

    [Fact]
    public async Task A_lock_that_somebody_holds_for_long_names_the_holder_and_is_never_taken_away()
    {
        using var home = new Home();
        var path = Put(home, "msal_token_cache.json.lockfile", "", Private);
        await using var holder = NativeProcess.Start(
            "/bin/sh",
            ["-c", "exec 9>>\"$0\" && flock 9 && echo \"$$ holder\" >&9 && touch -d '1 hour ago' \"$0\" && echo held && read -r _", path],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            home.WorkingFolder,
            keepInput: true);
        await Waiting.UntilAsync(
            "the holder",
            () => Task.FromResult(holder.Stdout.Contains("held", StringComparison.Ordinal) ? "" : null),
            () => Task.FromResult(holder.Stderr));

        var found = (await DoctorRun.OfAsync(home, "--fix")).The("locks", "problem");

        found["finding"]!.ToString().ShouldContain($"is held by process {holder.Id} (holder), since 3");
        found["remedy"]!.ToString().ShouldBe($"ps -p {holder.Id}");
        File.Exists(path).ShouldBeTrue();
    }

    private static async Task<string> AsNobodyAsync(Home home) => (await Tool.RunAsync(
        ["setpriv", "--reuid", Nobody, "--clear-groups", Places.Az, "doctor", "-o", "table"],
        new Dictionary<string, string>(home.Variables) { ["HOME"] = home.Config, ["HTTPS_PROXY"] = "http://127.0.0.1:1" },
        "/")).Stdout;

    private static string Put(Home home, string file, string content, UnixFileMode mode)
    {
        home.Put(file, content);
        var path = Path.Combine(home.Config, file);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
