using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Switches;

/// <summary>Settings of a policy: the users that it applies to. A missing list means all.</summary>
internal record PolicySettings : SwitchSettings
{
    /// <summary>Tenants, by ID or domain.</summary>
    public IReadOnlyList<string>? Tenants { get; set; }

    /// <summary>User names.</summary>
    public IReadOnlyList<string>? Users { get; set; }

    public bool Reaches(Tenant tenant, Person person) => On
        && (Tenants is null
            || Tenants.Any(
                name => string.Equals(name, tenant.Id.ToString(), StringComparison.OrdinalIgnoreCase)
                    || tenant.Domains.Contains(name, StringComparer.OrdinalIgnoreCase)))
        && (Users is null || Users.Contains(person.UserName, StringComparer.OrdinalIgnoreCase));
}

/// <summary>Settings of something that happens to requests: which, and how many of them.</summary>
internal record RequestSettings : SwitchSettings
{
    /// <summary>The journal's kinds, such as <c>token</c> or <c>subscriptions</c>. Missing: every kind of the switch's own list.</summary>
    public IReadOnlyList<string>? Kinds { get; set; }

    /// <summary>Only the next so many requests; missing: all of them.</summary>
    public int? Count { get; set; }
}

/// <summary>Counts down <see cref="RequestSettings.Count"/> over requests that come at the same time.</summary>
internal sealed class Countdown
{
    private int _left = -1;

    public void Start(int? count) => Volatile.Write(ref _left, count ?? -1);

    /// <summary>Whether one more is left; a negative start never ends.</summary>
    public bool TryTake()
    {
        while (true)
        {
            var left = Volatile.Read(ref _left);
            if (left <= 0)
            {
                return left < 0;
            }

            if (Interlocked.CompareExchange(ref _left, left - 1, left) == left)
            {
                return true;
            }
        }
    }
}
