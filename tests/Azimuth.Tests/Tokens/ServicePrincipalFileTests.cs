using System.Text;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;

namespace Azimuth.Tests.Tokens;

/// <summary>What applications sign in with: each tenant of each application has its own, and no sign-in loses another one's.</summary>
public sealed class ServicePrincipalFileTests
{
    private const string App = "55555555-5555-5555-5555-555555555abc";

    [Fact]
    public async Task An_application_in_several_tenants_signs_in_with_what_that_tenant_gave_it()
    {
        using var wallet = new CacheFixture();
        await KeepAsync(wallet, App, CacheFixture.Contoso, "contosos");
        await KeepAsync(wallet, App, CacheFixture.Fabrikam, "fabrikams");
        await KeepAsync(wallet, "another", CacheFixture.Fabrikam, "anothers");

        (await FindAsync(wallet, App, CacheFixture.Contoso)).ShouldBe("contosos");
        (await FindAsync(wallet, App, CacheFixture.Fabrikam.ToUpperInvariant())).ShouldBe("fabrikams");
        (await FindAsync(wallet, App.ToUpperInvariant(), "a tenant that it never signed in to")).ShouldBe("contosos", "as the Azure CLI");
        (await FindAsync(wallet, "nobody", CacheFixture.Contoso)).ShouldBeNull();
    }

    [Fact]
    public async Task Signing_in_again_replaces_that_tenants_entry_alone()
    {
        using var wallet = new CacheFixture();
        await KeepAsync(wallet, App, CacheFixture.Contoso, "contosos");
        await KeepAsync(wallet, App, CacheFixture.Fabrikam, "fabrikams");

        await KeepAsync(wallet, App.ToUpperInvariant(), CacheFixture.Contoso, "contosos new one");

        (await FindAsync(wallet, App, CacheFixture.Contoso)).ShouldBe("contosos new one");
        (await FindAsync(wallet, App, CacheFixture.Fabrikam)).ShouldBe("fabrikams");
        File.ReadAllText(wallet.Folder.ServicePrincipals).ShouldNotContain("\"contosos\"");
    }

    [Fact]
    public async Task Signing_out_removes_the_application_in_every_tenant_however_its_ID_is_written()
    {
        using var wallet = new CacheFixture();
        await KeepAsync(wallet, App, CacheFixture.Contoso, "contosos");
        await KeepAsync(wallet, App, CacheFixture.Fabrikam, "fabrikams");
        await KeepAsync(wallet, "another", CacheFixture.Contoso, "anothers");

        (await wallet.Open().ForgetAsync(App.ToUpperInvariant(), Cancel)).ShouldBeTrue();

        var left = File.ReadAllText(wallet.Folder.ServicePrincipals);
        left.ShouldContain("anothers");
        left.ShouldNotContain("contosos");
        left.ShouldNotContain("fabrikams");
    }

    [Theory]
    [InlineData(true, "theirs")]
    [InlineData(false, "ours")]
    public void Of_two_places_that_know_one_entry_the_newer_counts(bool isNewer, string expected)
    {
        var here = Entry("ours");

        var merged = ServicePrincipalFile.Merge(here, Entry("theirs"), isNewer);

        Encoding.UTF8.GetString(merged).ShouldContain($"\"{expected}\"");
        ServicePrincipalFile.Merge(here, here, isNewer).ShouldBeSameAs(here, "nothing is missing");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static byte[] Entry(string secret) =>
        Encoding.UTF8.GetBytes($$"""[{"client_id": "{{App}}", "tenant": "{{CacheFixture.Contoso}}", "client_secret": "{{secret}}"}]""");

    private static Task KeepAsync(CacheFixture wallet, string clientId, string tenant, string secret) =>
        wallet.Open().KeepPrincipalAsync(new() { ClientId = clientId, Tenant = tenant, ClientSecret = new(secret) }, Cancel);

    private static async Task<string?> FindAsync(CacheFixture wallet, string clientId, string tenant) =>
        await wallet.Open().FindPrincipalAsync(clientId, tenant, Cancel) is { } found ? found.ClientSecret.Reveal() : null;
}
