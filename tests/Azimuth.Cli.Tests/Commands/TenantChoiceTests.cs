using Azimuth.Accounts;
using Azimuth.Cli.Commands.Account;

namespace Azimuth.Cli.Tests.Commands;

public sealed class TenantChoiceTests
{
    private static readonly Subscription Mine = Of("ada", "t1", "one.example");
    private static readonly Subscription Others = Of("grace", "t2", "two.example");
    private static readonly Profile Both = new() { Subscriptions = [Mine, Others] };

    [Theory]
    [InlineData("TWO.example", "t2")]
    [InlineData("t2", "t2")]
    [InlineData("nobody.example", "nobody.example")]
    public void A_domain_that_the_profile_knows_is_its_tenants_ID(string named, string expected) =>
        TenantChoice.IdOf(Both, "AzureCloud", named).ShouldBe(expected);

    [Theory]
    [InlineData("t1", "ada")]
    [InlineData("two.example", "grace")]
    [InlineData("unknown", "ada")]
    public void The_current_person_is_asked_for_unless_only_another_is_known_in_that_tenant(string named, string expected) =>
        TenantChoice.Member(Both, "AzureCloud", named, Mine, []).Name.ShouldBe(expected);

    [Fact]
    public void The_current_person_comes_first_where_both_are_known() =>
        TenantChoice.Member(new() { Subscriptions = [Others, Of("ada", "t2", "two.example")] }, "AzureCloud", "t2", Mine, []).Name.ShouldBe("ada");

    [Theory]
    [InlineData("t2", "t2", "grace")] // Grace's home, though Ada is there too
    [InlineData("two.example", "t2", "grace")]
    [InlineData("t3", "t3", "grace")] // nobody has a row of it
    [InlineData("t2", "t9", "ada")]
    public void The_person_whose_home_the_tenant_is_comes_before_all_guests(string named, string homeOfGrace, string expected) =>
        TenantChoice.Member(new() { Subscriptions = [Mine, Of("ada", "t2", "two.example")] }, "AzureCloud", named, Mine, [new("ada", "t1", true), new("grace", homeOfGrace, true)])
            .Name.ShouldBe(expected);

    [Fact]
    public void Where_the_cache_does_not_tell_the_domain_of_the_user_name_does()
    {
        var guest = Of("ada@one.example", "t2", "two.example");

        TenantChoice.Member(new() { Subscriptions = [guest] }, "AzureCloud", "two.example", guest, [new("ada@one.example", null, true), new("grace@two.example", null, true)])
            .Name.ShouldBe("grace@two.example");
    }

    private static Subscription Of(string user, string tenant, string domain) => new()
    {
        Id = $"{user}-{tenant}",
        Name = "a",
        State = "Enabled",
        User = new() { Name = user, Type = "user" },
        TenantId = tenant,
        EnvironmentName = "AzureCloud",
        TenantDefaultDomain = domain,
    };
}
