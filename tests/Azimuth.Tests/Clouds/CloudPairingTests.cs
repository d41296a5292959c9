using Azimuth.Clouds;

namespace Azimuth.Tests.Clouds;

public sealed class CloudPairingTests
{
    private const string Arm = "https://management.core.windows.net/";

    [Theory]
    [InlineData("https://login.microsoftonline.com", Arm, "https://management.azure.com/")]
    [InlineData("https://login.microsoftonline.com", Arm, "https://westeurope.management.azure.com/")]
    [InlineData("https://login.microsoftonline.com", "https://management.contoso.onmicrosoft.com/4de154de-f8a8-4017-af41-df619da68155", "https://management.local.azurestack.external")] // Azure Stack Hub
    [InlineData("https://login.disconnected.test", "https://management.disconnected.test/", "https://arm.disconnected.test/")]
    [InlineData("https://localhost:8443", Arm, "https://localhost:8443/")] // a sandbox: its tokens are its own
    [InlineData("https://login.chinacloudapi.cn", "https://management.core.chinacloudapi.cn/", "https://management.chinacloudapi.cn")]
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
    public void A_real_authority_with_a_foreign_ARM_is_refused(string authority, string audience, string arm) =>
        Should.Throw<UserError>(() => CloudPairing.Check(Cloud(authority, audience, arm)));

    [Theory]
    [InlineData("https://evil.example", Arm, "https://evil.example")]
    [InlineData("https://evil.example", Arm, "https://management.azure.com.evil.example")]
    [InlineData("https://evil.example", "797f4846-ba00-4fd7-ba43-dac1f8f63013", "https://evil.example")]
    public void A_machines_token_is_real_whatever_authority_a_cloud_names(string authority, string audience, string arm)
    {
        Should.NotThrow(() => CloudPairing.Check(Cloud(authority, audience, arm))); // a person's would be evil's own

        Should.Throw<UserError>(() => CloudPairing.CheckForMachine(Cloud(authority, audience, arm))).Message.ShouldContain("which is not Azure's");
    }

    [Theory]
    [InlineData("https://evil.example", Arm, "https://management.azure.com/")]
    [InlineData("https://login.disconnected.test", "https://management.disconnected.test/", "https://arm.disconnected.test/")]
    [InlineData("https://localhost:8443", Arm, "https://localhost:8443/")]
    public void A_machines_token_goes_to_Azure_to_its_own_cloud_or_nowhere(string authority, string audience, string arm) =>
        Should.NotThrow(() => CloudPairing.CheckForMachine(Cloud(authority, audience, arm)));

    [Theory]
    [InlineData("http://login.a.test", "https://arm.a.test")]
    [InlineData("https://login.a.test", "http://arm.a.test")]
    [InlineData("file:///bin/sh", "https://arm.a.test")]
    public void Nothing_but_https_is_used(string authority, string arm) =>
        Should.Throw<UserError>(() => CloudPairing.Check(Cloud(authority, "https://arm.a.test/", arm))).Message.ShouldContain("only https");

    [Fact]
    public void The_built_in_clouds_fit_themselves() =>
        BuiltInClouds.Names.ShouldAllBe(name => Fits(BuiltInClouds.Find(name)!));

    [Fact]
    public void A_foreign_Graph_is_refused_where_its_name_is_one_of_Azures()
    {
        var cloud = Cloud("https://login.microsoftonline.com", Arm, "https://management.azure.com/");
        var endpoints = new Dictionary<string, string>(cloud.Endpoints) { ["microsoft_graph_resource_id"] = "https://graph.microsoft.com:444/" };

        Should.Throw<UserError>(() => CloudPairing.Check(cloud with { Endpoints = endpoints }));
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
        Endpoints = new Dictionary<string, string> { ["active_directory"] = authority, ["active_directory_resource_id"] = audience, ["resource_manager"] = arm },
        Suffixes = new Dictionary<string, string>(),
    };
}
