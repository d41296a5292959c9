namespace Azimuth.Harness.Scenarios;

/// <summary>The home tenant of the default scenario, and its people.</summary>
public static class Contoso
{
    public static Guid Id { get; } = Guid.Parse("11111111-1111-1111-1111-000000000001");

    public const string Domain = "contoso.onmicrosoft.com";

    /// <summary>The four subscriptions of Microsoft's page on signing in (docs/reference.md).</summary>
    public static IReadOnlyList<Subscription> Subscriptions { get; } =
    [
        new(SubscriptionId(1), "Facility Services Subscription"),
        new(SubscriptionId(2), "Finance Department Subscription"),
        new(SubscriptionId(3), "Human Resources Subscription"),
        new(SubscriptionId(4), "Information Technology Subscription"),
    ];

    public static Tenant Tenant { get; } = new(Id, "Contoso", Domain) { Subscriptions = Subscriptions };

    public static Person Ada { get; } = new(
        Guid.Parse("22222222-2222-2222-2222-000000000001"), "ada@contoso.onmicrosoft.com", "Ada Lovelace")
    {
        GuestOf = [Fabrikam.Domain, Woodgrove.Domain],
    };

    /// <summary>Must always answer a second factor.</summary>
    public static Person Grace { get; } = new(
        Guid.Parse("22222222-2222-2222-2222-000000000002"), "grace@contoso.onmicrosoft.com", "Grace Hopper")
    {
        RequireMfa = true,
        GuestOf = [Fabrikam.Domain, Woodgrove.Domain],
    };

    public static Guid SubscriptionId(int number) => Guid.Parse($"99999999-9999-9999-0001-{number:D12}");
}

/// <summary>A tenant that Ada is a guest of.</summary>
public static class Fabrikam
{
    public static Guid Id { get; } = Guid.Parse("11111111-1111-1111-1111-000000000002");

    public const string Domain = "fabrikam.onmicrosoft.com";

    public static Tenant Tenant { get; } = new(Id, "Fabrikam", Domain)
    {
        Subscriptions = [new(Guid.Parse("99999999-9999-9999-0002-000000000001"), "Fabrikam Production")],
    };
}

/// <summary>A tenant that Ada is a guest of and that demands a second factor.</summary>
public static class Woodgrove
{
    public static Guid Id { get; } = Guid.Parse("11111111-1111-1111-1111-000000000003");

    public const string Domain = "woodgrove.onmicrosoft.com";

    public static Tenant Tenant { get; } = new(Id, "Woodgrove", Domain)
    {
        Subscriptions = [new(Guid.Parse("99999999-9999-9999-0003-000000000001"), "Woodgrove Ledger")],
        RequireMfa = true,
    };
}
