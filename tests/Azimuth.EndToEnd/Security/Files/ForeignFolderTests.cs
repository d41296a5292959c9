using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Files;

/// <summary>Attack S10: a config folder that somebody else prepared. Without root there is nobody else, and some of these fail.</summary>
public sealed class ForeignFolderTests
{
    private const string Nobody = "65534";

    [Theory]
    [InlineData("msal_token_cache.json.lockfile")]
    [InlineData("azimuth/locks/azureProfile.lock")]
    public async Task A_lock_that_is_a_link_writes_nothing_where_it_leads(string link)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var target = Path.Combine(home.Folder, "authorized_keys");
        await File.WriteAllTextAsync(target, "mine", TestContext.Current.CancellationToken);
        var path = Path.Combine(home.Config, link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(path, target);

        await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada);

        (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken)).ShouldBe("mine");
        (new FileInfo(path).LinkTarget ?? target).ShouldBe(target);
    }

    [Fact]
    public async Task A_token_caches_lock_that_is_a_link_is_named()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        File.CreateSymbolicLink(Path.Combine(home.Config, "msal_token_cache.json.lockfile"), Path.Combine(home.Folder, "new"));

        var login = await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada);

        login.ShouldExit(1).Stderr.ShouldContain("msal_token_cache.json.lockfile' is a link");
        File.Exists(Path.Combine(home.Folder, "new")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_prepared_by_another_user_names_no_cloud_and_gets_no_token()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var (exit, _, stderr) = await Tool.RunAsync(
            "sh",
            "-c",
            Environment.IsPrivilegedProcess
                ? $"chown -R {Nobody} \"$0\" && chmod 1777 \"$(dirname \"$0\")\""
                : $"sudo -n chown -R {Nobody} \"$0\"",
            home.Config);
        exit.ShouldBe(0, $"A second user is needed: run this as root, or where sudo asks nothing. {stderr}");

        foreach (var line in (string[])["login --use-device-code", "account get-access-token", "account list", "cloud show"])
        {
            var refused = await home.Az.RunAsync(line);

            refused.ShouldExit(1).Stderr.ShouldContain($"belongs to another user (ID {Nobody})");
            refused.Stderr.ShouldContain(
                Environment.IsPrivilegedProcess ? "export AZURE_CONFIG_DIR=" : "sudo chown -R",
                customMessage: "what anybody may have laid in a shared folder is not taken over");
        }

        (await azure.Journal.ReadAsync()).ShouldBeEmpty();
        home.Has("msal_token_cache.json").ShouldBeFalse();
    }

    [Theory]
    [InlineData("clouds.config")]
    [InlineData("config")]
    [InlineData("")]
    public async Task What_others_may_write_names_no_cloud_and_gets_no_token(string file)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var open = Path.Combine(home.Config, file).TrimEnd('/');
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        var refused = await home.Az.RunAsync("login --use-device-code");

        refused.ShouldExit(1).Stderr.ShouldContain($"'{open}' can be written by other users");
        refused.Stderr.ShouldContain($"chmod go-w '{open}'");
        (await azure.Journal.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_terminal_the_refusal_is_a_sentence_too_though_its_color_cannot_be_asked_for()
    {
        using var home = new Home();
        home.Put("config", "[core]\nno_color = false\n");
        var config = Path.Combine(home.Config, "config");
        File.SetUnixFileMode(config, File.GetUnixFileMode(config) | UnixFileMode.OtherWrite);

        await using var terminal = Terminal.Start(home, "account list");
        (await terminal.EndAsync()).ShouldExit(1);

        terminal.Seen.ShouldContain("can be written by other users");
        terminal.Seen.ShouldNotContain("Unhandled exception");
    }

    [Fact]
    public async Task What_a_sign_in_makes_is_for_its_owner_alone()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var config = home.Config;
        await home.Az.SignInAsync(Contoso.Ada);
        await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        var open = new DirectoryInfo(config).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            // those two are the harness's
            .Where(entry => entry.Name is not ("config" or "clouds.config") && (entry.UnixFileMode & Others) != 0);
        open.Select(entry => $"{entry.UnixFileMode} {entry.FullName}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("azimuth/locks/azureProfile.json", "account clear")]
    [InlineData("azimuth/locks/config", "config set core.output=json")]
    [InlineData("msal_token_cache.json.lockfile", "logout --username ada@contoso.onmicrosoft.com")]
    public async Task A_lock_of_another_user_is_neither_taken_nor_written(string file, string command)
    {
        OtherUser.SkipWithoutRoot();
        using var home = new Home().WithFixture("user");
        home.ProgramForAll();
        var before = await OtherUser.PrepareAsync(home, $"""
            cd azure; mkdir -p azimuth/locks; echo "1 another" >{file}; chmod 700 . azimuth azimuth/locks
            chown -R 12345:12345 .; chown 1:1 {file}; chmod 666 {file}; stat -c '%i %a %u %Y' {file}; cat {file}
            """);

        var (exit, _, stderr) = await OtherUser.RunAsync(home, OtherUser.Nameless, OtherUser.Nameless, $"az {command}");

        exit.ShouldBe(1);
        stderr.ShouldContain($"The lock '{Path.Combine(home.Config, file)}'");
        (await OtherUser.PrepareAsync(home, $"cd azure; stat -c '%i %a %u %Y' {file}; cat {file}"))
            .ShouldBe(before);
    }
}
