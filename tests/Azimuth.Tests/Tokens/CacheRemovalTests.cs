using System.Text.Json.Nodes;
using Azimuth.Tests.Tokens.Fixtures;

namespace Azimuth.Tests.Tokens;

public sealed class CacheRemovalTests
{
    [Fact]
    public async Task Signing_out_takes_all_that_hangs_on_the_account_and_leaves_the_rest()
    {
        var others = CacheFixture.Token("another's", home: "33333333-3333-3333-3333-333333333333.11111111-1111-1111-1111-000000000001");
        using var wallet = new CacheFixture(
            CacheFixture.SignedIn(
                CacheFixture.Token("hers"), CacheFixture.Token("hers elsewhere", environment: "login.chinacloudapi.cn"), others));

        await wallet.File.ForgetAsync(CacheFixture.Ada.ToUpperInvariant(), TestContext.Current.CancellationToken);

        wallet.Content.ShouldNotContain("hers");
        wallet.Content.ShouldNotContain("refresh-token\"");
        wallet.Content.ShouldNotContain(CacheFixture.Ada);
        wallet.Json["AccessToken"]!.AsObject().Single().Key.ShouldBe(others.Key);
        wallet.Json["AppMetadata"]!.AsObject().Count.ShouldBe(1); // recorded: offline.json, case "logout-user"
    }

    [Fact]
    public async Task Signing_out_a_service_principal_takes_its_credentials_and_its_tokens()
    {
        const string Pipeline = "55555555-5555-5555-5555-555555555555";
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("the application's", home: null, client: Pipeline)));
        await File.WriteAllTextAsync(
            wallet.Folder.ServicePrincipals,
            $$"""[{"client_id": "{{Pipeline}}", "client_secret": "s"}, {"client_id": "other", "note": [1]}]""",
            TestContext.Current.CancellationToken);

        await wallet.File.ForgetAsync(Pipeline, TestContext.Current.CancellationToken);

        wallet.Content.ShouldNotContain("the application's");
        wallet.Content.ShouldContain(CacheFixture.Ada);
        JsonNode.Parse(await File.ReadAllTextAsync(wallet.Folder.ServicePrincipals, TestContext.Current.CancellationToken))!.ToJsonString()
            .ShouldBe("""[{"client_id":"other","note":[1]}]""");
    }

    [Fact]
    public async Task Signing_out_a_stranger_changes_nothing()
    {
        var before = CacheFixture.SignedIn(CacheFixture.Token("hers"));
        using var wallet = new CacheFixture(before);

        await wallet.File.ForgetAsync("nobody@contoso.onmicrosoft.com", TestContext.Current.CancellationToken);

        wallet.Content.ShouldBe(before);
        File.Exists(wallet.Folder.ServicePrincipals).ShouldBeFalse();
    }
}
