using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>
/// <c>core.encrypt_token_cache</c> on Linux: gnome-keyring on a D-Bus of the test's own, and MSAL Python as the Azure CLI uses it.
/// </summary>
public sealed class KeyringTests
{
    private const string Plain = "msal_token_cache.json";
    private const string Signal = "msal_token_cache.bin";

    [Fact]
    public async Task A_sign_in_leaves_no_token_in_any_file_and_MSAL_Python_finds_it_in_the_keyring()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring);
        await home.Az.SignInAsync(Contoso.Ada);

        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed().Text("accessToken");

        home.Has(Plain).ShouldBeFalse();
        home[Signal].ShouldBeEmpty();
        Files(home).ShouldAllBe(file => !File.ReadAllText(file).Contains(token.Substring(token.Length - 40)));
        (await PythonAsync(home, "users"))[0]!.ToString().ShouldBe(Contoso.Ada.UserName);
        (await PythonAsync(home, "token")).AsArray().Select(each => each!.ToString()).ShouldContain(token);
    }

    [Fact]
    public async Task What_MSAL_Python_puts_into_the_keyring_az_answers_with()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring);
        await home.Az.SignInAsync(Contoso.Ada, $"--tenant {Contoso.Id}");

        await PythonAsync(home, "add", "https://vault.azure.net", "a-token-from-python");
        var answer = await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        answer.ShouldSucceed().Text("accessToken").ShouldBe("a-token-from-python");
        answer.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Turned_on_and_off_by_az_config_everything_moves_at_once()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring, encrypts: null);
        await home.Az.SignInAsync(Contoso.Ada);
        var token = await TokenAsync(home);

        (await home.Az.RunAsync("config set core.encrypt_token_cache=true")).ShouldSucceed().Stderr.ShouldBeEmpty();
        (home.Has(Plain), home.Has(Signal)).ShouldBe((false, true));
        (await TokenAsync(home)).ShouldBe(token);

        (await home.Az.RunAsync("config unset core.encrypt_token_cache")).ShouldSucceed().Stderr.ShouldBeEmpty();
        (home.Has(Plain), home.Has(Signal)).ShouldBe((true, false));
        (await TokenAsync(home)).ShouldBe(token);
        (await PythonAsync(home, "users")).AsArray().ShouldBeEmpty("the keyring keeps nothing");
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("account clear")]
    public async Task Signing_out_takes_the_tokens_from_the_keyring(string command)
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring);
        await home.Az.SignInAsync(Contoso.Ada);
        var token = await TokenAsync(home);

        (await home.Az.RunAsync(command)).ShouldSucceed().Stderr.ShouldBeEmpty();

        if (home.Has(Signal))
        {
            (await RawAsync(home)).ShouldNotContain(token);
            (await RawAsync(home)).ShouldNotContain(Contoso.Ada.UserName);
        }

        (await PythonAsync(home, "users")).AsArray().ShouldBeEmpty();
        (await PythonAsync(home, "token")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_renewal_goes_into_the_keyring_and_the_next_call_asks_nobody()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring);
        await home.Az.SignInAsync(Contoso.Ada);

        var first = (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var before = await azure.Journal.CountAsync("token");
        var second = (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();

        second.Stdout.ShouldBe(first.Stdout);
        (await azure.Journal.CountAsync("token")).ShouldBe(before);
        home.Has(Plain).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_bus_a_sign_in_goes_on_in_a_private_file_and_says_why()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["AZURE_CORE_ENCRYPT_TOKEN_CACHE"] = "true";

        var login = await home.Az.SignInAsync(Contoso.Ada);

        login.Stderr.ShouldContain(
            "WARNING: Tokens cannot be encrypted: this session has no D-Bus, as is usual over SSH, in containers and in cron (");
        login.Stderr.ShouldContain(
            $"Until they can, they are kept unencrypted in '{Path.Combine(home.Config, Plain)}', which only you can read.");
        new FileInfo(Path.Combine(home.Config, Plain)).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var token = await home.Az.RunAsync("account get-access-token");
        token.ShouldSucceed().Stderr.ShouldBeEmpty("a token is answered without a word: programs ask for it often");
        (await home.Az.RunAsync("logout")).ShouldSucceed();
        home[Plain].ShouldNotContain(Contoso.Ada.UserName);
    }

    [Fact]
    public async Task Without_a_secret_service_the_reason_is_another()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var bus = await Keyring.StartBusAsync();
        using var home = HomeOf(azure, bus);

        var login = await home.Az.SignInAsync(Contoso.Ada);

        login.Stderr.ShouldContain(
            "Tokens cannot be encrypted: no secret service runs in this session, such as gnome-keyring or KWallet (");
    }

    [Fact]
    public async Task Without_libsecret_the_sentence_names_the_package()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring);
        File.WriteAllText(Path.Combine(home.Programs, "libsecret-1.so.0"), ""); // found first, and no library
        home.Variables["LD_LIBRARY_PATH"] = home.Programs;

        var login = await home.Az.SignInAsync(Contoso.Ada);

        login.Stderr.ShouldContain("Tokens cannot be encrypted: libsecret, which az uses to reach the keyring, is not installed.");
        login.Stderr.ShouldContain("To fix this, run: sudo apt-get install libsecret-1-0 gnome-keyring");
    }

    [Fact]
    public async Task A_locked_keyring_stops_neither_a_sign_in_nor_a_sign_out_and_no_call_waits_for_ever()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = HomeOf(azure, keyring);
        await home.Az.SignInAsync(Contoso.Ada);
        await keyring.LockAsync();

        var token = await home.Az.RunAsync("account get-access-token", deadline: TimeSpan.FromSeconds(30));
        var login = await home.Az.SignInAsync(Contoso.Ada);
        var again = await home.Az.RunAsync("account get-access-token");
        var clear = await home.Az.RunAsync("account clear");

        token.ShouldExit(1).Stderr.ShouldContain("cannot be read: the keyring is locked, and was not unlocked.");
        login.Stderr.ShouldContain("Tokens cannot be encrypted: the keyring");
        again.ShouldSucceed();
        clear.ShouldSucceed().Stderr.ShouldContain("could not be removed and may still be usable: the keyring is locked");
        home.Has(Plain).ShouldBeFalse();
        await keyring.StopDaemonAsync();
        await keyring.UnlockAsync();
        (await home.Az.RunAsync("account clear")).ShouldSucceed().Stderr.ShouldBeEmpty("the command that was named finishes it");
        (await PythonAsync(home, "users")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_keyring_is_back_the_tokens_that_waited_go_into_it()
    {
        await using var azure = await Sandbox.StartAsync();
        await using var keyring = await Keyring.StartBusAsync();
        using var home = HomeOf(azure, keyring);
        await home.Az.SignInAsync(Contoso.Ada);
        home.Has(Plain).ShouldBeTrue();

        await keyring.UnlockAsync();
        (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed().Stderr.ShouldBeEmpty();

        home.Has(Plain).ShouldBeFalse();
        (await PythonAsync(home, "users"))[0]!.ToString().ShouldBe(Contoso.Ada.UserName);
    }

    private static Home HomeOf(Sandbox azure, Keyring keyring, bool? encrypts = true)
    {
        var home = azure.NewHome();
        foreach (var (name, value) in keyring.Variables)
        {
            home.Variables[name] = value;
        }

        if (encrypts is { } on)
        {
            home.Variables["AZURE_CORE_ENCRYPT_TOKEN_CACHE"] = on ? "true" : "false";
        }

        return home;
    }

    private static IEnumerable<string> Files(Home home) => Directory.EnumerateFiles(home.Config, "*", SearchOption.AllDirectories);

    private static async Task<string> TokenAsync(Home home) =>
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed().Text("accessToken");

    private static async Task<JsonNode> PythonAsync(Home home, params string[] words) =>
        JsonNode.Parse(await RunPythonAsync(home, words) is { Length: > 0 } said ? said : "[]")!;

    private static Task<string> RawAsync(Home home) => RunPythonAsync(home, "raw");

    // Debian's own interpreter: it has msal_extensions and PyGObject.
    private static async Task<string> RunPythonAsync(Home home, params string[] words)
    {
        var (code, stdout, stderr) = await Tool.RunAsync(
            ["/usr/bin/python3", Script(), words[0], Path.Combine(home.Config, Signal), .. words.Skip(1)], home.Variables,
            home.WorkingFolder);
        code.ShouldBe(0, stderr);
        return stdout;
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "msal_keyring.py");
}
