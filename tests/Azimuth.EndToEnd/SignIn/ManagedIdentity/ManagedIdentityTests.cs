using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.ManagedIdentity;

/// <summary><c>az login --identity</c> on each kind of machine; <see cref="ManagedIdentityRefusalTests"/> has what is refused.</summary>
public sealed class ManagedIdentityTests
{
    private const string ArcTokens = "/var/opt/azcmagent/tokens";

    [Theory]
    [InlineData("imds")]
    [InlineData("app-service")]
    [InlineData("container-apps")]
    [InlineData("machine-learning")]
    [InlineData("service-fabric")]
    public async Task The_machine_signs_itself_in_and_gets_tokens(string machine)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, machine);

        var login = (await home.Az.RunAsync("login --identity")).ShouldSucceed();
        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();

        login.Texts("[].name").ShouldBe(Contoso.Subscriptions.Select(one => one.Name));
        login.Text("[0].user.name").ShouldBe("systemAssignedIdentity");
        login.Text("[0].user.type").ShouldBe("servicePrincipal");
        login.Text("[0].user.assignedIdentityInfo").ShouldBe("MSI");
        login.Stderr.ShouldBeEmpty();
        token.Text("tenant").ShouldBe($"{Contoso.Id}");
        Claims(token)["xms_mirid"]!.GetValue<string>().ShouldBe(WebServer.System.ResourceId);
        home.Has("msal_token_cache.json").ShouldBeFalse(); // a machine's tokens stay where they are
    }

    [Fact]
    public async Task An_Arc_server_proves_itself_by_the_file_that_the_agent_names()
    {
        Assert.SkipUnless(MayWrite(ArcTokens), $"{ArcTokens} is the agent's, and only root may write there.");
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "arc");

        var login = (await home.Az.RunAsync("login --identity")).ShouldSucceed();

        login.Text("[0].user.assignedIdentityInfo").ShouldBe("MSI");
        (await azure.Journal.ReadAsync("managedIdentity")).Select(entry => entry.Status).ShouldBe([401, 200]);
    }

    [Theory]
    [InlineData("imds", "client")]
    [InlineData("imds", "object")]
    [InlineData("imds", "resource")]
    [InlineData("app-service", "client")]
    [InlineData("app-service", "object")]
    [InlineData("app-service", "resource")]
    [InlineData("container-apps", "client")]
    [InlineData("machine-learning", "client")]
    [InlineData("arc", "client")]
    [InlineData("arc", "object")]
    [InlineData("arc", "resource")]
    public async Task A_user_assigned_identity_is_named_by_one_of_its_IDs(string machine, string by)
    {
        Assert.SkipUnless(machine != "arc" || MayWrite(ArcTokens), $"{ArcTokens} is the agent's, and only root may write there.");
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, machine);
        var (option, id, info) = by switch
        {
            "client" => ("--client-id", $"{WebServer.Deployment.ClientId}", "MSIClient-"),
            "object" => ("--object-id", $"{WebServer.Deployment.Id}", "MSIObject-"),
            _ => ("--resource-id", WebServer.Deployment.ResourceId, "MSIResource-"),
        };

        var login = (await home.Az.RunAsync($"login --identity {option} {id}")).ShouldSucceed();
        var token = (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();

        login.Text("[0].user.name").ShouldBe("userAssignedIdentity");
        login.Text("[0].user.assignedIdentityInfo").ShouldBe(info + id);
        Claims(token)["appid"]!.GetValue<string>().ShouldBe($"{WebServer.Deployment.ClientId}");
        Claims(token)["aud"]!.GetValue<string>().ShouldBe("https://vault.azure.net");
    }

    [Fact]
    public async Task A_secret_is_told_to_nobody()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "app-service");

        var login = (await home.Az.RunAsync("login --identity --debug")).ShouldSucceed();

        $"{login.Stdout}{login.Stderr}".ShouldNotContain(azure.IdentitySecret);
        $"{login.Stdout}{login.Stderr}".ShouldNotContain("eyJ");
        Directory.EnumerateFiles(home.Config, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ShouldAllBe(text => !text.Contains(azure.IdentitySecret) && !text.Contains("eyJ"));
    }

    [Fact]
    public async Task A_throttled_endpoint_is_asked_again()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        await azure.Control.SwitchOnAsync(
            "throttle", new() { ["kinds"] = new JsonArray("managedIdentity"), ["count"] = 1, ["retryAfterSeconds"] = 0 });

        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();

        (await azure.Journal.ReadAsync("managedIdentity")).Select(entry => entry.Status).ShouldBe([429, 200]);
    }

    [Fact]
    public async Task An_identity_without_subscriptions_gets_a_tenant_level_account_when_that_is_wanted()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        var sensor = $"login --identity --client-id {WebServer.Sensor.ClientId}";

        var refused = (await home.Az.RunAsync(sensor)).ShouldExit(1);
        var login = (await home.Az.RunAsync($"{sensor} --allow-no-subscriptions")).ShouldSucceed();
        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();

        refused.Stderr.ShouldBe(
            "ERROR: No access was configured for the managed identity, hence no subscriptions were found. If this is expected, use "
                + "'--allow-no-subscriptions' to have tenant level access.\n");
        login.Text("[0].name").ShouldBe("N/A(tenant level account)");
        login.Text("[0].id").ShouldBe($"{Contoso.Id}");
        login.Text("[0].user.assignedIdentityInfo").ShouldBe($"MSIClient-{WebServer.Sensor.ClientId}");
        token.Text("tenant").ShouldBe($"{Contoso.Id}");
    }

    [Fact]
    public async Task No_selector_is_shown_on_a_terminal()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "imds");
        await using var terminal = Terminal.Start(home, "login --identity -o tsv --query [].name");

        var login = await terminal.EndAsync();

        login.ShouldSucceed().Stdout.ShouldContain("Facility Services Subscription");
        login.Stdout.ShouldNotContain("Retrieving subscriptions");
        login.Stdout.ShouldNotContain("Select a subscription");
    }

    [Fact]
    public async Task Refresh_looks_up_a_machine_too_and_logout_forgets_it()
    {
        await using var azure = await Sandbox.StartAsync(
            Scenario.Contoso.With(Contoso.Tenant with { Subscriptions = [.. Contoso.Subscriptions.Take(1)] }));
        using var home = Machine.On(azure, "imds");
        (await home.Az.RunAsync($"login --identity --client-id {WebServer.Deployment.ClientId} -o none")).ShouldSucceed();
        await azure.Control.PostAsync("reset", new() { ["scenario"] = JsonNode.Parse(Scenario.Contoso.ToJson()) });

        var refreshed = (await home.Az.RunAsync("account list --refresh")).ShouldSucceed();
        (await home.Az.RunAsync("logout")).ShouldSucceed();
        var after = await home.Az.RunAsync("account show");

        refreshed.Texts("[].name").ShouldBe(Contoso.Subscriptions.Select(one => one.Name));
        refreshed.Texts("[].user.assignedIdentityInfo").Distinct().ShouldBe([$"MSIClient-{WebServer.Deployment.ClientId}"]);
        refreshed.Stderr.ShouldBeEmpty();
        after.ShouldExit(1).Stderr.ShouldContain("az login");
    }

    [Fact]
    public async Task Cloud_Shell_signs_in_the_person_who_opened_it()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = Machine.On(azure, "cloud-shell");

        var login = (await home.Az.RunAsync("login --identity")).ShouldSucceed();
        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
        var refreshed = (await home.Az.RunAsync("account list --refresh")).ShouldSucceed();
        var other = (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Id}")).ShouldExit(1);
        var logout = (await home.Az.RunAsync("logout")).ShouldSucceed();

        login.Text("[0].user.name").ShouldBe(Contoso.Ada.UserName);
        login.Text("[0].user.type").ShouldBe("user");
        login.Json("[0].user.cloudShellID")!.GetValue<bool>().ShouldBeTrue();
        Claims(token)["upn"]!.GetValue<string>().ShouldBe(Contoso.Ada.UserName);
        refreshed.Texts("[].tenantId").Distinct().ShouldBe([$"{Contoso.Id}"]);
        other.Stderr.ShouldStartWith("ERROR: For Cloud Shell account, getting access token for non-current tenants is not supported.");
        logout.Stderr.ShouldContain("Re-login to your initial Cloud Shell identity with 'az login --identity'.");
    }

    [Fact]
    public async Task Cloud_Shell_is_known_by_PowerShells_variable_alone()
    {
        using var home = new Home();
        home.Variables["AZUREPS_HOST_ENVIRONMENT"] = "cloud-shell/1.0";
        using var nobody = Hold(50342);

        var login = (await home.Az.RunAsync("login --identity", deadline: TimeSpan.FromSeconds(20))).ShouldExit(1);

        login.Stderr.ShouldContain(
            "Cloud Shell at http://localhost:50342/oauth2/token (AZUREPS_HOST_ENVIRONMENT) could not be reached: connection refused.");
    }

    private static JsonNode Claims(AzResult token) =>
        JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Text("accessToken").Split('.')[1]))!;

    private static bool MayWrite(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $"{Guid.NewGuid()}.probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    // Takes the port without listening, so that nobody answers there; null where somebody else holds it, who answers nothing of use either.
    private static Socket? Hold(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
