using Azimuth.EndToEnd.Clouds;
using Azimuth.EndToEnd.SignIn.ManagedIdentity;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>Attack S1: a line in the environment must not send a real token elsewhere, nor a person to somebody's sign-in page.</summary>
public sealed class ForeignCloudTests
{
    private const string Application = "https://management.contoso.onmicrosoft.com/4de154de-f8a8-4017-af41-df619da68155";

    [Fact]
    public async Task Microsofts_sign_in_with_somebody_elses_ARM_is_refused_before_anything_is_asked()
    {
        using var evil = new FakeMetadataServer(
            origin => $"[{FakeMetadataServer.Cloud("Evil", "https://login.microsoftonline.com", origin)}]");
        using var home = new Home();
        home.Variables["ARM_CLOUD_METADATA_URL"] = evil.Url;
        home.Put("config", "[cloud]\nname = Evil\n");

        var login = await home.Az.RunAsync("login --use-device-code");
        var token = await home.WithFixture("mixed").Az.RunAsync("account get-access-token", deadline: TimeSpan.FromSeconds(20));

        login.ShouldExit(1).Stderr.ShouldContain("would send its tokens to 127.0.0.1");
        token.ExitCode.ShouldBe(1);
        token.Stdout.ShouldBeEmpty();
        evil.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /metadata/endpoints");
    }

    [Fact]
    public async Task A_registered_cloud_of_that_kind_is_refused_too_and_gives_out_no_cached_token()
    {
        using var evil = new FakeMetadataServer(_ => "{}");
        using var home = new Home().WithFixture("mixed");
        (await home.Az.RunAsync(
            [
                "cloud", "update", "-n", "AzureCloud", "--skip-endpoint-discovery", "--endpoint-resource-manager",
                evil.Origin
            ])).ShouldSucceed();

        foreach (var line in (string[])["account get-access-token", "login --use-device-code"])
        {
            var ran = await home.Az.RunAsync(line);

            ran.ShouldExit(1).Stderr.ShouldContain("which does not belong to that cloud");
            ran.Stdout.ShouldBeEmpty();
        }

        (await home.Az.RunAsync("account list --refresh")).Stderr.ShouldContain("which does not belong to that cloud");
        evil.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sign_in_page_that_only_the_environment_names_is_shown_to_nobody_without_a_terminal()
    {
        await using var evil = await Sandbox.StartAsync();
        using var home = Named(evil);

        var login = await home.Az.RunAsync("login --use-device-code");

        login.ShouldExit(1).Stderr
            .ShouldContain($"Only ARM_CLOUD_METADATA_URL says that 'Sandbox' signs in at {new Uri(evil.SignIn).Authority}");
        (await evil.Journal.ReadAsync()).Select(entry => entry.Kind).ShouldAllBe(kind => kind == "metadata");
    }

    [Fact]
    public async Task On_a_terminal_the_person_is_asked_and_no_is_the_answer_of_Enter()
    {
        await using var evil = await Sandbox.StartAsync();
        using var home = Named(evil);
        await using var terminal = Terminal.Start(home, "login --use-device-code");

        await terminal.WaitForAsync("Sign in there? [y/N]");
        await terminal.TypeAsync("\n");

        (await terminal.EndAsync()).ShouldExit(1);
        (await evil.Journal.ReadAsync()).Select(entry => entry.Kind).ShouldAllBe(kind => kind == "metadata");
    }

    [Fact]
    public async Task Who_confirms_it_signs_in_and_who_writes_it_down_is_not_asked_again()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Named(azure);
        await using var terminal = Terminal.Start(home, "login --use-device-code --allow-no-subscriptions");

        await terminal.WaitForAsync("Sign in there? [y/N]");
        await terminal.TypeAsync("y\n");
        await terminal.DeviceCodeAsync();
        (await home.Az.RunAsync(["cloud", "update", "--name", "Sandbox", "--endpoint-active-directory", azure.SignIn])).ShouldSucceed();

        await home.Az.SignInAsync(Contoso.Ada);
    }

    [Fact]
    public async Task A_built_in_name_is_never_redefined_and_what_one_address_said_is_never_used_for_another()
    {
        using var evil = new FakeMetadataServer(
            origin =>
                $"[{FakeMetadataServer.Cloud("AzureCloud", origin, origin)}, "
                    + $"{FakeMetadataServer.Cloud("Theirs", "https://login.evil.test", origin)}]");
        using var own = new FakeMetadataServer(origin => $"[{FakeMetadataServer.Cloud("Theirs", "https://login.own.test", origin)}]");
        using var home = new Home();

        home.Variables["ARM_CLOUD_METADATA_URL"] = evil.Url;
        var ofEvil = await home.Az.RunAsync("cloud list");
        await home.Az.RunAsync("cloud list");
        home.Variables["ARM_CLOUD_METADATA_URL"] = own.Url;
        var ofOwn = await home.Az.RunAsync("cloud show -n theirs");

        ofEvil.Texts("[].name").ShouldBe(["AzureCloud", "Theirs"]);
        ofEvil.Text("[0].endpoints.activeDirectory").ShouldBe("https://login.microsoftonline.com");
        ofEvil.Text("[0].endpoints.resourceManager").ShouldBe("https://management.azure.com/");
        evil.Requests.Count.ShouldBe(1, "what was fetched is kept for a day");
        ofOwn.ShouldSucceed().Text("endpoints.activeDirectory").ShouldBe("https://login.own.test");
    }

    [Fact]
    public async Task The_first_of_the_list_is_active_in_a_fresh_folder_and_another_can_be_chosen()
    {
        using var own = new FakeMetadataServer(
            origin =>
                $"[{FakeMetadataServer.Cloud("One", "https://login.one.test", origin)}, "
                    + $"{FakeMetadataServer.Cloud("Two", "https://login.two.test", origin)}]");
        using var home = new Home();
        home.Variables["ARM_CLOUD_METADATA_URL"] = own.Url;

        (await home.Az.RunAsync("cloud list --query [?isActive].name")).Texts("[]").ShouldBe(["One"]);
        (await home.Az.RunAsync("cloud show")).Text("name").ShouldBe("One");
        (await home.Az.RunAsync("cloud set -n two")).ShouldSucceed().Stderr.ShouldContain("Switched active cloud to 'Two'.");
        (await home.Az.RunAsync("cloud show")).Text("name").ShouldBe("Two");
        home.Put("config", "[cloud]\nname = Gone\n");

        (await home.Az.RunAsync("cloud list --query [].isActive")).ShouldSucceed().Stdout.ShouldNotContain("true");
        (await home.Az.RunAsync("account list")).ShouldExit(1).Stderr.ShouldContain("az cloud set --name One");
        (await home.Az.RunAsync("cloud set -n One")).ShouldSucceed();
        (await home.Az.RunAsync("cloud show")).Text("name").ShouldBe("One");
    }

    [Fact]
    public async Task Yes_from_a_pipe_confirms_nothing()
    {
        await using var evil = await Sandbox.StartAsync();
        using var home = Named(evil);

        var login = await home.Az.RunAsync("login --use-device-code", input: "y\ny\nyes\n");

        login.ShouldExit(1).Stderr.ShouldContain("there is no terminal to confirm it");
        (await evil.Journal.ReadAsync()).Select(entry => entry.Kind).ShouldAllBe(kind => kind == "metadata");
    }

    [Theory]
    [InlineData("login --use-device-code")]
    [InlineData("login --service-principal -u a -p b --tenant contoso.onmicrosoft.com")]
    [InlineData("login --identity")]
    public async Task Who_gets_the_tokens_of_an_application_is_confirmed_by_a_person_on_a_terminal_or_refused(string line)
    {
        await using var azure = await Sandbox.StartAsync();
        using var evil = new FakeMetadataServer(
            _ => $"[{FakeMetadataServer.Cloud("Stack", "https://login.microsoftonline.com", "https://evil.example", Application)}]");
        using var home = Machine.On(azure, "imds");
        File.Delete(Path.Combine(home.Config, "clouds.config"));
        File.Delete(Path.Combine(home.Config, "config"));
        home.Variables["ARM_CLOUD_METADATA_URL"] = evil.Url;
        var before = (await azure.Journal.ReadAsync()).Count;

        var piped = await home.Az.RunAsync(line, input: "y\nyes\n");
        await using var terminal = Terminal.Start(home, line);
        await terminal.WaitForAsync("Sign in and send tokens there? [y/N]");
        await terminal.TypeAsync("\n");

        piped.ShouldExit(1).Stderr
            .ShouldContain($"sends its tokens for {Application} to evil.example, and there is no terminal to confirm it");
        (await terminal.EndAsync()).ShouldExit(1);
        (await azure.Journal.ReadAsync()).Count.ShouldBe(before, "nobody is asked for a token");
        evil.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("https://storage.azure.com")]
    [InlineData("https://app.vssps.visualstudio.com")]
    [InlineData("https://outlook.office365.com")]
    public async Task An_audience_that_is_on_no_list_is_refused_for_everybody(string audience)
    {
        await using var azure = await Sandbox.StartAsync();
        using var evil = new FakeMetadataServer(
            _ => $"[{FakeMetadataServer.Cloud("Evil", "https://login.windows.net.", "https://evil.example", audience)}]");
        using var home = Machine.On(azure, "imds");
        home.Variables["ARM_CLOUD_METADATA_URL"] = evil.Url;
        home.Variables["AZURE_CLOUD_NAME"] = "Evil";
        var before = (await azure.Journal.ReadAsync()).Count;

        foreach (var line in (string[])[
            "login --use-device-code", "login --service-principal -u a -p b --tenant contoso.onmicrosoft.com",
            "login --identity"
        ])
        {
            (await home.Az.RunAsync(line)).ShouldExit(1).Stderr.ShouldContain("is not used");
        }

        (await azure.Journal.ReadAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task One_bad_address_of_a_list_refuses_its_own_cloud_and_no_other()
    {
        await using var azure = await Sandbox.StartAsync();
        using var list = new FakeMetadataServer(
            _ =>
                $"[{FakeMetadataServer.Cloud("Bad", "http://login.bad.test", azure.Arm)}, "
                    + $"{FakeMetadataServer.Cloud("Odd", "login bad", azure.Arm)}, "
                    + $"{FakeMetadataServer.Cloud("Good", azure.SignIn, azure.Arm)}]");
        using var home = Named(azure);
        home.Variables["ARM_CLOUD_METADATA_URL"] = list.Url;
        home.Variables["AZURE_CLOUD_NAME"] = "Good";
        const string application =
            "login --service-principal -u 55555555-5555-5555-5555-555555555555 -p Azimuth-sandbox-secret-1 --tenant "
                + "contoso.onmicrosoft.com -o none";

        (await home.Az.RunAsync("cloud list"))
            .ShouldSucceed()
            .Texts("[].endpoints.activeDirectory")
            .ShouldBe(["http://login.bad.test", "login bad", azure.SignIn]);
        (await home.Az.RunAsync(application)).ShouldSucceed();
        var profile = home["azureProfile.json"];
        foreach (var (cloud, address) in ((string, string)[])[("Bad", "http://login.bad.test"), ("Odd", "login bad")])
        {
            home.Variables["AZURE_CLOUD_NAME"] = cloud;
            home.Put("azureProfile.json", profile.Replace("\"Good\"", $"\"{cloud}\"", StringComparison.Ordinal));
            foreach (var line in (string[])[
                application, "login --use-device-code", "login --identity", "account get-access-token",
                "account status", "rest -u /subscriptions"
            ])
            {
                (await home.Az.RunAsync(line))
                    .ShouldExit(1).Stderr
                    .ShouldContain($"The endpoint 'active_directory' of the cloud '{cloud}' is '{address}'", customMessage: line);
            }

            (await home.Az.RunAsync("account list --refresh")).Stderr.ShouldContain($"is '{address}', which is not an HTTPS URL");
            (await home.Az.RunAsync("doctor")).Stderr.ShouldNotContain("bug in az");
        }

        (await home.Az.RunAsync("logout")).ShouldSucceed();
    }

    [Theory]
    [InlineData("http://metadata.test/endpoints")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("nonsense")]
    public async Task Metadata_comes_by_https_or_from_this_machine(string url)
    {
        using var home = new Home();
        home.Variables["ARM_CLOUD_METADATA_URL"] = url;

        var ran = await home.Az.RunAsync("account list");

        ran.ShouldExit(1).Stderr.ShouldContain("is not an HTTPS URL");
    }

    [Fact]
    public async Task Commands_that_need_no_cloud_do_not_ask_for_one()
    {
        using var home = new Home();
        home.Variables["ARM_CLOUD_METADATA_URL"] = "https://127.0.0.1:1/";

        (await home.Az.RunAsync("version")).ShouldSucceed();
        (await home.Az.RunAsync("config get")).ShouldSucceed();
        (await home.Az.RunAsync(["completion", "--complete", "zsh", "cloud", "show", "-n", "azurec"]))
            .ShouldSucceed().Stdout
            .ShouldStartWith("AzureCloud\t");
        (await home.Az.RunAsync("doctor -o json")).Stdout.ShouldStartWith(
            "[", customMessage: "what keeps az from working is what it is there to find");
    }

    // A machine whose only word on this cloud is the variable; it trusts the sandbox's certificate all the same.
    private static Home Named(Sandbox azure)
    {
        var home = azure.NewHome();
        File.Delete(Path.Combine(home.Config, "clouds.config"));
        home.Variables["ARM_CLOUD_METADATA_URL"] = $"{azure.Arm}/metadata/endpoints?api-version=2019-05-01";
        return home;
    }
}
