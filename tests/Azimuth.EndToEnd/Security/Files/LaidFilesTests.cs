using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Files;

/// <summary>Attack T2: links, devices and pipes that somebody laid where files belong.</summary>
public sealed class LaidFilesTests
{
    private const string Alice = OtherUser.Nameless;
    private const string Tokens = "msal_token_cache.json";

    [Theory]
    [InlineData("account list")]
    [InlineData("account show")]
    [InlineData("account get-access-token")]
    [InlineData("account clear")]
    [InlineData("logout --username x")]
    [InlineData("config get")]
    [InlineData("doctor --fix")]
    [InlineData("login --use-device-code")]
    public async Task A_link_in_another_users_folder_costs_nobody_a_file(string command)
    {
        OtherUser.SkipWithoutRoot();
        using var home = new Home();
        home.ProgramForAll();
        await OtherUser.PrepareAsync(home, """
            chmod 1777 work; mkdir work/az; echo precious >home/important; chown -R 1:1 home; chmod 755 home
            for f in azureProfile.json msal_token_cache.json service_principal_entries.json config clouds.config msal_http_cache.bin azimuth
            do ln -s ../../home/important work/az/$f; done
            chown -hR 12345:12345 work/az
            """);
        var before = await OtherUser.PrepareAsync(home, "cat home/important; stat -c '%i %a %u %Y' home/important; ls -lR work");

        foreach (var user in (string[])[OtherUser.Daemon, "0"])
        {
            await OtherUser.RunAsync(
                home,
                user,
                user,
                $"az {command}",
                ("AZURE_CONFIG_DIR", Path.Combine(home.WorkingFolder, "az")),
                ("HTTPS_PROXY", "http://127.0.0.1:1"));
        }

        (await OtherUser.PrepareAsync(home, "cat home/important; stat -c '%i %a %u %Y' home/important; ls -lR work")).ShouldBe(before);
    }

    [Theory]
    [InlineData("ln -s ../secret azureProfile.json", "account list", "that leads out of its folder")]
    [InlineData("ln -s ../secret azureProfile.json", "account clear", "that leads out of its folder")]
    [InlineData("ln -s ../secret config", "config set core.output=json", "that leads out of its folder")]
    [InlineData("ln -s ../folder azimuth", "config set core.output=json", "that leads out of its folder")]
    [InlineData(
        "mkdir -p azimuth/sandbox/logs; ln -s ../../../../../secret azimuth/sandbox/logs/az-sandbox.log",
        "sandbox start",
        "that leads out of its folder")]
    [InlineData("mkdir -p azimuth/sandbox; ln -s ../../../../folder azimuth/sandbox/logs", "sandbox start", "that leads out of its folder")]
    [InlineData("mkdir azimuth; ln -s ../../folder azimuth/locks", "config set core.output=json", "that leads out of its folder")]
    [InlineData(
        "mkdir azimuth; ln -s ../../folder azimuth/aside; printf '{]' >azureProfile.json",
        "doctor --fix -o tsv",
        "that leads out of its folder")]
    [InlineData("mknod azureProfile.json c 1 3", "account list", "is a device, not a file")]
    [InlineData("mknod azureProfile.json c 1 3", "account clear", "is a device, not a file")]
    [InlineData("mknod msal_token_cache.json b 7 200", "account clear", "is a device, not a file")]
    [InlineData("mknod config c 1 5", "account list", "is a device, not a file")]
    public async Task Root_follows_no_link_out_of_another_users_folder_and_opens_no_device(string lay, string command, string said)
    {
        OtherUser.SkipWithoutRoot();
        using var home = new Home();
        await OtherUser.PrepareAsync(home, $"""
            printf '{"{]"}' >secret; mkdir folder; mkdir home/.azure; cp secret home/secret; mkdir home/folder
            cd home/.azure; {lay}; chmod 700 .; chown -hR {Alice}:{Alice} .. ; chown -R 0:0 ../secret ../folder
            """);
        var before = await OtherUser.PrepareAsync(
            home,
            "ls -lR --time-style=full-iso secret folder home/secret home/folder; cat home/secret; ls -l home/.azure | grep -v '^total' | "
                + "grep -v 'azimuth$' || true");

        var (_, stdout, stderr) = await OtherUser.RunAsync(
            home, "0", "0", $"az {command}", ("AZURE_CONFIG_DIR", null), ("HTTPS_PROXY", "http://127.0.0.1:1"));

        (stdout + stderr).ShouldContain(said);
        (await OtherUser.PrepareAsync(
            home,
            "ls -lR --time-style=full-iso secret folder home/secret home/folder; cat home/secret; ls -l home/.azure | grep -v '^total' | "
                + "grep -v 'azimuth$' || true")).ShouldBe(
                before);
    }

    [Fact]
    public async Task After_a_sudo_everything_in_a_users_folder_is_still_theirs()
    {
        OtherUser.SkipWithoutRoot();
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.ProgramForAll();
        home.Put("azureProfile.json", "{]");
        await OtherUser.PrepareAsync(home, $"chown -R {Alice}:{Alice} azure home; chmod 755 .");

        await home.Az.SignInAsync(Contoso.Ada); // as root
        (await home.Az.RunAsync("config set core.output=json")).ShouldSucceed();

        (await OtherUser.PrepareAsync(home, $"find azure ! -user {Alice} -o ! -group {Alice}")).ShouldBeEmpty();
        (await OtherUser.PrepareAsync(home, "find azure/azimuth/aside -type f")).ShouldNotBeEmpty(
            "a copy of the damaged profile is among them");
        var theirs = await OtherUser.RunAsync(
            home,
            Alice,
            Alice,
            "az account set -s \"$(az account list --query [1].id -o tsv)\" && az account get-access-token --query tokenType -o tsv");
        theirs.ExitCode.ShouldBe(0, theirs.Stderr);
        theirs.Stdout.ShouldBe("Bearer\n");
    }

    [Theory]
    [InlineData("account clear")]
    [InlineData("logout")]
    public async Task Tokens_behind_a_link_are_emptied_and_the_link_stays(string command)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var real = Path.Combine(home.Root, "real.json");
        File.Move(Path.Combine(home.Config, Tokens), real);
        File.CreateSymbolicLink(Path.Combine(home.Config, Tokens), real);
        (await File.ReadAllTextAsync(real, TestContext.Current.CancellationToken)).ShouldContain("\"secret\"");

        (await home.Az.RunAsync(command)).ShouldSucceed();

        new FileInfo(Path.Combine(home.Config, Tokens)).LinkTarget.ShouldBe(real);
        var left = await File.ReadAllTextAsync(real, TestContext.Current.CancellationToken);
        left.ShouldNotContain("secret");
        left.ShouldNotContain(Contoso.Ada.UserName);
        Directory.GetFiles(home.Root).ShouldBe([real], "no temporary file stays beside it");
    }

    [Fact]
    public async Task Tokens_behind_a_link_to_another_users_file_are_refused()
    {
        OtherUser.SkipWithoutRoot();
        using var home = new Home();
        home.ProgramForAll();
        await OtherUser.PrepareAsync(
            home,
            "echo '{\"theirs\": 1}' >theirs; chown 1:1 theirs; ln -s ../theirs azure/msal_token_cache.json; chown -hR 12345:12345 azure");

        var (exit, _, stderr) = await OtherUser.RunAsync(home, Alice, Alice, "az account clear");

        exit.ShouldBe(1);
        stderr.ShouldContain("belongs to another user (ID 1)");
        (await OtherUser.PrepareAsync(home, "cat theirs; readlink azure/msal_token_cache.json")).ShouldBe("{\"theirs\": 1}\n../theirs\n");
    }

    [Theory]
    [InlineData("azureProfile.json", "account show")]
    [InlineData("azureProfile.json", "account set -s x")]
    [InlineData(Tokens, "account get-access-token")]
    [InlineData(Tokens, "account clear")]
    [InlineData("service_principal_entries.json", "account clear")]
    [InlineData("config", "account list")]
    [InlineData("config", "config set core.output=json")]
    [InlineData("clouds.config", "cloud list")]
    [InlineData("azimuth/locks/config", "config set core.output=json")]
    [InlineData(Tokens + ".lockfile", "logout --username ada@contoso.onmicrosoft.com")]
    [InlineData("azimuth/sandbox/ready.json", "sandbox status")]
    [InlineData("azimuth/sandbox/ready.json", "sandbox start")]
    [InlineData("azimuth/sandbox/ports.json", "sandbox start")]
    [InlineData("azimuth/sandbox/logs/az-sandbox.log", "sandbox start")]
    [InlineData("azimuth/sandbox/logs/az-sandbox.log", "sandbox logs")]
    public async Task A_pipe_in_a_files_place_is_named_at_once(string file, string command)
    {
        using var home = new Home().WithFixture("user");
        home.Variables["AZIMUTH_SANDBOX_STATE"] = Path.Combine(home.Config, "azimuth", "sandbox");
        var path = Path.Combine(home.Config, file);
        await OtherUser.PrepareAsync(home, $"mkdir -m 700 -p '{Path.GetDirectoryName(path)}'; rm -f '{path}'; mkfifo '{path}'");

        var named = await home.Az.RunAsync(command, deadline: TimeSpan.FromSeconds(8));

        named.ShouldExit(1).Stderr.ShouldContain($"'{path}' is a named pipe, not a file");
        named.Stderr.ShouldContain($"rm '{path}'");
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_the_last_choices_costs_no_sign_in()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await OtherUser.PrepareAsync(home, "mkdir -m 700 azure/azimuth; mkfifo azure/azimuth/last.json");

        await using var terminal = Terminal.Start(home, "login --use-device-code");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync("Select a subscription");
        await terminal.TypeAsync("\n");
        (await terminal.EndAsync()).ShouldSucceed();

        terminal.Seen.ShouldContain("is a named pipe, not a file");
    }

    // The name of a refusal's note can be computed by whoever knows user, tenant and scope.
    [Theory]
    [InlineData("ln -s ../../../important")]
    [InlineData("mkfifo")]
    public async Task The_note_of_a_refused_renewal_overwrites_nothing(string lay)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        await azure.Control.RevokeAsync(Contoso.Ada);
        const string Renewal = "account get-access-token --resource https://vault.azure.net";
        (await home.Az.RunAsync(Renewal)).ShouldExit(1);
        var note = Directory.GetFiles(Path.Combine(home.Config, "azimuth", "locks"), "*.refused").ShouldHaveSingleItem();
        File.GetUnixFileMode(note).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await OtherUser.PrepareAsync(home, $"echo precious >important; rm '{note}'; {lay} '{note}'");

        (await home.Az.RunAsync(Renewal, deadline: TimeSpan.FromSeconds(8))).ShouldExit(1);

        (await File.ReadAllTextAsync(Path.Combine(home.Root, "important"), TestContext.Current.CancellationToken)).ShouldBe("precious\n");
        new FileInfo(note).LinkTarget.ShouldBeNull("a file of our own is there now");
    }

    [Fact]
    public async Task A_certificate_or_value_that_a_shell_hands_over_as_a_pipe_is_read()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["PATH"] = "/usr/bin:/bin";
        home.Variables["AZ"] = Places.Az;

        var value = await Tool.RunAsync(
            ["bash", "-c", "\"$AZ\" config set core.output=@<(printf table) && \"$AZ\" config get core.output -o json"],
            home.Variables,
            home.WorkingFolder);
        var certificate = await Tool.RunAsync(
            [
                "bash", "-c",
                "\"$AZ\" login --service-principal -u a -t contoso.onmicrosoft.com --certificate <(echo no certificate)"
            ], home.Variables, home.WorkingFolder);

        value.ExitCode.ShouldBe(0, value.Stderr);
        value.Stdout.ShouldContain("\"table\"");
        certificate.ExitCode.ShouldBe(1);
        certificate.Stderr.ShouldContain("certificate");
    }
}
