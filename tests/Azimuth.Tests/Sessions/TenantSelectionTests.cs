using Azimuth.Accounts;
using Azimuth.Sessions;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Sessions;

public sealed class TenantSelectionTests
{
    private const string SecondId = "99999999-9999-9999-0002-000000000001";

    private static readonly Subscription Mine = Of("ada", "t1", "one.example", "99999999-9999-9999-0001-000000000001");
    private static readonly Subscription Others = Of("grace", "t2", "two.example", SecondId);
    private static readonly Profile Both = new() { Subscriptions = [Mine, Others] };

    [Theory]
    [InlineData("TWO.example", "t2")]
    [InlineData("t2", "t2")]
    [InlineData("nobody.example", "nobody.example")]
    public void A_domain_that_the_profile_knows_is_its_tenants_ID(string named, string expected) =>
        Choice([]).IdOf(Both, named).ShouldBe(expected);

    [Theory]
    [InlineData(
        "t2", "'grace' is also signed in and has access to tenant t2. To switch to it, run: az account set --subscription " + SecondId)]
    [InlineData("t1", null)]
    [InlineData("t3", null)]
    public void Another_identity_that_has_the_tenant_is_named(string tenant, string? expected) =>
        Choice([]).WhoElse(Both, Mine, tenant).ShouldBe(expected);

    [Fact]
    public void Nothing_is_said_where_the_same_identity_has_the_tenant_too() =>
        Choice([])
            .WhoElse(
                new() { Subscriptions = [Mine, Others, Of("ADA", "t2", "two.example", "99999999-9999-9999-0002-000000000002")] },
                Mine,
                "t2")
            .ShouldBeNull();

    [Theory]
    [InlineData("x; rm -rf /")]
    [InlineData("")]
    public void An_ID_that_is_no_GUID_goes_into_no_command(string id) =>
        Choice([]).WhoElse(new() { Subscriptions = [Mine, Of("grace", "t2", "two.example", id)] }, Mine, "t2").ShouldBeNull();

    [Fact]
    public void A_user_without_rows_is_named_by_the_home_tenant() =>
        Choice([new("ada", "a.t1", true), new("grace", "g.t9", true)]).WhoElse(new() { Subscriptions = [Mine] }, Mine, "t9")
            .ShouldBe(
                "'grace' is also signed in and belongs to tenant t9. To list its subscriptions again, run: az account list --refresh");

    private static TenantSelection Choice(IReadOnlyList<CachedAccount> people) => new(
        new()
        {
            Name = "AzureCloud",
            Endpoints = new Dictionary<string, string>(),
            Suffixes = new Dictionary<string, string>(),
        },
        () => throw new InvalidOperationException("No server is asked."),
        () => people);

    private static Subscription Of(string user, string tenant, string domain, string id) => new()
    {
        Id = id,
        Name = "a",
        State = "Enabled",
        User = new() { Name = user, Type = "user" },
        TenantId = tenant,
        EnvironmentName = "AzureCloud",
        TenantDefaultDomain = domain,
    };
}
