using Azimuth.Clouds;
using Azimuth.Rest;

namespace Azimuth.Tests.Rest;

/// <summary>Attack S8: which address gets which token. The Azure CLI compares the beginnings of texts.</summary>
public sealed class RestTargetTests
{
    private const string Arm = "https://management.core.windows.net/";

    private static Cloud Public { get; } = BuiltInClouds.Find("AzureCloud")!;

    [Theory]
    [InlineData("https://management.azure.com/subscriptions", Arm)]
    [InlineData("https://MANAGEMENT.Azure.COM:443/subscriptions", Arm)]
    [InlineData("https://management.azure.com", Arm)]
    [InlineData("https://graph.microsoft.com/v1.0/me", "https://graph.microsoft.com/")]
    [InlineData("https://graph.windows.net/me", "https://graph.windows.net/")]
    [InlineData("https://management.core.windows.net:8443/x", "https://management.core.windows.net:8443/")]
    [InlineData("https://management.core.windows.net/x", Arm)]
    [InlineData("https://management.azure.com.evil.example/", null)]
    [InlineData("https://management.azure.com./", null)]
    [InlineData("https://evil-management.azure.com/", null)]
    [InlineData("https://management.azure.com:8443/", null)]
    [InlineData("https://management.azure.comevil.example/", null)]
    [InlineData("https://evil.example/https://management.azure.com/", null)]
    [InlineData("https://evil.example/?https://management.azure.com/", null)]
    [InlineData("https://evil.example#@management.azure.com/", null)]
    [InlineData("https://management.azure.cоm/", null)] // a Cyrillic o
    [InlineData("https://management。azure。com.evil.example/", null)]
    [InlineData("http://management.azure.com/", null)]
    [InlineData("https://example.com/", null)]
    public void A_token_is_for_the_host_that_the_cloud_names_and_no_other(string address, string? resource) =>
        RestTarget.ResourceOf(new Uri(address), Public).ShouldBe(resource);

    [Theory]
    [InlineData("https://azure.test/subscriptions", Arm)]
    [InlineData("https://azure.test/graph", "https://azure.test/graph/")]
    [InlineData("https://azure.test/graph/v1.0/me", "https://azure.test/graph/")]
    [InlineData("https://azure.test/graphics", Arm)]
    [InlineData("https://azure.test:1234/", null)]
    public void Of_two_endpoints_on_one_host_the_longer_path_counts(string address, string? resource)
    {
        var cloud = new Cloud
        {
            Name = "One",
            Endpoints = new Dictionary<string, string>
            {
                ["active_directory"] = "https://azure.test",
                ["active_directory_resource_id"] = Arm,
                ["gallery"] = "nonsense",
                ["microsoft_graph_resource_id"] = "https://azure.test/graph/",
                ["portal"] = "",
                ["resource_manager"] = "https://azure.test/",
            },
            Suffixes = new Dictionary<string, string>(),
        };

        RestTarget.ResourceOf(new Uri(address), cloud).ShouldBe(resource);
    }

    [Theory]
    [InlineData("https://my.vault.azure.net/secrets", "https://vault.azure.net", true)]
    [InlineData("https://management.azure.com/", "https://anything.example", true)]
    [InlineData("https://api.contoso.test/", "https://api.contoso.test", true)]
    [InlineData("https://eu.api.contoso.test/", "https://api.contoso.test", true)]
    [InlineData("https://api.contoso.test/", "6dae42f8-4368-4678-94ff-3960e28e3630", false)]
    [InlineData("https://vault.azure.net.evil.example/", "https://vault.azure.net", false)]
    [InlineData("https://evilvault.azure.net/", "https://vault.azure.net", false)]
    [InlineData("https://evil.example/", Arm, false)]
    public void A_token_that_was_asked_for_by_name_is_expected_at_its_own_host_and_the_clouds(
        string address, string resource, bool isExpected) =>
        RestTarget.IsExpected(new Uri(address), resource, Public).ShouldBe(isExpected);

    [Theory]
    [InlineData("https://arm.stack.test/x", "https://stack.test/app", true)]
    [InlineData("https://arm.stack.test/x", "https://stack.test/app/", true)]
    [InlineData("https://graph.stack.test/x", "https://graph.stack.test/", true)]
    [InlineData("https://arm.stack.test/x", Arm, false)]
    [InlineData("https://graph.stack.test/x", Arm, false)]
    [InlineData("https://x.stack.test/", "https://storage.azure.com", false)] // below a suffix of its own choosing
    [InlineData("https://x.stack.test/", "https://x.stack.test", true)]
    public void A_host_of_which_only_the_variable_knows_is_a_reason_for_its_own_tokens_alone(
        string address, string resource, bool isExpected)
    {
        var cloud = Stack(("resource_manager", "https://arm.stack.test/"), ("microsoft_graph_resource_id", "https://graph.stack.test/"));

        RestTarget.IsExpected(new Uri(address), resource, cloud with { IsConfirmed = () => true }).ShouldBe(isExpected);
        RestTarget.IsExpected(new Uri(address), resource, cloud).ShouldBeTrue("what the user registered is the user's word");
    }

    [Theory]
    [InlineData("https://evil.test/?x= https://management.azure.com/")]
    [InlineData("https://evil.test/.default https://management.azure.com/")]
    [InlineData("https://evil.test/#https://management.azure.com/")]
    [InlineData("https://evil.test\\@management.azure.com")]
    [InlineData("https://evil.test%2f@management.azure.com/")]
    public void An_audience_that_could_be_read_in_two_ways_is_nobodys(string endpoint) =>
        RestTarget.ResourceOf(new Uri("https://evil.test/.default%20https://management.azure.com/x"), Stack(("gallery", endpoint)))
            .ShouldBeNull();

    private static Cloud Stack(params (string Key, string Value)[] endpoints) => new()
    {
        Name = "Stack",
        Endpoints = new Dictionary<string, string>(endpoints.Select(each => KeyValuePair.Create(each.Key, each.Value)))
        {
            ["active_directory"] = "https://login.microsoftonline.com",
            ["active_directory_resource_id"] = "https://stack.test/app",
        },
        Suffixes = new Dictionary<string, string> { ["storage_endpoint"] = "stack.test" },
    };
}
