using Azimuth.Clouds;

namespace Azimuth.Tests.Clouds;

public sealed class CloudPairingTests
{
    private const string Application = "https://management.contoso.onmicrosoft.com/4de154de-f8a8-4017-af41-df619da68155";
    private const string Contoso = "https://arm.contoso.example/";
    private const string Arm = "https://management.core.windows.net/";

    [Theory]
    [InlineData("https://login.microsoftonline.com", Arm, "https://management.azure.com/")]
    [InlineData("https://login.microsoftonline.com", Arm, "https://westeurope.management.azure.com/")]
    [InlineData("https://login.microsoftonline.com", Application, "https://management.local.azurestack.external")] // Azure Stack Hub
    [InlineData("https://login.disconnected.test", "https://management.disconnected.test/", "https://arm.disconnected.test/")]
    [InlineData("https://localhost:8443", Arm, "https://localhost:8443/")] // a sandbox: its tokens are its own
    [InlineData("https://login.chinacloudapi.cn", "https://management.core.chinacloudapi.cn/", "https://management.chinacloudapi.cn")]
    // whatever it is for, it goes to Azure
    [InlineData("https://login.microsoftonline.com", "https://storage.azure.com/", "https://management.azure.com/")]
    // for whom it is sent to
    [InlineData("https://login.microsoftonline.com", "https://arm.contoso.example/", "https://arm.contoso.example")]
    [InlineData("https://login.microsoftonline.com", "https://ARM.contoso.example", "https://arm.contoso.example/")]
    [InlineData("https://login.microsoftonline.com", "https://arm.contoso.example:8443", "https://arm.contoso.example:8443/")]
    public void A_clouds_own_hosts_and_clouds_of_ones_own_are_fine(string authority, string audience, string arm) =>
        Should.NotThrow(() => CloudPairing.Check(Cloud(authority, audience, arm)));

    [Theory]
    [InlineData("https://login.microsoftonline.com", Arm, "https://evil.example")]
    [InlineData("https://login.microsoftonline.com/", Arm, "https://management.azure.com.evil.example")]
    [InlineData("https://LOGIN.microsoftonline.com", Arm, "https://evilmanagement.azure.com")]
    [InlineData("https://login.microsoftonline.com.", Arm, "https://evil.example")]
    [InlineData("https://login.microsoftonline.com:443", Arm, "https://management.azure.com:8443")]
    [InlineData("https://login.microsoftonline.com", Arm, "https://management.azure.com@evil.example")]
    [InlineData("https://login.microsoftonline.com", Arm, "http://127.0.0.1:8080")]
    [InlineData("https://sts.windows.net", Arm, "https://evil.example")]
    [InlineData("https://login.microsoft.com", "https://management.azure.com", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://graph.microsoft.com", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://vault.azure.net", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://mine.vault.azure.net", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "797f4846-ba00-4fd7-ba43-dac1f8f63013", "https://evil.example")] // ARM by its ID
    [InlineData("https://login.microsoftonline.com", "https://management.core.chinacloudapi.cn/", "https://evil.example")]
    [InlineData("https://login.chinacloudapi.cn", "https://management.core.chinacloudapi.cn/", "https://management.azure.com/")]
    [InlineData("https://login.microsoftonline.us", "https://management.core.usgovcloudapi.net/", "https://evil.example")]
    [InlineData("https://login.sovcloud-identity.fr", "https://management.sovcloud-api.fr/", "https://evil.example")]
    [InlineData("https://login.windows.net.", Arm, "https://evil.example")]
    [InlineData("https://login.microsoftonline\u3002com", Arm, "https://evil.example")] // IDNA reads the ideographic full stop as a dot
    [InlineData("https://\uff4cogin.microsoftonline.com", Arm, "https://evil.example")] // and a full-width letter as the letter
    [InlineData("https://westeurope.login.microsoft.com", Arm, "https://evil.example")]
    [InlineData("https://stamp2.login.microsoftonline.com", Arm, "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://storage.azure.com", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://app.vssps.visualstudio.com", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://outlook.office365.com", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://some.service.that.is.not.listed/", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://contoso.onmicrosoft.com/my-api", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://management.azure.com./", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://vault.azure.net/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://VAULT.azure.net./4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://outlook.office365.com/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com",
        "https://vault.azure.net@contoso.example/4de154de-f8a8-4017-af41-df619da68155",
        "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://contoso.example:8443/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "http://contoso.example/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://contoso.example/x/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://contoso.example/4de154de-f8a8-4017-af41-df619da68155?x", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://evil.example/.default https://management.azure.com/", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://management.azure.com@evil.example", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", " https://evil.example", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://evil.example:444", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "api://4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://evil.example", "https://evil.example.")]
    [InlineData("https://login.microsoftonline.com", "https:///evil.example", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://evil.example:443/", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://vault.azure.net/../evil.example", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com",
        "https://contoso.example/vault/../4de154de-f8a8-4017-af41-df619da68155",
        "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://contoso.example:443/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://127.0.0.1/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://2130706433/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    // a Cyrillic a
    [InlineData(
        "https://login.microsoftonline.com", "https://v\u0430ult.azure.net/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://hub.cloud.microsoft/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://hub.azure-devices.net/4de154de-f8a8-4017-af41-df619da68155", "https://evil.example")]
    [InlineData(
        "https://login.microsoftonline.com", "https://contoso.example/4de154de-f8a8-4017-af41-df619da68155/x", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://contoso.example/4de154def8a84017af41df619da68155", "https://evil.example")]
    [InlineData("https://login.microsoftonline.com", Arm, "https://20.190.128.1")]
    [InlineData("https://login.microsoftonline.com", Arm, "https://management.chinacloudapi.cn")] // another built-in cloud's
    [InlineData("https://login.microsoftonline.us", "https://management.core.usgovcloudapi.net/", "https://management.azure.com/")]
    [InlineData("https://sts.chinacloudapi.cn", "https://management.core.chinacloudapi.cn/", "https://evil.example")]
    public void A_real_authority_with_a_foreign_ARM_is_refused(string authority, string audience, string arm) =>
        Should.Throw<UserError>(() => CloudPairing.Check(Cloud(authority, audience, arm)));

    [Theory]
    [InlineData("https://evil.example", Arm, "https://evil.example")]
    [InlineData("https://evil.example", Arm, "https://management.azure.com.evil.example")]
    [InlineData("https://evil.example", "797f4846-ba00-4fd7-ba43-dac1f8f63013", "https://evil.example")]
    [InlineData("https://evil.example", "https://storage.azure.com", "https://evil.example")]
    [InlineData("https://evil.example", "https://app.vssps.visualstudio.com", "https://evil.example")]
    [InlineData("https://evil.example", "https://some.service.that.is.not.listed/", "https://evil.example")]
    [InlineData("https://login.disconnected.test", "https://management.disconnected.test/", "https://arm.disconnected.test/")]
    public void A_machines_token_is_real_whatever_authority_a_cloud_names(string authority, string audience, string arm)
    {
        Should.NotThrow(() => CloudPairing.Check(Cloud(authority, audience, arm))); // a person's would be evil's own

        Should.Throw<UserError>(() => CloudPairing.CheckForMachine(Cloud(authority, audience, arm))).Message
            .ShouldContain("which does not belong to Azure");
    }

    [Theory]
    [InlineData("https://evil.example", Arm, "https://management.azure.com/")]
    [InlineData("https://login.disconnected.test", "https://arm.disconnected.test/", "https://arm.disconnected.test/")]
    [InlineData("https://login.disconnected.test", Application, "https://arm.disconnected.test/")]
    [InlineData("https://localhost:8443", Arm, "https://localhost:8443/")]
    public void A_machines_token_goes_to_Azure_to_its_own_cloud_or_nowhere(string authority, string audience, string arm) =>
        Should.NotThrow(() => CloudPairing.CheckForMachine(Cloud(authority, audience, arm)));

    [Theory]
    [InlineData("http://login.a.test", "https://arm.a.test")]
    [InlineData("https://login.a.test", "http://arm.a.test")]
    [InlineData("file:///bin/sh", "https://arm.a.test")]
    public void Nothing_but_https_is_used(string authority, string arm) =>
        Should.Throw<UserError>(() => CloudPairing.Check(Cloud(authority, "https://arm.a.test/", arm))).Message.ShouldContain("is not "
            + "an HTTPS URL");

    [Theory]
    [InlineData("https://login.microsoftonline.com", Application, Contoso, false, true)]
    [InlineData("https://login.microsoftonline.com", Application, Contoso, true, true)]
    // its tokens are its own, and its authority is asked about elsewhere
    [InlineData("https://login.contoso.example", Application, Contoso, false, false)]
    [InlineData("https://login.contoso.example", Application, Contoso, true, true)]
    [InlineData("https://login.microsoftonline.com", Contoso, Contoso, false, false)]
    [InlineData("https://login.contoso.example", Arm, "https://localhost:8443", false, false)]
    [InlineData("https://login.contoso.example", Arm, "https://localhost:8443", true, true)] // whoever listens here
    [InlineData("https://login.contoso.example", Arm, "http://127.0.0.1:8080", true, true)]
    [InlineData("https://login.contoso.example", Arm, "https://management.azure.com", true, false)]
    public void What_is_for_the_user_to_decide_is_confirmed_first_where_only_the_variable_knows_it(
        string authority, string audience, string arm, bool isMachine, bool asks)
    {
        var isConfirmed = false;
        var cloud = Cloud(authority, audience, arm) with { IsConfirmed = () => isConfirmed };
        void Check()
        {
            if (isMachine)
            {
                CloudPairing.CheckForMachine(cloud);
            }
            else
            {
                CloudPairing.Check(cloud);
            }
        }

        CloudPairing.AsksFirst(cloud, isMachine).ShouldBe(asks);
        if (asks)
        {
            Should.Throw<UserError>(Check).Message.ShouldContain("has not been confirmed");
        }

        isConfirmed = true;
        CloudPairing.AsksFirst(cloud, isMachine).ShouldBeFalse();
        Should.NotThrow(Check);
    }

    [Fact]
    public void What_is_shown_to_be_pasted_stays_words_whatever_a_cloud_is_called()
    {
        var cloud = Cloud("https://login.microsoftonline.com", Application, "https://arm.contoso.example/$(id)") with
        {
            Name = "a\"; $(touch x) '`",
            IsConfirmed = () => false
        };

        Should.Throw<UserError>(() => CloudPairing.Check(cloud)).Remedy.ShouldBe(
            "To register these endpoints instead, run:\naz cloud update --name 'a\"; $(touch x) '\\''`' --endpoint-active-directory "
                + "https://login.microsoftonline.com "
            + $"--endpoint-active-directory-resource-id {Application} --endpoint-resource-manager 'https://arm.contoso.example/$(id)'");
    }

    [Fact]
    public void The_built_in_clouds_fit_themselves() =>
        BuiltInClouds.Names.ShouldAllBe(name => Fits(BuiltInClouds.Find(name)!));

    [Theory]
    [InlineData("https://graph.microsoft.com:444/")]
    [InlineData("http://graph.microsoft.com/")]
    [InlineData("https://vault.azure.net")]
    [InlineData("https://graph.microsoft.com@evil.example")]
    [InlineData("https://graph.microsoft.com.evil.example/")]
    [InlineData("https://graph.contoso.example/")]
    [InlineData("https://localhost:8443/graph/")]
    [InlineData("797f4846-ba00-4fd7-ba43-dac1f8f63013")]
    public void Beside_Azures_own_ARM_a_foreign_Graph_is_refused(string graph)
    {
        foreach (var key in (string[])["microsoft_graph_resource_id", "active_directory_graph_resource_id"])
        {
            Should.Throw<UserError>(() => CloudPairing.Check(WithGraph("https://login.microsoftonline.com", graph, key))).Message
                .ShouldContain("which does not belong to that cloud");
            Should.Throw<UserError>(() => CloudPairing.CheckForMachine(WithGraph("https://login.contoso.example", graph, key))).Message
                .ShouldContain("which does not belong to Azure");
        }
    }

    [Theory]
    [InlineData("https://graph.microsoft.com:444/")]
    [InlineData("https://vault.azure.net")]
    [InlineData("https://graph.contoso.example/ https://vault.azure.net")]
    [InlineData("https://graph.contoso.example/?x= https://vault.azure.net")]
    [InlineData("https://graph.microsoft.com@evil.example")]
    [InlineData("http://graph.contoso.example/")]
    public void A_cloud_of_ones_own_has_a_Graph_of_its_own_name_or_Azures(string graph)
    {
        Should.Throw<UserError>(() => CloudPairing.Check(WithGraph("https://login.microsoftonline.com", graph, arm: Contoso))).Message
            .ShouldContain("which does not belong to that cloud");
        Should.Throw<UserError>(() => CloudPairing.CheckForMachine(WithGraph("https://login.contoso.example", graph, arm: Contoso))).Message
            .ShouldContain("which does not belong to Azure");
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/", Arm, "https://management.azure.com/")]
    [InlineData("https://graph.windows.net", Arm, "https://management.azure.com/")]
    [InlineData("", Arm, "https://management.azure.com/")]
    [InlineData("https://graph.microsoft.com/", Application, Contoso)]
    [InlineData("https://graph.contoso.example/", Application, Contoso)]
    [InlineData("https://graph.contoso.example/", Contoso, Contoso)]
    public void Azures_Graph_is_fine_and_in_a_cloud_of_ones_own_one_that_is_called_after_itself(string graph, string audience, string arm)
    {
        Should.NotThrow(() => CloudPairing.Check(WithGraph("https://login.microsoftonline.com", graph, audience: audience, arm: arm)));
        Should.NotThrow(
            () => CloudPairing.CheckForMachine(WithGraph("https://login.contoso.example", graph, audience: audience, arm: arm)));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com ", "https://management.azure.com/")]
    [InlineData("https://login.microsoftonline.com", " https://management.azure.com/")]
    [InlineData("https://login.microsoftonline.com", "https://management.azure.com/?x=")]
    [InlineData("https://login.microsoftonline.com", "https://management.azure.com/#")]
    [InlineData("https://login.microsoftonline.com", "https://management.azure.com\\@evil.example")]
    [InlineData("https://login.microsoftonline.com", "https://user@management.azure.com")]
    public void What_paths_are_appended_to_is_nothing_but_an_address(string authority, string arm) =>
        Should.Throw<UserError>(() => CloudPairing.Check(Cloud(authority, Arm, arm))).Message.ShouldContain("is not an HTTPS URL");

    [Fact]
    public void A_foreign_ARM_is_refused_where_the_cloud_does_not_say_what_its_tokens_are_for()
    {
        var cloud = Cloud("https://login.microsoftonline.com", Arm, "https://evil.example");
        var endpoints = new Dictionary<string, string>(cloud.Endpoints);
        endpoints.Remove("active_directory_resource_id");

        Should.Throw<UserError>(() => CloudPairing.Check(cloud with { Endpoints = endpoints })).Message
            .ShouldContain("which does not belong to that cloud");
        Should.Throw<UserError>(() => CloudPairing.CheckForMachine(cloud with { Endpoints = endpoints })).Message
            .ShouldContain("is not used");
    }

    [Theory]
    [InlineData("https://arm.contoso.example/", "https://arm.contoso.example", true)]
    [InlineData("https://arm.contoso.example", "https://arm.contoso.example/", true)]
    [InlineData("https://arm.contoso.example", "https://arm.contoso.example:8443", false)]
    [InlineData("https://management.core.windows.net/", "https://arm.contoso.example", false)]
    [InlineData("https://arm.contoso.example/4de154de-f8a8-4017-af41-df619da68155", "https://arm.contoso.example", false)]
    public void Tokens_for_the_origin_of_Resource_Manager_itself_are_told_from_all_others(string audience, string arm, bool isItself) =>
        CloudPairing.IsForResourceManager(Cloud("https://login.contoso.example", audience, arm)).ShouldBe(isItself);

    private static Cloud WithGraph(
        string authority, string graph, string key = "microsoft_graph_resource_id", string? audience = null,
        string arm = "https://management.azure.com/")
    {
        var cloud = Cloud(authority, audience ?? (arm == Contoso ? Contoso : Arm), arm);
        return cloud with { Endpoints = new Dictionary<string, string>(cloud.Endpoints) { [key] = graph } };
    }

    private static bool Fits(Cloud cloud)
    {
        CloudPairing.Check(cloud with { Name = "Other" });
        CloudPairing.Check(cloud);
        return true;
    }

    private static Cloud Cloud(string authority, string audience, string arm) => new()
    {
        Name = "Some",
        Endpoints = new Dictionary<string, string>
        {
            ["active_directory"] = authority,
            ["active_directory_resource_id"] = audience,
            ["resource_manager"] = arm
        },
        Suffixes = new Dictionary<string, string>(),
    };
}
