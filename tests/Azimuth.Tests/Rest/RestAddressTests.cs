using Azimuth.Clouds;
using Azimuth.Rest;

namespace Azimuth.Tests.Rest;

public sealed class RestAddressTests
{
    private static Cloud Public { get; } = BuiltInClouds.Find("AzureCloud")!;

    [Theory]
    [InlineData("/subscriptions?api-version=1", "https://management.azure.com/subscriptions?api-version=1")]
    [InlineData("subscriptions", "https://management.azure.com/subscriptions")]
    [InlineData("@evil.example/x", "https://management.azure.com/@evil.example/x")]
    [InlineData(".evil.example/x", "https://management.azure.com/.evil.example/x")]
    [InlineData("//evil.example/x", "https://management.azure.com/evil.example/x")]
    [InlineData("/x?next=https://evil.example/", "https://management.azure.com/x?next=https://evil.example/")]
    [InlineData(" https://graph.microsoft.com/v1.0/me ", "https://graph.microsoft.com/v1.0/me")]
    [InlineData("http://127.0.0.1:8080/a%2Fb", "http://127.0.0.1:8080/a%2Fb")]
    public void A_path_is_ARMs_and_a_whole_address_is_itself(string text, string address) =>
        RestAddress.Read(text, [], Public).AbsoluteUri.ShouldBe(address);

    [Theory]
    [InlineData("https://management.azure.com@evil.example/")]
    [InlineData("https://management.azure.com:443@evil.example/")]
    [InlineData("https://a:b@evil.example/")]
    [InlineData("https://evil.example\\@management.azure.com/")]
    [InlineData("ftp://x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("https://a b/")]
    public void What_hides_its_host_or_is_no_web_address_is_refused(string text) =>
        Should.Throw<UserError>(() => RestAddress.Read(text, [], Public)).Message.ShouldNotBeEmpty();

    [Theory]
    [InlineData("/x", "https://management.azure.com/x?%24filter=a+eq+%27b%26c%27&n=1")]
    [InlineData("/x?a=b", "https://management.azure.com/x?a=b&%24filter=a+eq+%27b%26c%27&n=1")]
    public void Parameters_follow_the_query_that_is_there(string text, string address) =>
        RestAddress.Read(text, [new("$filter", "a eq 'b&c'"), new("n", "1")], Public).AbsoluteUri.ShouldBe(address);
}
