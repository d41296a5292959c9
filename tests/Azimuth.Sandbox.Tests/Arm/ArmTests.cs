namespace Azimuth.Sandbox.Tests.Arm;

public sealed class ArmTests
{
    private const string Version = "api-version=2022-12-01";

    [Fact]
    public async Task Tenants_are_those_of_the_person_in_the_scenarios_order()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();

        var answer = await sandbox.ArmAsync($"/tenants?{Version}", $"{tokens["access_token"]}");

        var tenants = answer.Json["value"]!.AsArray();
        tenants.Select(tenant => $"{tenant!["tenantId"]}").ShouldBe([Running.Contoso, Running.Fabrikam, Running.Woodgrove]);
        tenants[0]!
            .AsObject()
            .Select(field => field.Key)
            .ShouldBe(["id", "tenantId", "countryCode", "displayName", "domains", "tenantCategory", "defaultDomain", "tenantType"]);
    }

    [Fact]
    public async Task A_subscription_has_the_members_and_types_of_ARMs_answer()
    {
        await using var sandbox = await Running.StartAsync();
        var list = (await sandbox.ArmAsync($"/subscriptions?{Version}", $"{(await sandbox.SignInAsync())["access_token"]}")).Json;

        list["count"]!.ToJsonString().ShouldBe("""{"type":"Total","value":4}""");
        var one = list["value"]![0]!.AsObject();
        string.Join(' ', one.Select(each => each.Key)).ShouldBe(
            "id authorizationSource managedByTenants subscriptionId tenantId displayName state subscriptionPolicies");
        one["managedByTenants"]!.ToJsonString().ShouldBe("[]");
        one["subscriptionPolicies"]!.ToJsonString().ShouldBe(
            """{"locationPlacementId":"Public_2014-09-01","quotaId":"PayAsYouGo_2014-09-01","spendingLimit":"Off"}""");
        (one["authorizationSource"]!.GetValue<string>(), one["state"]!.GetValue<string>()).ShouldBe(("RoleBased", "Enabled"));
    }

    [Fact]
    public async Task Ten_thousand_subscriptions_come_in_pages_that_lead_to_each_other()
    {
        await using var sandbox = await Running.StartAsync("""
            {"version":1,
             "tenants":[{"id":"11111111-1111-1111-1111-000000000001","name":"Contoso","domains":["contoso.onmicrosoft.com"],
             "subscriptions":10000}],
             "users":[{"userName":"ada@contoso.onmicrosoft.com","id":"22222222-2222-2222-2222-000000000001","password":"x"}],
             "arm":{"pageSize":3000}}
            """);
        var token = $"{(await sandbox.SignInAsync())["access_token"]}";

        var ids = new List<string>();
        var pages = 0;
        for (var next = $"/subscriptions?{Version}"; next is not null; pages++)
        {
            var page = (await sandbox.ArmAsync(next, token)).Json;
            ids.AddRange(page["value"]!.AsArray().Select(one => $"{one!["subscriptionId"]}"));
            next = page["nextLink"]?.GetValue<string>();
        }

        pages.ShouldBe(4);
        ids.Distinct().Count().ShouldBe(10_000);
        ids[0].ShouldBe("99999999-9999-9999-0001-000000000001");
    }

    [Fact]
    public async Task A_subscription_is_found_by_its_id_in_the_tokens_tenant_only()
    {
        await using var sandbox = await Running.StartAsync();
        var token = $"{(await sandbox.SignInAsync())["access_token"]}";

        (await sandbox.ArmAsync($"/subscriptions/99999999-9999-9999-0001-000000000002?{Version}", token)).Json["displayName"]!
            .GetValue<string>()
            .ShouldBe("Finance Department Subscription");
        var other = await sandbox.ArmAsync($"/subscriptions/99999999-9999-9999-0002-000000000001?{Version}", token);

        other.Status.ShouldBe(404);
        other.Json["error"]!["code"]!.GetValue<string>().ShouldBe("SubscriptionNotFound");
    }

    [Fact]
    public async Task Without_a_token_the_challenge_names_the_tenant_of_the_subscription()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.ArmAsync($"/subscriptions/99999999-9999-9999-0002-000000000001?{Version}", null);

        answer.Status.ShouldBe(401);
        answer.Headers["WWW-Authenticate"].ShouldStartWith(
            $"Bearer authorization_uri=\"{sandbox.Ready.SignIn}/{Running.Fabrikam}\", error=\"invalid_token\"");
        answer.Json["error"]!["code"]!.GetValue<string>().ShouldBe("AuthenticationFailed");
    }

    [Theory]
    [InlineData("""{"audience":"https://vault.azure.net","user":"ada@contoso.onmicrosoft.com"}""", "InvalidAuthenticationTokenAudience")]
    [InlineData("""{"user":"ada@contoso.onmicrosoft.com","expiresInSeconds":-1}""", "ExpiredAuthenticationToken")]
    [InlineData(
        """{"user":"ada@contoso.onmicrosoft.com","claims":{"tid":"00000000-0000-0000-0000-000000000009"}}""", "InvalidAuthenticationToken")]
    [InlineData("""{"claims":{"upn":"nobody@contoso.onmicrosoft.com"}}""", "InvalidAuthenticationToken")]
    public async Task A_token_for_something_else_is_refused(string minted, string code)
    {
        await using var sandbox = await Running.StartAsync();
        var token = (await sandbox.PostControlAsync("tokens", minted)).Json;

        var answer = await sandbox.ArmAsync($"/subscriptions?{Version}", $"{token["accessToken"]}");

        answer.Status.ShouldBe(401);
        answer.Json["error"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task A_token_whose_signature_is_not_ours_is_refused()
    {
        await using var sandbox = await Running.StartAsync();
        await using var other = await Running.StartAsync(ownKeys: true);
        var token = (await other.SignInAsync())["access_token"];

        (await sandbox.ArmAsync($"/tenants?{Version}", $"{token}")).Json["error"]!["code"]!
            .GetValue<string>()
            .ShouldBe("InvalidAuthenticationToken");
    }

    [Theory]
    [InlineData("/tenants", "MissingApiVersionParameter")]
    [InlineData("/tenants?api-version=soon", "InvalidApiVersionParameter")]
    public async Task A_version_is_needed(string path, string code)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await sandbox.ArmAsync(path, null);

        answer.Status.ShouldBe(400);
        answer.Json["error"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Metadata_is_an_object_for_cloud_register_and_an_array_for_the_variable()
    {
        await using var sandbox = await Running.StartAsync();

        var one = (await sandbox.ArmAsync("/metadata/endpoints?api-version=2022-09-01", null)).Json;
        var many = await sandbox.ArmAsync("/metadata/endpoints?api-version=2019-05-01", null);

        $"{one["authentication"]!["loginEndpoint"]}".ShouldBe(sandbox.Ready.SignIn);
        $"{one["name"]}".ShouldNotBe("AzureCloud");
        many.Text.ShouldStartWith("[{\"name\":\"Sandbox\"");
    }

    [Fact]
    public async Task Openid_documents_name_the_tenant_by_id_and_the_word_literally()
    {
        await using var sandbox = await Running.StartAsync();

        var byDomain = (await sandbox.ArmAsync(
            sandbox.Ready.SignIn + "//CONTOSO.onmicrosoft.com/v2.0/.well-known/openid-configuration", null)).Json;
        var anywhere = (await sandbox.ArmAsync("/common/v2.0/.well-known/openid-configuration", null)).Json;
        var unknown = await sandbox.ArmAsync("/nosuch.test/v2.0/.well-known/openid-configuration", null);

        $"{byDomain["issuer"]}".ShouldBe($"{sandbox.Ready.SignIn}/{Running.Contoso}/v2.0");
        $"{byDomain["token_endpoint"]}".ShouldBe($"{sandbox.Ready.SignIn}/{Running.Contoso}/oauth2/v2.0/token");
        $"{anywhere["issuer"]}".ShouldBe($"{sandbox.Ready.SignIn}/{{tenantid}}/v2.0");
        unknown.ShouldBeRefused(90002, "invalid_tenant");
    }
}
