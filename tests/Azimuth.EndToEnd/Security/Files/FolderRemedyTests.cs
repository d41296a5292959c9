using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Security.Files;

/// <summary>
/// Attacks S17, T3 and T4: where a config folder cannot be used, every command says so alike, and what it says to paste mends that and
/// nothing else.
/// </summary>
public sealed class FolderRemedyTests : IDisposable
{
    private static readonly string[] Commands =
    [
        "az login --service-principal -u a -p b -t 11111111-1111-1111-1111-000000000001",
        "az login --use-device-code",
        "az config set core.output=json",
        "az cloud set -n AzureChinaCloud",
        "az configure --defaults group=x",
        "az logout --username ada@contoso.onmicrosoft.com",
    ];

    private readonly Home _home = new();

    public FolderRemedyTests() => _home.Variables["HTTPS_PROXY"] = "http://127.0.0.1:1";

    public void Dispose() => _home.Dispose();

    /// <summary>HOME, AZURE_CONFIG_DIR below the home's root, what prepares it, and what the remedy is.</summary>
    public static TheoryData<string?, string?, string, string> OddFolders =>
    [
        ("/", null, "true", "export"),
        ("/nonexistent", null, "true", "export"),
        ("/home", null, "true", "export"),
        ("/etc", null, "true", "export"),
        (null, null, "true", "export"),
        ("/tmp", "closed/azure", "mkdir -m 755 closed", "export"),
        ("/tmp", "a'b$(touch oops)", "true", "export"),
        ("/tmp", "a file", "echo text >'a file'", "export"),
        ("/tmp", "shared", "mkdir shared; chown 12345:12345 shared; chmod 757 shared", "chmod go-w '{0}/shared'"),
        ("/tmp", "a'b", "mkdir \"a'b\"; chown 12345:3 \"a'b\"; chmod 770 \"a'b\"", "chmod go-w '{0}/a'\\''b'"),
        ("/tmp", "sticky", "mkdir sticky; chmod 1777 sticky", "export"),
        ("/tmp", "laid/azure", "mkdir -m 1777 laid; mkdir laid/azure; touch laid/azure/clouds.config; chown -R 1:1 laid/azure", "export"),
        ("/tmp", "theirs/.azure", "mkdir -p theirs/.azure; chown -R 1:1 theirs", "export"),
        ("/tmp", "sealed", "mkdir sealed; chown 12345:12345 sealed; chmod 500 sealed", "chmod u+w '{0}/sealed'"),
    ];

    [Theory]
    [MemberData(nameof(OddFolders))]
    public async Task Every_command_says_the_same_and_what_it_says_to_paste_works(
        string? homeFolder, string? folder, string prepare, string remedy)
    {
        OtherUser.SkipWithoutRoot();
        _home.ProgramForAll();
        await OtherUser.PrepareAsync(_home, prepare);
        (string, string?)[] variables = [
            ("HOME", homeFolder), ("AZURE_CONFIG_DIR", folder is null ? null : Path.Combine(_home.Root, folder))
        ];
        HashSet<string> said = [];

        foreach (var command in Commands)
        {
            var (exit, _, stderr) = await OtherUser.RunAsync(_home, OtherUser.Nameless, OtherUser.Nameless, command, variables);
            exit.ShouldBe(1, $"{command}\n{stderr}");
            said.Add(stderr);
        }

        var lines = said.ShouldHaveSingleItem().TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2, string.Join('\n', lines));
        lines[0].ShouldStartWith("ERROR: ");
        var start = lines[1].IndexOf(", run: ", StringComparison.Ordinal) + ", run: ".Length;
        var paste = lines[1][start..];
        paste.ShouldStartWith(string.Format(null, remedy == "export" ? "export AZURE_CONFIG_DIR=" : remedy, _home.Root));
        paste.ShouldNotContain("chown");
        var before = await SystemAsync();
        var mended = await OtherUser.RunAsync(
            _home,
            OtherUser.Nameless,
            OtherUser.Nameless,
            $"{paste} && az config set core.output=json && az config get core.output",
            variables);
        mended.ExitCode.ShouldBe(0, mended.Stderr);
        (await SystemAsync()).ShouldBe(before, "no other folder is touched");
        Directory.GetFiles(_home.Root, "oops").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sandbox_without_a_home_says_so_too()
    {
        OtherUser.SkipWithoutRoot();

        var (exit, _, stderr) = await OtherUser.RunAsync(
            _home, OtherUser.Nameless, OtherUser.Nameless, "az sandbox start", ("HOME", "/"), ("AZURE_CONFIG_DIR", null));

        exit.ShouldBe(1, stderr);
        stderr.ShouldStartWith("ERROR: The folder '/.azure/azimuth/contexts/sandbox' cannot be created. '/' cannot be written");
        stderr.ShouldContain("\nTo use another folder, run: export HOME=\"$(mktemp -d)\"\n");
    }

    [Theory]
    [InlineData(".azure", "")]
    [InlineData("azure", "azureProfile.json")]
    public async Task What_a_sudo_left_to_root_is_taken_back_by_a_command_that_names_the_config_folder_alone(string folder, string file)
    {
        OtherUser.SkipWithoutRoot();
        _home.ProgramForAll();
        await OtherUser.PrepareAsync(
            _home,
            $"mkdir -p home/{folder}; chmod 755 home; touch home/{folder}/{(file.Length == 0 ? "config" : file)}; chmod 600 "
                + $"home/{folder}/*; chmod 755 home/{folder}");

        var (exit, _, stderr) = await OtherUser.RunAsync(
            _home, OtherUser.Nameless, OtherUser.Nameless, "az config set core.output=json",
            ("AZURE_CONFIG_DIR", Path.Combine(_home.Folder, folder)));

        exit.ShouldBe(1, stderr);
        stderr.TrimEnd('\n').Split('\n')[^1].ShouldBe($"To fix this, run: sudo chown -R \"$(id -u)\" '{_home.Folder}/{folder}'");
    }

    [Fact]
    public async Task What_the_users_private_group_may_write_is_used_and_closed_to_it_when_it_is_written()
    {
        OtherUser.SkipWithoutRoot();
        _home.ProgramForAll();
        await OtherUser.PrepareAsync(
            _home,
            "mkdir theirs; printf '{\"subscriptions\": []}' >theirs/azureProfile.json; echo '[core]' >theirs/config; chmod 664 theirs/*; "
                + "chmod 775 theirs; chown -R 1:1 theirs");
        var config = ("AZURE_CONFIG_DIR", Path.Combine(_home.Root, "theirs"));

        (await OtherUser.RunAsync(_home, OtherUser.Daemon, OtherUser.Daemon, "umask 002; az account list", config)).ExitCode.ShouldBe(0);
        (await OtherUser.PrepareAsync(_home, "stat -c %a theirs theirs/*")).ShouldBe("775\n664\n664\n");
        var written = await OtherUser.RunAsync(
            _home, OtherUser.Daemon, OtherUser.Daemon, "umask 002; az config set core.output=json", config);

        written.ExitCode.ShouldBe(0, written.Stderr);
        (await OtherUser.PrepareAsync(_home, "stat -c %a theirs theirs/azureProfile.json theirs/config")).ShouldBe("700\n664\n600\n");
    }

    [Fact]
    public async Task A_group_that_is_not_the_users_own_is_others()
    {
        OtherUser.SkipWithoutRoot();
        _home.ProgramForAll();
        await OtherUser.PrepareAsync(_home, "mkdir theirs; chmod 775 theirs; chown -R 1:2 theirs");

        var refused = await OtherUser.RunAsync(
            _home, OtherUser.Daemon, OtherUser.Daemon, "az login --use-device-code",
            ("AZURE_CONFIG_DIR", Path.Combine(_home.Root, "theirs")));

        refused.ExitCode.ShouldBe(1);
        refused.Stderr.ShouldContain("can be written by other users");
        refused.Stderr.ShouldContain($"chmod go-w '{_home.Root}/theirs'");
    }

    [Theory]
    [InlineData("1001:0", "770", true)]
    [InlineData("0:0", "775", true)]
    [InlineData("1001:0", "777", false)]
    [InlineData("1001:1001", "770", false)]
    public async Task A_container_under_any_user_ID_uses_what_its_image_prepared_for_group_0(string owner, string mode, bool isUsed)
    {
        OtherUser.SkipWithoutRoot();
        _home.ProgramForAll();
        await OtherUser.PrepareAsync(_home, $"mkdir -p home/.azure; chmod 775 home; chmod {mode} home/.azure; chown -R {owner} home");

        var written = await OtherUser.RunAsync(
            _home, OtherUser.Nameless, "0", "az config set core.output=json && az config get core.output", ("AZURE_CONFIG_DIR", null));

        written.ExitCode.ShouldBe(isUsed ? 0 : 1, written.Stderr);
        (await OtherUser.PrepareAsync(_home, "stat -c %a home/.azure")).ShouldBe($"{mode}\n", "the next container has another ID");
    }

    [Fact]
    public async Task Every_folder_that_the_first_command_makes_is_for_its_user_alone()
    {
        using var home = new Home();
        home.Variables.Remove("AZURE_CONFIG_DIR");
        home.Variables["PATH"] = "/usr/bin:/bin";
        home.Variables["AZIMUTH_BIN"] = Places.Binaries;
        async Task<string> ShellAsync(string script)
        {
            var (exit, stdout, stderr) = await Tool.RunAsync(["sh", "-c", script, Places.Az], home.Variables, home.WorkingFolder);
            exit.ShouldBe(0, stderr);
            return stdout;
        }

        try
        {
            await ShellAsync("umask 002; \"$0\" sandbox start && \"$0\" --context sandbox config set core.output=json");

            (await ShellAsync($"find '{home.Folder}/.azure' -perm /077 -printf '%m %p\\n'")).ShouldBeEmpty();
        }
        finally
        {
            await ShellAsync("\"$0\" sandbox stop");
        }
    }

    private static async Task<string> SystemAsync() =>
        (await Tool.RunAsync("stat", "-c", "%n %a %u %g", "/", "/home", "/etc", "/root", "/tmp", "/usr")).Stdout;
}
