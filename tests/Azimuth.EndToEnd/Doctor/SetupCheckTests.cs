using Azimuth.EndToEnd.Network;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Doctor;

/// <summary>Settings, the keyring, the programs on PATH and the browsers, broken on purpose and mended.</summary>
public sealed class SetupCheckTests : IDisposable
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What Chromium wrote for localhost: the hash of the name as DNS has it.
    private const string Localhost = "+5SucHeyam84+YKFvzbLSOOu8EIOl0hrqv6OPw5r2/Q=";

    private readonly Home _home = new();

    [Theory]
    [InlineData(
        "[core]\noutput = tabel\n",
        "'core.output' is 'tabel', which is not a valid output format (json, jsonc, yaml, yamlc, table, tsv, none).",
        "az config unset core.output")]
    [InlineData(
        "[core]\nlogin_experience_v2 = maybe\n",
        "'core.login_experience_v2' is 'maybe', which is neither true nor false.",
        "az config unset core.login_experience_v2")]
    [InlineData(
        "[core]\nredirect_port = 99999\n",
        "'core.redirect_port' is '99999', which is not a valid port (1–65535).",
        "az config unset core.redirect_port")]
    [InlineData(
        "[cloud]\nname = Nowhere\n",
        "The active cloud 'Nowhere' is not registered; 'AzureCloud' is used instead.",
        "az config unset cloud.name")]
    public async Task Settings_without_a_meaning_are_found_and_the_remedy_mends_them(string config, string sentence, string remedy)
    {
        // Nothing outside this machine is asked.
        _home.Variables["HTTPS_PROXY"] = "http://127.0.0.1:1";
        _home.Put("config", config);

        var found = (await DoctorRun.OfAsync(_home)).The("settings", "problem");
        (await _home.Az.RunAsync(found["remedy"]!.ToString()[3..])).ShouldSucceed();

        found["finding"]!.ToString().ShouldBe(sentence);
        found["remedy"]!.ToString().ShouldBe(remedy);
        (await DoctorRun.OfAsync(_home)).Fine("settings");
    }

    [Fact]
    public async Task A_variable_without_a_meaning_is_named_as_one()
    {
        _home.At("https://localhost:1").Variables["AZURE_CORE_ONLY_SHOW_ERRORS"] = "si";

        var found = (await DoctorRun.OfAsync(_home)).The("settings", "problem");

        found["finding"]!.ToString().ShouldBe("AZURE_CORE_ONLY_SHOW_ERRORS is 'si', which is neither true nor false.");
        found["remedy"]!.ToString().ShouldBe("unset AZURE_CORE_ONLY_SHOW_ERRORS");
    }

    [Fact]
    public async Task Tokens_to_be_encrypted_where_no_keyring_answers_are_found()
    {
        _home.At("https://localhost:1");
        (await DoctorRun.OfAsync(_home)).Fine("keyring").ShouldContain("core.encrypt_token_cache is off");
        _home.Variables["AZURE_CORE_ENCRYPT_TOKEN_CACHE"] = "true";

        var found = (await DoctorRun.OfAsync(_home)).The("keyring", "problem");

        found["finding"]!.ToString().ShouldStartWith("Tokens cannot be encrypted: ");
        found["remedy"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_keyring_that_starts_to_answer_is_no_problem_any_more()
    {
        await using var keyring = await Keyring.StartBusAsync();
        _home.At("https://localhost:1").Variables["AZURE_CORE_ENCRYPT_TOKEN_CACHE"] = "true";
        foreach (var (name, value) in keyring.Variables)
        {
            _home.Variables[name] = value;
        }

        var broken = await DoctorRun.OfAsync(_home);
        await keyring.UnlockAsync();
        var mended = await DoctorRun.OfAsync(_home);

        broken.The("keyring", "problem")["finding"]!
            .ToString()
            .ShouldStartWith("Tokens cannot be encrypted: no secret service runs in this session");
        mended.Fine("keyring").ShouldBe("The Secret Service stores the tokens and responds.");
    }

    [Fact]
    public async Task Another_az_that_answers_first_is_found_until_PATH_is_mended_by_the_remedy()
    {
        _home.At("https://localhost:1");
        var other = Path.Combine(_home.Programs, "az");
        File.WriteAllText(other, "#!/bin/sh\n");
        File.SetUnixFileMode(other, Program);

        var found = (await DoctorRun.OfAsync(_home)).The("path", "problem");
        var remedy = found["remedy"]!.ToString();
        _home.Variables["PATH"] = remedy.Replace("export PATH=\"", "", StringComparison.Ordinal)
            .Replace("$PATH\"", _home.Programs, StringComparison.Ordinal);
        var mended = await DoctorRun.OfAsync(_home);

        found["finding"]!.ToString().ShouldStartWith($"az runs '{other}' instead of this program (");
        remedy.ShouldStartWith("export PATH=\"");
        mended.Fine("path").ShouldEndWith($"All other commands are passed to '{other}'.");
    }

    [Fact]
    public async Task An_az_that_others_may_write_is_found()
    {
        _home.At("https://localhost:1");
        var other = Path.Combine(_home.Programs, "az");
        File.WriteAllText(other, "#!/bin/sh\n");
        File.SetUnixFileMode(other, Program | UnixFileMode.OtherWrite);

        (await DoctorRun.OfAsync(_home)).Result.Stdout.ShouldContain("is skipped: other users can write to it.");
    }

    [Theory]
    [InlineData(".config/microsoft-edge/Default/TransportSecurity", "Microsoft Edge", "edge://net-internals/#hsts")]
    [InlineData(".config/google-chrome/Profile 1/Network/TransportSecurity", "Google Chrome", "chrome://net-internals/#hsts")]
    public async Task A_browser_that_demands_HTTPS_of_localhost_is_found_with_the_page_that_mends_it(
        string file, string browser, string page)
    {
        _home.At("https://localhost:1");
        var path = Path.Combine(_home.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(
            path,
            $$"""
            {"sts":[{"expiry":4102444800.5,"host":"{{Localhost}}","mode":"force-https","sts_include_subdomains":true,
            "sts_observed":1700000000.1}],"version":2}
            """);

        var found = (await DoctorRun.OfAsync(_home)).The("hsts", "problem");
        File.WriteAllText(path, """{"sts":[],"version":2}""");

        found["finding"]!
            .ToString()
            .ShouldStartWith(
                $"{browser} requires HTTPS for localhost (HSTS), so a sign-in ends with \"The connection for this site isn't secure\".");
        found["remedy"]!.ToString().ShouldBe(page);
        (await DoctorRun.OfAsync(_home)).Fine("hsts");
    }

    [Theory]
    [InlineData("localhost:HSTS\t0\t19800\t4102444800000,1,1\n", true)]
    [InlineData("example.com:HSTS\t0\t19800\t4102444800000,1,1\n", false)]
    [InlineData("my.localhost:HSTS\t0\t19800\t4102444800000,1,1\n", false)]
    [InlineData("localhost:HSTS\t0\t19800\t1000,1,1\n", false)]
    [InlineData("localhost:HSTS\t0\t19800\t4102444800000,0,1\n", false)]
    public async Task Firefoxs_file_is_read_too(string content, bool demands)
    {
        _home.At("https://localhost:1");
        var profile = Directory.CreateDirectory(Path.Combine(_home.Folder, ".mozilla", "firefox", "abcd.default"));
        File.WriteAllText(Path.Combine(profile.FullName, "SiteSecurityServiceState.txt"), content);

        var doctor = await DoctorRun.OfAsync(_home);

        if (demands)
        {
            doctor.The("hsts", "problem")["finding"]!.ToString().ShouldContain("Forget About This Site");
        }
        else
        {
            doctor.Fine("hsts");
        }
    }

    [Fact]
    public async Task Where_no_browser_can_be_opened_that_is_worth_a_note()
    {
        _home.At("https://localhost:1");

        (await DoctorRun.OfAsync(_home)).The("browser", "note")["remedy"]!.ToString().ShouldBe("az login --use-device-code");
    }

    public void Dispose() => _home.Dispose();
}
