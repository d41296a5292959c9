using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.SignIn;

/// <summary><c>az login --identity</c> on each kind of machine, its refusals included.</summary>
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
        using var home = On(azure, machine);

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
        using var home = On(azure, "arc");

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
    public async Task A_user_assigned_identity_is_named_by_one_of_its_IDs(string machine, string by)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, machine);
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

    [Theory]
    [InlineData("arc", "--client-id a", "Azure Arc has one identity and takes no ID", "IDENTITY_ENDPOINT and IMDS_ENDPOINT")]
    [InlineData("cloud-shell", "--object-id a", "Cloud Shell has one identity and takes no ID", "MSI_ENDPOINT")]
    [InlineData("service-fabric", "--resource-id /a", "Service Fabric gets its identity from the cluster's manifest", "IDENTITY_SERVER_THUMBPRINT")]
    [InlineData("machine-learning", "--object-id a", "Azure Machine Learning names an identity by --client-id only", "MSI_ENDPOINT and MSI_SECRET")]
    public async Task An_ID_that_the_source_does_not_take_is_refused_before_it_is_asked(string machine, string option, string sentence, string variables)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, machine);

        var login = (await home.Az.RunAsync($"login --identity {option}")).ShouldExit(1);

        login.Stderr.ShouldContain(sentence);
        login.Stderr.ShouldContain(variables);
        (await azure.Journal.ReadAsync("managedIdentity")).ShouldBeEmpty();
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Theory]
    [InlineData("imds", "--client-id missing", "ERROR: Identity not found: the metadata service (IMDS) at ", "knows no identity with the client ID 'missing' of this machine.", "AZURE_POD_IDENTITY_AUTHORITY_HOST")]
    [InlineData("app-service", "--client-id missing", "ERROR: No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId: App Service at ", "knows no identity with the client ID 'missing'", "(IDENTITY_ENDPOINT and IDENTITY_HEADER)")]
    [InlineData("container-apps", "--resource-id /a", "ERROR: No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId: Container Apps at ", "knows no identity with the resource ID '/a'", "(IDENTITY_ENDPOINT and IDENTITY_HEADER)")]
    [InlineData("machine-learning", "--client-id missing", "ERROR: No managed identity with this client ID is assigned to the compute: Azure Machine Learning at ", "knows no identity with the client ID 'missing'", "(MSI_ENDPOINT and MSI_SECRET)")]
    public async Task An_identity_that_is_not_there_is_named_with_who_was_asked_and_why(string machine, string option, string start, string sentence, string variables)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, machine);

        var login = (await home.Az.RunAsync($"login --identity {option}")).ShouldExit(1);

        login.Stderr.ShouldStartWith(start);
        login.Stderr.ShouldContain(sentence);
        login.Stderr.ShouldContain(variables);
        login.Stderr.TrimEnd().ShouldEndWith("\naz login --identity");
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    [Fact]
    public async Task A_machine_without_its_own_identity_is_told_to_name_one()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { ManagedIdentities = [WebServer.Deployment, WebServer.Sensor] });
        using var home = On(azure, "imds");

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("knows no system-assigned identity of this machine.");
        login.Stderr.TrimEnd().ShouldEndWith("\naz login --identity --client-id CLIENT_ID");
    }

    [Fact]
    public async Task The_secret_of_another_day_is_refused_in_the_sources_words()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "app-service");
        home.Variables["IDENTITY_HEADER"] = "of-another-day";

        var login = (await home.Az.RunAsync("login --identity --debug")).ShouldExit(1);

        login.Stderr.ShouldContain("ERROR: The X-IDENTITY-HEADER header is missing or does not hold IDENTITY_HEADER: App Service at");
        login.Stderr.ShouldNotContain("of-another-day");
    }

    [Fact]
    public async Task A_secret_is_told_to_nobody()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "app-service");

        var login = (await home.Az.RunAsync("login --identity --debug")).ShouldSucceed();

        $"{login.Stdout}{login.Stderr}".ShouldNotContain(azure.IdentitySecret);
        $"{login.Stdout}{login.Stderr}".ShouldNotContain("eyJ");
        Directory.EnumerateFiles(home.Config, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ShouldAllBe(text => !text.Contains(azure.IdentitySecret) && !text.Contains("eyJ"));
    }

    [Fact]
    public async Task A_resource_that_nobody_registered_gets_Entra_IDs_code()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();

        var token = (await home.Az.RunAsync("account get-access-token --resource https://nowhere.test")).ShouldExit(1);

        token.Stderr.ShouldStartWith("ERROR: AADSTS500011: ");
        token.Stderr.ShouldContain("refused a token for 'https://nowhere.test'.");
    }

    [Fact]
    public async Task A_node_with_another_certificate_than_the_pinned_one_gets_no_request()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "service-fabric");
        home.Variables["IDENTITY_SERVER_THUMBPRINT"] = new string('A', 40);

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("shows another certificate than the one that IDENTITY_SERVER_THUMBPRINT names.");
        (await azure.Journal.ReadAsync("managedIdentity")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compute_without_a_default_identity_is_told_to_name_one()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "machine-learning");
        home.Variables.Remove("DEFAULT_IDENTITY_CLIENT_ID");

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("DEFAULT_IDENTITY_CLIENT_ID, which is not set.");
        login.Stderr.TrimEnd().ShouldEndWith("\naz login --identity --client-id CLIENT_ID");
    }

    [Fact]
    public async Task An_endpoint_where_nobody_is_says_which_variable_led_there()
    {
        using var home = new Home();
        home.Variables["IDENTITY_ENDPOINT"] = "http://127.0.0.1:1/token";
        home.Variables["IDENTITY_HEADER"] = "a";

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldStartWith("ERROR: App Service at http://127.0.0.1:1/token (IDENTITY_ENDPOINT and IDENTITY_HEADER) cannot be asked: nothing listens there.");
    }

    [Fact]
    public async Task A_variable_that_holds_no_address_is_named()
    {
        using var home = new Home();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "not an address";

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("AZURE_POD_IDENTITY_AUTHORITY_HOST should name an address, not 'not an address'.");
    }

    [Fact]
    public async Task An_address_that_swallows_connections_is_given_up_within_three_seconds()
    {
        using var hole = new BlackHole();
        using var home = new Home();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = hole.Address;

        var started = Stopwatch.GetTimestamp();
        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("cannot be asked: it does not answer in time.");
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_throttled_endpoint_is_asked_again()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        await azure.Control.SwitchOnAsync("throttle", new() { ["kinds"] = new JsonArray("managedIdentity"), ["count"] = 1, ["retryAfterSeconds"] = 0 });

        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();

        (await azure.Journal.ReadAsync("managedIdentity")).Select(entry => entry.Status).ShouldBe([429, 200]);
    }

    [Fact]
    public async Task An_identity_without_subscriptions_gets_a_tenant_level_account_when_that_is_wanted()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        var sensor = $"login --identity --client-id {WebServer.Sensor.ClientId}";

        var refused = (await home.Az.RunAsync(sensor)).ShouldExit(1);
        var login = (await home.Az.RunAsync($"{sensor} --allow-no-subscriptions")).ShouldSucceed();
        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();

        refused.Stderr.ShouldBe("ERROR: No access was configured for the managed identity, hence no subscriptions were found. If this is expected, use '--allow-no-subscriptions' to have tenant level access.\n");
        login.Text("[0].name").ShouldBe("N/A(tenant level account)");
        login.Text("[0].id").ShouldBe($"{Contoso.Id}");
        login.Text("[0].user.assignedIdentityInfo").ShouldBe($"MSIClient-{WebServer.Sensor.ClientId}");
        token.Text("tenant").ShouldBe($"{Contoso.Id}");
    }

    [Fact]
    public async Task No_selector_is_shown_on_a_terminal()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        await using var terminal = Terminal.Start(home, "login --identity -o tsv --query [].name");

        var login = await terminal.EndAsync();

        login.ShouldSucceed().Stdout.ShouldContain("Facility Services Subscription");
        login.Stdout.ShouldNotContain("Retrieving subscriptions");
        login.Stdout.ShouldNotContain("Select a subscription");
    }

    [Fact]
    public async Task Refresh_looks_up_a_machine_too_and_logout_forgets_it()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso.With(Contoso.Tenant with { Subscriptions = [.. Contoso.Subscriptions.Take(1)] }));
        using var home = On(azure, "imds");
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
    public async Task Another_tenant_than_the_machines_is_refused_unasked()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();
        var before = (await azure.Journal.ReadAsync()).Count;

        var token = (await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Id}")).ShouldExit(1);

        token.Stderr.ShouldBe($"ERROR: For managed identity account, getting access token for non-current tenants is not supported. The specified tenant must be the current tenant {Contoso.Id}\n");
        (await azure.Journal.ReadAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_machine_whose_endpoint_is_gone_says_so_when_a_token_is_wanted()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        (await home.Az.RunAsync("login --identity -o none")).ShouldSucceed();
        home.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "http://127.0.0.1:1";

        var token = (await home.Az.RunAsync("account get-access-token")).ShouldExit(1);

        token.Stderr.ShouldContain("The metadata service (IMDS) at http://127.0.0.1:1 (AZURE_POD_IDENTITY_AUTHORITY_HOST) cannot be asked: nothing listens there.");
        token.Stderr.ShouldContain("az login --identity"); // SDKs look for `az login`
    }

    [Fact]
    public async Task Cloud_Shell_signs_in_the_person_who_opened_it()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "cloud-shell");

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

        login.Stderr.ShouldContain("Cloud Shell at http://localhost:50342/oauth2/token (AZUREPS_HOST_ENVIRONMENT) cannot be asked: nothing listens there.");
    }

    [Fact]
    public async Task A_clouds_definition_cannot_send_a_machines_token_to_a_stranger()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = On(azure, "imds");
        home.Put("clouds.config", home["clouds.config"].Replace($"endpoint_resource_manager = {azure.Arm}", "endpoint_resource_manager = https://evil.example", StringComparison.Ordinal));

        var login = (await home.Az.RunAsync("login --identity")).ShouldExit(1);

        login.Stderr.ShouldContain("would send this machine's tokens for https://management.core.windows.net/ to evil.example, which is not Azure's: it is not used.");
        (await azure.Journal.ReadAsync("managedIdentity")).ShouldBeEmpty();
    }

    private static Home On(Sandbox azure, string machine)
    {
        var home = azure.NewHome();
        foreach (var (name, value) in azure.Variables(machine))
        {
            home.Variables[name] = value;
        }

        return home;
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

    /// <summary>An address on which connections neither come about nor fail: its queue is full, and Linux drops who else comes.</summary>
    private sealed class BlackHole : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<Socket> _waiting = [];

        public BlackHole()
        {
            _listener.Start(backlog: 1);
            for (var i = 0; i < 8; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _waiting.Add(socket);
                try
                {
                    socket.Connect(_listener.LocalEndpoint);
                }
                catch (SocketException wait) when (wait.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // It is in the queue, or tries to be.
                }
            }
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public void Dispose()
        {
            _waiting.ForEach(socket => socket.Dispose());
            _listener.Dispose();
        }
    }
}
