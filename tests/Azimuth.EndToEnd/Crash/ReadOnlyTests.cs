using System.Diagnostics;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Crash;

/// <summary>
/// A config folder that cannot be written, as containers mount it, or a file in it: tokens are answered, and what must write says so and
/// changes nothing.
/// </summary>
public sealed class ReadOnlyTests : IDisposable
{
    private const int Nobody = 65534;
    private readonly Home _home = new Home().WithFixture("user");

    public static TheoryData<string> Ways => ["mount", "folder", "azureProfile.json", "clouds.config", "msal_token_cache.json"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_cached_token_is_answered(string what)
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting and becoming another user want root");

        var (code, said, changed) = Run(what, "account get-access-token --query tokenType -o tsv");

        code.ShouldBe(0, said);
        said.ShouldBe("Bearer\n");
        changed.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Setting_the_subscription_says_in_one_sentence_why_not_and_changes_nothing(string what)
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting and becoming another user want root");
        if (what == "msal_token_cache.json")
        {
            return; // it has no part in it
        }

        var (code, said, changed) = Run(what, "account set -s 99999999-9999-9999-9999-000000000001");

        code.ShouldBe(1, said);
        said.ShouldStartWith("ERROR: '");
        said.ShouldContain(what == "mount" ? "its file system is read-only." : "cannot be written: it is read-only.");
        changed.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_sign_in_says_it_before_anybody_is_asked_for_anything(string what)
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting and becoming another user want root");

        var (code, said, changed) = Run(what, "login --use-device-code"); // the authority of this home does not exist: it is not asked

        code.ShouldBe(1, said);
        said.ShouldStartWith("ERROR: '");
        said.ShouldContain(what == "mount" ? "its file system is read-only." : "cannot be written: it is read-only.");
        changed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cloud set -n AzureChinaCloud", "config")]
    [InlineData("cloud set -n AzureChinaCloud", "azureProfile.json")]
    [InlineData("cloud set -n AzureChinaCloud", "clouds.config")]
    [InlineData("cloud set -n AzureChinaCloud --profile latest", "config")]
    [InlineData("cloud set -n AzureChinaCloud --profile latest", "azureProfile.json")]
    [InlineData("cloud set -n AzureChinaCloud", "folder")]
    [InlineData("cloud set -n AzureChinaCloud", "mount")]
    [InlineData("logout", "azureProfile.json")]
    [InlineData("logout", "msal_token_cache.json")]
    [InlineData("logout", "folder")]
    [InlineData("account list --refresh", "azureProfile.json")]
    [InlineData("account list --refresh", "clouds.config")]
    [InlineData("account list --refresh", "folder")]
    public void Where_one_file_cannot_be_written_no_other_is(string command, string what)
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting and becoming another user want root");
        HaveRowInChina();

        var (code, said, changed) = Run(what, command);

        // what is known is listed, after a warning
        code.ShouldBe(command.StartsWith("account list", StringComparison.Ordinal) ? 0 : 1, said);
        said.ShouldContain(what == "mount" ? "its file system is read-only." : "cannot be written: it is read-only.");
        changed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("account set -s 99999999-9999-9999-9999-000000000002", "clouds.config")]
    [InlineData("cloud set -n AzureChinaCloud", "clouds.config")]
    [InlineData("cloud set -n AzureChinaCloud", "config")]
    public void Where_one_file_cannot_be_understood_no_other_is_written(string command, string damaged)
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting and becoming another user want root");
        HaveRowInChina();

        var (code, said, changed) = Run($"!{damaged}", command);

        code.ShouldBe(1, said);
        said.ShouldContain($"{damaged}' cannot be read");
        changed.ShouldBeEmpty();
    }

    [Fact]
    public void Switching_the_cloud_changes_all_three_files()
    {
        Assert.SkipUnless(Environment.UserName == "root", "mounting and becoming another user want root");
        HaveRowInChina();

        var (code, said, changed) = Run("nothing", "cloud set -n AzureChinaCloud");

        code.ShouldBe(0, said);
        said.ShouldBe("""
            WARNING: Switched active cloud to 'AzureChinaCloud'.
            WARNING: Active subscription switched to 'Facility Services Subscription (99999999-9999-9999-9999-000000000001)'.

            """);
        changed.ShouldBe(["config", "azureProfile.json", "clouds.config"], ignoreOrder: true);
    }

    [Fact]
    public void After_a_sudo_az_the_sentence_names_the_owner_and_the_command_that_mends_it()
    {
        Assert.SkipUnless(Environment.UserName == "root", "files of root want root");

        var (code, said, _) = Run("root", "account set -s 99999999-9999-9999-9999-000000000001");

        code.ShouldBe(1, said);
        said.ShouldContain("belongs to another user (ID 0)");
        said.ShouldContain("sudo chown -R");
    }

    // One of the four is in another cloud.
    private void HaveRowInChina()
    {
        var profile = _home["azureProfile.json"];
        var at = profile.IndexOf("\"AzureCloud\"", StringComparison.Ordinal);
        _home.Put("azureProfile.json", $"{profile[..at]}\"AzureChinaCloud\"{profile[(at + "\"AzureCloud\"".Length)..]}");
    }

    public void Dispose() => _home.Dispose();

    /// <summary>One command as a person who is not root, since root may write whatever its mode says.</summary>
    private (int Code, string Said, IReadOnlyList<string> Changed) Run(string what, string command)
    {
        var config = _home.Config;
        File.WriteAllText(Path.Combine(config, "clouds.config"), "[AzureCloud]\nsubscription = 99999999-9999-9999-9999-000000000004\n");
        var lockIt = what switch
        {
            "mount" => $"mount --bind '{config}' '{config}' && mount -o remount,bind,ro '{config}'",
            "folder" => $"chmod 500 '{config}'",
            "nothing" or ['!', ..] => "true",
            "root" => $"chown root '{config}/azureProfile.json' && chmod 644 '{config}/azureProfile.json'",
            _ => $"chmod 400 '{config}/{what}'",
        };
        var script = $"""
            exec 2>&1
            chmod 755 '{_home.Root}' && chown -R {Nobody} '{config}' '{_home.Folder}'
            {lockIt}
            exec setpriv --reuid {Nobody} --clear-groups env -i HOME='{_home.Folder}' AZURE_CONFIG_DIR='{config}' \
                PATH='{_home.Programs}' LANG=C.UTF-8 '{Program()}' {command}
            """;
        if (!_home.Has("config"))
        {
            _home.Put("config", "[cloud]\nname = AzureCloud\n");
        }

        if (what is ['!', .. var broken])
        {
            File.WriteAllBytes(Path.Combine(config, broken), [0xff, (byte)'\n']);
        }

        var before = Snapshot();
        var start = new ProcessStartInfo(
            "unshare", ["--mount", "sh", "-c", script])
        { WorkingDirectory = "/", RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var after = Snapshot();
        var changed = before.Keys.Union(after.Keys).Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file));
        return (process.ExitCode, said, [.. changed.Select(file => Path.GetFileName(file)!)]);
    }

    // Where the repository is may be closed to others; a copy is not.
    private string Program()
    {
        var open = Path.Combine(_home.Root, "az");
        var built = new FileInfo(Places.Az);
        var real = built.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? built.FullName;
        foreach (var part in Directory.EnumerateFiles(Path.GetDirectoryName(real)!, "*.dll")
            .Append($"{real}.runtimeconfig.json")
            .Append(real)
            .Where(File.Exists))
        {
            Places.CopyProgram(part, Path.Combine(_home.Root, Path.GetFileName(part))); // the native one has no other parts
        }

        return open;
    }

    private Dictionary<string, string> Snapshot() =>
        Directory.EnumerateFiles(_home.Config, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);
}
