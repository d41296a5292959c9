using System.Diagnostics;
using Azimuth.EndToEnd.SignIn.Tenants;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.ManagedIdentity;

/// <summary>What <c>az login --identity</c> says where a machine has no such identity, or nobody answers.</summary>
public sealed class ManagedIdentityRefusalTests
{
    [Theory]
    [InlineData("cloud-shell", "--object-id a", "Cloud Shell has one identity and does not accept an ID", "MSI_ENDPOINT")]
    [InlineData(
        "service-fabric", "--resource-id /a", "Service Fabric gets its identity from the cluster's manifest", "IDENTITY_SERVER_THUMBPRINT")]
    [InlineData(
        "machine-learning", "--object-id a", "Azure Machine Learning accepts --client-id only", "MSI_ENDPOINT and MSI_SECRET")]
    public async Task An_ID_that_the_source_does_not_take_is_refused_before_it_is_asked(
        string machine, string option, string sentence, string variables)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, machine);

        var login = (await home.Az.RunAsync($"login --identity {option}")).ShouldExit(1);

        login.Stderr.ShouldContain(sentence);
        login.Stderr.ShouldContain(variables);
        (await azure.Journal.ReadAsync("managedIdentity")).ShouldBeEmpty();
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "imds",
        "--client-id missing",
        "ERROR: Identity not found: the metadata service (IMDS) at ",
        "has no identity with the client ID 'missing' for this machine.",
        "AZURE_POD_IDENTITY_AUTHORITY_HOST")]
    [InlineData(
        "app-service",
        "--client-id missing",
        "ERROR: No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId: App Service at ",
        "has no identity with the client ID 'missing'",
        "(IDENTITY_ENDPOINT and IDENTITY_HEADER)")]
    [InlineData(
        "container-apps",
        "--resource-id /a",
        "ERROR: No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId: Container Apps at ",
        "has no identity with the resource ID '/a'",
        "(IDENTITY_ENDPOINT and IDENTITY_HEADER)")]
    [InlineData(
        "machine-learning",
        "--client-id missing",
        "ERROR: No managed identity with this client ID is assigned to the compute: Azure Machine Learning at ",
        "has no identity with the client ID 'missing'",
        "(MSI_ENDPOINT and MSI_SECRET)")]
    public async Task An_identity_that_is_not_there_is_named_with_who_was_asked_and_why(
        string machine, string option, string start, string sentence, string variables)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, machine);

        var login = (await home.Az.RunAsync($"login --identity {option}")).ShouldExit(1);

        login.Stderr.ShouldStartWith(start);
        login.Stderr.ShouldContain(sentence);
        login.Stderr.ShouldContain(variables);
        login.Stderr.TrimEnd().ShouldEndWith("\nTo sign in with the system-assigned identity, run: az login --identity");
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Fact]
    public async Task A_machine_without_its_own_identity_is_told_to_name_one()
    {
        await using var azure = await Sandbox.StartAsync(
            Scenario.Contoso with { ManagedIdentities = [WebServer.Deployment, WebServer.Sensor] });
        using var home = Machine.On(azure, "imds");

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("has no system-assigned identity for this machine.");
        login.Stderr.TrimEnd().ShouldEndWith("\nTo sign in with a user-assigned identity, run: az login --identity --client-id CLIENT_ID");
    }

    [Fact]
    public async Task The_secret_of_another_day_is_refused_in_the_sources_words()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "app-service");
        home.Variables["IDENTITY_HEADER"] = "of-another-day";

        var login = (await home.Az.RunAsync("login --identity --debug")).ShouldExit(1);

        login.Stderr.ShouldContain("ERROR: The X-IDENTITY-HEADER header is missing or does not hold IDENTITY_HEADER: App Service at");
        login.Stderr.ShouldNotContain("of-another-day");
    }

    [Fact]
    public async Task A_resource_that_nobody_registered_gets_Entra_IDs_code()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();

        var token = (await home.Az.RunAsync("account get-access-token --resource https://nowhere.test")).ShouldExit(1);

        token.Stderr.ShouldStartWith("ERROR: AADSTS500011: ");
        token.Stderr.ShouldContain("refused a token for 'https://nowhere.test'.");
    }

    [Fact]
    public async Task A_node_with_another_certificate_than_the_pinned_one_gets_no_request()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "service-fabric");
        home.Variables["IDENTITY_SERVER_THUMBPRINT"] = new string('A', 40);

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("does not match IDENTITY_SERVER_THUMBPRINT.");
        (await azure.Journal.ReadAsync("managedIdentity")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compute_without_a_default_identity_is_told_to_name_one()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "machine-learning");
        home.Variables.Remove("DEFAULT_IDENTITY_CLIENT_ID");

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("requires DEFAULT_IDENTITY_CLIENT_ID for its own identity, and it is not set.");
        login.Stderr.TrimEnd().ShouldEndWith("\nTo sign in with a user-assigned identity, run: az login --identity --client-id CLIENT_ID");
    }

    [Fact]
    public async Task An_endpoint_where_nobody_is_says_which_variable_led_there()
    {
        using var home = new Home();
        home.Variables["IDENTITY_ENDPOINT"] = "http://127.0.0.1:1/token";
        home.Variables["IDENTITY_HEADER"] = "a";

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldStartWith(
            "ERROR: App Service at http://127.0.0.1:1/token (IDENTITY_ENDPOINT and IDENTITY_HEADER) could not be reached: "
                + "connection refused.");
    }

    [Fact]
    public async Task A_variable_that_holds_no_address_is_named()
    {
        using var home = new Home();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "not an address";

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("The value of AZURE_POD_IDENTITY_AUTHORITY_HOST is not a valid URL: 'not an address'.");
    }

    [Fact]
    public async Task An_address_that_swallows_connections_is_waited_for_and_named_after_eight_seconds()
    {
        using var hole = new BlackHole();
        using var home = new Home();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = hole.Address;
        string[] words = ["login", "--identity"];

        var started = Stopwatch.GetTimestamp();
        await using var login = home.Az.Start(words);
        await Waiting.UntilAsync(
            "the reason",
            () => Task.FromResult(login.Stderr.Contains('\n', StringComparison.Ordinal) ? login.Stderr : null),
            () => Task.FromResult(login.Stderr));

        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(7.9, 12);
        login.Stderr.ShouldBe($"WARNING: {hole.Address} has sent nothing for 8 seconds. Waiting for up to 60 seconds.\n");
        login.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_tenant_than_the_machines_is_refused_unasked()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();
        var before = (await azure.Journal.ReadAsync()).Count;

        var token = (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Id}")).ShouldExit(1);

        token.Stderr.ShouldBe(
            "ERROR: For managed identity account, getting access token for non-current tenants is not supported. The specified tenant "
                + $"must be the current tenant {Contoso.Id}\n");
        (await azure.Journal.ReadAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_machine_whose_endpoint_is_gone_says_so_when_a_token_is_wanted()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "http://127.0.0.1:1";

        var token = (await home.Az.RunAsync("account get-access-token")).ShouldExit(1);

        token.Stderr.ShouldContain(
            "The metadata service (IMDS) at http://127.0.0.1:1 (AZURE_POD_IDENTITY_AUTHORITY_HOST) could not be reached: "
                + "connection refused.");
        token.Stderr.ShouldContain("az login --identity"); // SDKs look for `az login`
    }

    [Fact]
    public async Task A_clouds_definition_cannot_send_a_machines_token_to_a_stranger()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        home.Put(
            "clouds.config",
            home["clouds.config"].Replace(
                $"endpoint_resource_manager = {azure.Arm}", "endpoint_resource_manager = https://evil.example", StringComparison.Ordinal));

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain(
            "would send this machine's tokens for https://management.core.windows.net/ to evil.example, which does not belong to "
                + "Azure.");
        (await azure.Journal.ReadAsync("managedIdentity")).ShouldBeEmpty();
    }
}
