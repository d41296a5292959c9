using Azimuth.Flows.Tenants;
using Azimuth.Tests.Tokens.Fixtures;

namespace Azimuth.Tests.Flows;

/// <summary>From the issuer that an authority names to a tenant's ID, and to nothing else.</summary>
public sealed class TenantNamesTests
{
    private const string Id = CacheFixture.Contoso;

    [Theory]
    [InlineData($"https://login.microsoftonline.com/{Id}/v2.0")]
    [InlineData($"https://sts.windows.net/{Id}/")]
    [InlineData($"https://login.example/one/two/{Id}/v2.0")]
    public async Task The_ID_is_the_issuers(string issuer) => (await ResolveAsync(issuer)).ShouldBe(Id);

    [Theory]
    [InlineData("https://login.microsoftonline.com/organizations/v2.0")]
    [InlineData("https://login.microsoftonline.com/%2e%2e/v2.0")]
    [InlineData("https://login.microsoftonline.com/{tenantid}/v2.0")]
    [InlineData("https://login.microsoftonline.com/")]
    [InlineData("no address")]
    public async Task An_issuer_without_one_resolves_nothing(string issuer) =>
        (await Should.ThrowAsync<UserError>(ResolveAsync(issuer))).Message.ShouldBe("Failed to resolve tenant 'contoso.onmicrosoft.com'.");

    private static Task<string> ResolveAsync(string issuer)
    {
        var authority = new FakeAuthority { Refusal = (System.Net.HttpStatusCode.OK, $$"""{"issuer":"{{issuer}}"}""") };
        return new TenantNames(FakeAuthority.Cloud, authority.GetHttpClient())
            .ResolveAsync("contoso.onmicrosoft.com", TestContext.Current.CancellationToken);
    }
}
