using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Files;

/// <summary>
/// What any user can lay into a folder above somebody's work, such as <c>/tmp/.azure/config</c>. Becoming another user wants root.
/// </summary>
public sealed class ForeignLocalFileTests
{
    private const string Passed = "belongs to another user (ID 12345), so its content cannot be trusted. It is ignored.";

    [Fact]
    public async Task It_stops_nobody_and_is_told_of_once_where_it_would_have_been_used()
    {
        OtherUser.SkipWithoutRoot();
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await LayAsync(home);

        var login = await home.Az.RunAsync("login --use-device-code -o none", approveAs: Contoso.Ada);
        var listed = await home.Az.RunAsync("configure --list-defaults --scope local");

        login.ShouldSucceed().Stderr.Split(Passed).Length.ShouldBe(2, login.Stderr);
        login.Stderr.ShouldNotContain("chown");
        listed.ShouldSucceed().Stdout.Trim().ShouldBe("[]");
        listed.Stderr.Split(Passed).Length.ShouldBe(2, listed.Stderr);
    }

    [Theory]
    [InlineData("account get-access-token")]
    [InlineData("account show")]
    [InlineData("account list")]
    [InlineData("cloud show")]
    [InlineData("version")]
    public async Task Commands_that_take_nothing_from_it_are_silent_but_under_verbose(string line)
    {
        OtherUser.SkipWithoutRoot();
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await LayAsync(home);

        (await home.Az.RunAsync($"{line} -o none")).ShouldSucceed().Stderr.ShouldBeEmpty();
        var verbose = await home.Az.RunAsync($"{line} -o none --verbose");

        verbose.ShouldSucceed().Stderr.Split(Passed).Length.ShouldBe(2, verbose.Stderr);
    }

    [Fact]
    public async Task It_is_not_taken_over_where_a_local_setting_is_written()
    {
        OtherUser.SkipWithoutRoot();
        using var home = new Home();
        await LayAsync(home);

        foreach (var line in (string[])["config set defaults.group=mine --local", "configure --defaults group=mine --scope local"])
        {
            var refused = await home.Az.RunAsync(line);

            refused.ShouldExit(1).Stderr
                .ShouldContain("belongs to another user (ID 12345), so its content cannot be trusted. Run the command in another folder.");
            refused.Stderr.ShouldNotContain("chown");
        }

        (await home.Az.RunAsync("config unset defaults.group --local")).ShouldSucceed().Stderr.ShouldContain(Passed);
        (await File.ReadAllTextAsync(
            Path.Combine(home.WorkingFolder, "azure", "config"), TestContext.Current.CancellationToken)).ShouldContain("theirs");
    }

    [Theory]
    [InlineData("AZURE_CONFIG_DIR")]
    [InlineData("AZURE_CONTEXT")]
    public async Task The_default_config_folders_own_file_is_none_whatever_folder_is_in_use(string variable)
    {
        using var home = new Home();
        var own = Path.Combine(home.Folder, ".azure");
        Directory.CreateDirectory(Path.Combine(own, "azimuth", "contexts", "customer"));
        await File.WriteAllTextAsync(
            Path.Combine(own, "config"), "[core]\noutput = table\n[defaults]\ngroup = mine\n", TestContext.Current.CancellationToken);
        var work = Directory.CreateDirectory(Path.Combine(home.Folder, "src", "deep")).FullName;
        home.Variables["HOME"] = home.Folder;
        home.Variables.Remove("AZURE_CONFIG_DIR");
        home.Variables[variable] = variable == "AZURE_CONTEXT" ? "customer" : Path.Combine(home.Root, "other", ".azure");

        var (exit, stdout, stderr) = await Tool.RunAsync(
            ["sh", "-c", "cd \"$1\" && exec \"$2\" configure --list-defaults --scope local", "sh", work, Places.Az],
            home.Variables, home.Root);

        exit.ShouldBe(0, stderr);
        stdout.Trim().ShouldBe("[]");
        stderr.ShouldBeEmpty();
    }

    // In the working folder, which everybody may write, as /tmp is. Local files are called after the config folder.
    private static Task<string> LayAsync(Home home) => OtherUser.PrepareAsync(
        home,
        $"""
        cd '{home.WorkingFolder}'
        mkdir azure
        printf '[core]\noutput = table\n[defaults]\ngroup = theirs\n' > azure/config
        chown -R 12345 azure
        chmod 1777 .
        """);
}
