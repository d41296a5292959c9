using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Clouds;

/// <summary><c>az cloud register</c> and its siblings, against a sandbox that describes itself.</summary>
public sealed class CloudRegisterTests
{
    [Fact]
    public async Task The_endpoints_come_from_Resource_Manager_and_the_cloud_can_be_signed_in_to()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        File.Delete(Path.Combine(home.Config, "clouds.config"));
        File.Delete(Path.Combine(home.Config, "config"));

        (await home.Az.RunAsync(["cloud", "register", "-n", "Mine", "--endpoint-resource-manager", azure.Arm + "/"]))
            .ShouldSucceed().Stdout
            .ShouldBeEmpty();
        (await home.Az.RunAsync("cloud set -n mine")).ShouldSucceed();
        var shown = await home.Az.RunAsync("cloud show");
        var login = await home.Az.SignInAsync(Contoso.Ada);

        shown.Text("endpoints.activeDirectory").ShouldBe(azure.SignIn);
        shown.Text("endpoints.activeDirectoryResourceId").ShouldBe("https://management.core.windows.net/");
        shown.Text("endpoints.management").ShouldBe("https://management.core.windows.net/");
        shown.Text("suffixes.keyvaultDns").ShouldBe(".vault.azure.net");
        shown.Text("suffixes.mysqlServerEndpoint").ShouldBe(".mysql.database.windows.net");
        login.Texts("[].cloudName").ShouldAllBe(name => name == "Mine");
    }

    [Fact]
    public async Task What_is_said_counts_before_what_Resource_Manager_tells()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        (await home.Az.RunAsync([
            "cloud", "register", "-n", "Mine", "--endpoint-resource-manager", azure.Arm, "--endpoint-gallery",
            "https://gallery.test", "--suffix-storage-endpoint", "a.test",
        ])).ShouldSucceed();

        var shown = await home.Az.RunAsync("cloud show -n Mine");
        shown.Text("endpoints.gallery").ShouldBe("https://gallery.test");
        shown.Text("suffixes.storageEndpoint").ShouldBe("a.test");
        shown.Text("endpoints.activeDirectory").ShouldBe(azure.SignIn);
    }

    [Fact]
    public async Task A_percent_sign_in_an_address_is_kept_for_both_CLIs()
    {
        using var home = new Home();
        const string Gallery = "https://g.test/a%20b";

        (await home.Az.RunAsync([
            "cloud", "register", "-n", "Mine", "--skip-endpoint-discovery", "--endpoint-active-directory",
            "https://login.a.test", "--endpoint-resource-manager", "https://arm.a.test",
            "--endpoint-active-directory-resource-id", "https://arm.a.test", "--endpoint-gallery", Gallery,
        ])).ShouldSucceed();
        (await home.Az.RunAsync(["config", "set", "defaults.group=50%"])).ShouldSucceed();

        home["clouds.config"].ShouldContain("endpoint_gallery = https://g.test/a%%20b\n");
        (await home.Az.RunAsync("cloud show -n Mine")).Text("endpoints.gallery").ShouldBe(Gallery);
        home["config"].ShouldContain("group = 50%%\n");
        (await home.Az.RunAsync("config get defaults.group")).Text("value").ShouldBe("50%");
        (await home.Az.RunAsync("configure --list-defaults")).Text("[0].value").ShouldBe("50%");
    }

    [Fact]
    public async Task The_sequence_of_azure_login_works_where_the_cloud_is_not_there_yet()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();

        (await home.Az.RunAsync("cloud unregister -n azurestack"))
            .ShouldExit(1).Stderr
            .ShouldBe("ERROR: The cloud 'azurestack' is not registered.\n");
        (await home.Az.RunAsync([
            "cloud", "register", "-n", "azurestack", "--endpoint-resource-manager", azure.Arm, "--suffix-keyvault-dns",
            ".vault.a.test", "--suffix-storage-endpoint", "a.test", "--profile", "latest",
        ])).ShouldSucceed();
        (await home.Az.RunAsync("cloud set -n azurestack")).ShouldSucceed();
        (await home.Az.RunAsync("account clear")).ShouldSucceed();
        (await home.Az.RunAsync("cloud set -n sandbox")).ShouldSucceed();
        (await home.Az.RunAsync("cloud unregister -n azurestack")).ShouldSucceed();

        home["clouds.config"].ShouldNotContain("azurestack");
        home["clouds.config"].ShouldContain("sandbox_pages", customMessage: "keys that az does not know stay");
    }

    [Fact]
    public async Task A_Resource_Manager_that_is_none_is_said_in_one_sentence_and_nothing_is_written()
    {
        using var other = new FakeMetadataServer(_ => "<html>");
        using var home = new Home();

        var page = await home.Az.RunAsync(["cloud", "register", "-n", "X", "--endpoint-resource-manager", other.Origin]);
        var nobody = await home.Az.RunAsync(["cloud", "register", "-n", "X", "--endpoint-resource-manager", "https://127.0.0.1:1"]);
        var clear = await home.Az.RunAsync(["cloud", "register", "-n", "X", "--endpoint-resource-manager", "http://arm.test"]);

        page.ShouldExit(1).Stderr
            .ShouldStartWith("ERROR: Unable to get endpoints from the cloud.\nResponse body does not contain valid json.");
        nobody.ShouldExit(1).Stderr
            .ShouldStartWith("ERROR: Unable to get endpoints from the cloud.\nPlease ensure you have network connection.");
        clear.ShouldExit(1).Stderr.ShouldContain("is not an HTTPS URL");
        home.Has("clouds.config").ShouldBeFalse();
    }

    [Fact]
    public async Task A_cloud_that_lacks_what_signing_in_needs_is_refused_with_the_options_that_name_it()
    {
        using var home = new Home();

        var ran = await home.Az.RunAsync("cloud register -n X --endpoint-active-directory https://login.a.test");

        ran.ShouldExit(1).Stderr.ShouldContain("--endpoint-resource-manager, --endpoint-active-directory-resource-id");
    }

    [Fact]
    public async Task A_file_describes_a_cloud_in_the_shape_that_show_prints()
    {
        using var home = new Home();
        File.WriteAllText(Path.Combine(home.WorkingFolder, "cloud.json"), """
            {"name": "ignored", "isActive": true, "profile": "latest",
             "endpoints": {"activeDirectory": "https://login.a.test", "activeDirectoryResourceId": "https://arm.a.test/",
             "resourceManager": "https://arm.a.test/", "portal": null},
             "suffixes": {"acrLoginServerEndpoint": ".cr.a.test"}}
            """);

        (await home.Az.RunAsync("cloud register -n File --skip-endpoint-discovery --cloud-config @cloud.json")).ShouldSucceed();

        var shown = await home.Az.RunAsync("cloud show -n File");
        shown.Text("suffixes.acrLoginServerEndpoint").ShouldBe(".cr.a.test");
        shown.Text("name").ShouldBe("File");
        home["clouds.config"].ShouldStartWith("[File]\nprofile = latest\nendpoint_active_directory = https://login.a.test\n");
        (await home.Az.RunAsync("cloud list-profiles -o tsv")).ShouldSucceed().Stdout.ShouldBe("latest\n");
    }

    [Fact]
    public async Task A_built_in_cloud_is_not_unregistered()
    {
        using var home = new Home();

        (await home.Az.RunAsync("cloud unregister -n AzureChinaCloud")).ShouldExit(1)
            .Stderr.ShouldBe("ERROR: The cloud 'AzureChinaCloud' cannot be unregistered as it's not a custom cloud.\n");
    }

    [Fact]
    public async Task Signing_in_and_out_in_one_cloud_leaves_the_rows_of_another_alone()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.WithFixture("user");
        Home.PointAt(azure, home.Config);
        var before = await home.Az.RunAsync("account list --all --query \"[?cloudName=='AzureCloud'].{id: id, isDefault: isDefault}\"");

        await home.Az.SignInAsync(Contoso.Grace);
        (await home.Az.RunAsync(["logout", "--username", Contoso.Grace.UserName])).ShouldSucceed();

        var after = await home.Az.RunAsync("account list --all --query \"[?cloudName=='AzureCloud'].{id: id, isDefault: isDefault}\"");
        before.Texts("[].id").ShouldNotBeEmpty();
        after.Texts("[].id").ShouldBe(before.Texts("[].id"));
    }
}
