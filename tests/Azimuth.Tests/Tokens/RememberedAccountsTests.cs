using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;

namespace Azimuth.Tests.Tokens;

/// <summary>Which of several accounts of one user name counts: decided in each cloud, and for the accounts that were known then.</summary>
public sealed class RememberedAccountsTests
{
    private const string Cloud = "AzureCloud";
    private const string First = "00000000-0000-0000-0000-000000000001.t";
    private const string Second = "00000000-0000-0000-0000-000000000002.t";
    private const string Third = "00000000-0000-0000-0000-000000000003.t";

    [Fact]
    public async Task The_one_that_signed_in_last_counts_in_its_cloud_alone()
    {
        using var wallet = new CacheFixture();
        (await Open(wallet).RememberAsync(Cloud, CacheFixture.Ada, Second, [First], Cancel)).ShouldBeTrue();
        (await Open(wallet).RememberAsync("AzureChinaCloud", CacheFixture.Ada, First, [Second], Cancel)).ShouldBeTrue();
        (await Open(wallet).RememberAsync(Cloud, CacheFixture.Ada, Second, [First], Cancel)).ShouldBeFalse("it is no news");

        Open(wallet).Choose(Cloud, CacheFixture.Ada.ToUpperInvariant(), [First, Second]).ShouldBe(Second);
        Open(wallet).Choose("AzureChinaCloud", CacheFixture.Ada, [First, Second]).ShouldBe(First);
        Open(wallet).Choose("AzureUSGovernment", CacheFixture.Ada, [First, Second]).ShouldBeNull();
        Open(wallet).Choose(null, CacheFixture.Ada, [First, Second]).ShouldBeNull();
        Open(wallet).Choose(Cloud, "grace@contoso.onmicrosoft.com", [First, Second]).ShouldBeNull();
    }

    [Fact]
    public async Task An_account_that_came_later_makes_it_unknown_and_one_that_is_gone_does_not()
    {
        using var wallet = new CacheFixture();
        await Open(wallet).RememberAsync(Cloud, CacheFixture.Ada, Second, [First, Third], Cancel);

        Open(wallet).Choose(Cloud, CacheFixture.Ada, [First, Second, "00000000-0000-0000-0000-000000000004.t"]).ShouldBeNull();
        Open(wallet).Choose(Cloud, CacheFixture.Ada, [First, Second]).ShouldBe(Second);
        Open(wallet).Choose(Cloud, CacheFixture.Ada, [First, Third]).ShouldBeNull("the one that counted is gone");
    }

    [Fact]
    public async Task A_user_who_signs_out_is_forgotten_in_every_cloud_and_nobody_else_is()
    {
        using var wallet = new CacheFixture();
        await Open(wallet).RememberAsync(Cloud, CacheFixture.Ada, Second, [First], Cancel);
        await Open(wallet).RememberAsync("AzureChinaCloud", CacheFixture.Ada, Second, [First], Cancel);
        await Open(wallet).RememberAsync(Cloud, $"x{CacheFixture.Ada}", Second, [First], Cancel);

        await Open(wallet).ForgetAsync(CacheFixture.Ada.ToUpperInvariant(), Cancel);

        Open(wallet).Choose(Cloud, CacheFixture.Ada, [First, Second]).ShouldBeNull();
        Open(wallet).Choose("AzureChinaCloud", CacheFixture.Ada, [First, Second]).ShouldBeNull();
        Open(wallet).Choose(Cloud, $"x{CacheFixture.Ada}", [First, Second]).ShouldBe(Second);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RememberedAccounts Open(CacheFixture wallet) => new(wallet.Files().Accounts);
}
