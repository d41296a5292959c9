using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Arm;

/// <summary>
/// What is asked below <c>/subscriptions/{id}</c>: whose token it is first, then whether that tenant has the subscription.
/// </summary>
internal sealed class ArmSubscription(ArmAuthentication authentication, TenantDirectory azure)
{
    public async Task<(Subscription? Found, IResult? Refused)> FindAsync(string id, HttpContext context)
    {
        ArmHeaders.Add(context); // answers without a body have them too
        var owner = Guid.TryParse(id, out var guid)
            ? azure.Tenants.FirstOrDefault(tenant => tenant.Subscriptions.Any(one => one.Id == guid))
            : null;
        var (caller, refused) = await authentication.CheckAsync(context, owner);
        return caller is null ? (null, refused)
            : caller.Subscriptions.FirstOrDefault(one => one.Id == guid) is { } found ? (found, null)
            : (null, new ArmRefusal(404, "SubscriptionNotFound", $"The subscription '{id}' could not be found."));
    }
}
