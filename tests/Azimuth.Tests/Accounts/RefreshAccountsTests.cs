using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Discovery;
using Azimuth.Events;
using Azimuth.Sessions;
using Azimuth.Tests.Discovery;
using Azimuth.Tests.Tokens.Fixtures;

namespace Azimuth.Tests.Accounts;

/// <summary><c>az account list --refresh</c>: what was listed anew replaces what was there, and nothing else goes.</summary>
public sealed class RefreshAccountsTests
{
    private static readonly AccountUser Ada = AccountUser.Person(CacheFixture.Ada);
    private static readonly AccountUser Grace = AccountUser.Person("grace@contoso.onmicrosoft.com");

    [Fact]
    public void A_tenant_that_listed_none_loses_its_rows_and_one_that_refused_or_was_silent_keeps_them()
    {
        using var wallet = new CacheFixture();
        var before = new Profile
        {
            Subscriptions =
            [
                Row("still there", 1), Row("gone", 1),
                Row("refused", 2) with { IsDefault = true },
                Row("silent", 3),
                Row("another user's", 1, Grace),
                Row("another cloud's", 1) with { EnvironmentName = "AzureChinaCloud" },
                Row("tenant", 1) with { Name = Subscription.TenantLevelName },
            ],
        };
        TenantOutcome[] outcomes =
        [
            new TenantOutcome.Listed([Row("still there", 1), Row("new", 1)]) { Tenant = Tenant(1) },
            new TenantOutcome.Refused(new("AADSTS50076: MFA.")) { Tenant = Tenant(2) },
            new TenantOutcome.Silent(TimeSpan.FromSeconds(10)) { Tenant = Tenant(3) },
        ];

        var after = Of(wallet).Replace(before, Ada, outcomes);

        after.Subscriptions.Select(each => each.Id).ShouldBe(
            ["still there", "refused", "silent", "another user's", "another cloud's", "tenant", "new"], ignoreOrder: true);
        after.Subscriptions.Single(each => each.IsDefault).Id.ShouldBe("refused", "the default stays while it exists");
    }

    [Theory]
    [InlineData(true, "ada@contoso.onmicrosoft.com")]
    [InlineData(false, "grace@contoso.onmicrosoft.com")]
    public void A_row_of_another_user_is_taken_over_only_by_a_user_who_has_rows(bool takesOver, string owner)
    {
        using var wallet = new CacheFixture();
        var before = new Profile { Subscriptions = [Row("shared", 1, Grace)] };
        TenantOutcome[] outcomes = [new TenantOutcome.Listed([Row("shared", 1)]) { Tenant = Tenant(1) }];

        Of(wallet).Replace(before, Ada, outcomes, takesOver).Subscriptions.ShouldHaveSingleItem().User.Name.ShouldBe(owner);
    }

    private static string Id(int number) => $"11111111-1111-1111-1111-{number:D12}";

    private static Tenant Tenant(int number) => new(Guid.Parse(Id(number)), null, null);

    private static Subscription Row(string id, int tenant, AccountUser? user = null) => new()
    {
        Id = id,
        Name = id,
        State = "Enabled",
        User = user ?? Ada,
        TenantId = Id(tenant),
        EnvironmentName = FakeAuthority.Cloud.Name,
    };

    private static RefreshAccounts Of(CacheFixture wallet)
    {
        var cloud = FakeAuthority.Cloud;
        var none = new InvalidOperationException("No token is asked for here.");
        var credentials = new CredentialFactory(cloud, new(() => throw none), new(() => throw none), _ => throw none, CacheFixture.Client);
        var arm = new FakeArm { Answer = static (_, _, _) => throw new InvalidOperationException("ARM is not asked here.") };
        var profile = new ProfileFile(wallet.Files().Profile);
        var clouds = new CloudList(wallet.Files(), new Settings(wallet.Folder, new(static _ => null)));
        var discovery = new TenantDiscovery(new HttpMessageInvoker(arm), cloud, TimeProvider.System);
        return new(cloud, credentials, discovery, wallet.File, profile, new(profile, clouds), TenantFilter.None);
    }
}
