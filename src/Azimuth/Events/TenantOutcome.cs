using Azimuth.Accounts;

namespace Azimuth.Events;

/// <summary>A tenant as ARM names it.</summary>
/// <param name="Id">A GUID, checked before it entered any URL.</param>
/// <param name="DisplayName">Its name; ARM leaves it out for some.</param>
/// <param name="DefaultDomain">Its default domain; ARM leaves it out for some.</param>
public sealed record Tenant(Guid Id, string? DisplayName, string? DefaultDomain)
{
    /// <summary><c>ID 'name'</c>, as the Azure CLI writes it; the ID alone where ARM knows no name.</summary>
    public override string ToString() => DisplayName is null ? Id.ToString() : $"{Id} '{DisplayName}'";
}

/// <summary>What discovery learned of one tenant. A refusal does not end the sign-in.</summary>
public abstract record TenantOutcome
{
    private TenantOutcome()
    {
    }

    /// <summary>The tenant.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The tenant listed its subscriptions, perhaps none.</summary>
    public sealed record Listed(IReadOnlyList<Subscription> Subscriptions) : TenantOutcome;

    /// <summary>The tenant gave no token: it wants MFA, for example.</summary>
    public sealed record Refused(UserError Reason) : TenantOutcome
    {
        /// <summary>Whether Entra ID refused, and might not when the user signs in to this tenant; else the network or ARM did.</summary>
        public bool RequiresInteraction => Reason.AuthorityError is { RequiresInteraction: true };
    }

    /// <summary>No answer came from the tenant within <paramref name="Waited"/>.</summary>
    public sealed record Silent(TimeSpan Waited) : TenantOutcome;
}
