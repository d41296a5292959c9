using Azimuth.Accounts;

namespace Azimuth.Tests.Accounts;

/// <summary>What was chosen last, by each account in each cloud.</summary>
public sealed class LastUsedSubscriptionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_account_has_its_own_in_each_cloud()
    {
        using var folder = new TemporaryFolder();
        var choices = new LastUsedSubscriptions(folder.Files(static _ => { }).LastUsedSubscriptions);
        await choices.RememberAsync("AzureCloud", "ada.t", "one", Cancel);
        await choices.RememberAsync("AzureChinaCloud", "ada.t", "two", Cancel);
        await choices.RememberAsync("AzureCloud", "grace.t", "three", Cancel);

        (await choices.FindAsync("AzureCloud", "ada.t", Cancel)).ShouldBe("one");
        (await choices.FindAsync("AzureChinaCloud", "ada.t", Cancel)).ShouldBe("two");
        (await choices.FindAsync("AzureCloud", "grace.t", Cancel)).ShouldBe("three");
        (await choices.FindAsync("AzureChinaCloud", "grace.t", Cancel)).ShouldBeNull();
    }

    [Fact]
    public void Two_users_are_the_same_by_name_and_two_of_a_machines_identities_by_how_they_were_chosen()
    {
        var one = AccountUser.ManagedIdentity("userAssignedIdentity", "MSIClient-1");

        one.IsSameAs(AccountUser.ManagedIdentity("userAssignedIdentity", "MSIClient-1")).ShouldBeTrue();
        one.IsSameAs(AccountUser.ManagedIdentity("userAssignedIdentity", "MSIClient-2")).ShouldBeFalse();
        one.IsSameAs(AccountUser.ManagedIdentity("userAssignedIdentity", "MSIObject-1")).ShouldBeFalse();
        AccountUser.Person("ada@contoso.test").IsSameAs(AccountUser.Person("ADA@contoso.test")).ShouldBeTrue();
        AccountUser.Person("ada@contoso.test").IsSameAs(AccountUser.Person("grace@contoso.test")).ShouldBeFalse();
    }
}
