using Azimuth.Accounts;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>Whose token <c>az rest</c> brings. The profile is read once, when it is first needed.</summary>
internal sealed class RestAccount(Composition az, string? nameOrId)
{
    private Profile? _profile;

    /// <summary>The row that commands run against, or the one that was named.</summary>
    public async Task<Subscription> CurrentAsync(CancellationToken cancel) =>
        az.AccountSelection.Find(await ProfileAsync(cancel), nameOrId);

    /// <summary>The row of the subscription that ARM is asked about; else <see cref="CurrentAsync"/>.</summary>
    public async Task<Subscription> ForAsync(Uri address, CancellationToken cancel) =>
        Azimuth.Rest.RestTarget.IsArm(address, az.Clouds.Active) && SubscriptionIn(address) is { } id
            ? (await ProfileAsync(cancel)).Find(id, az.Clouds.ActiveName)
            : await CurrentAsync(cancel);

    /// <summary>A token of that row.</summary>
    public async Task<Secret> TokenAsync(Subscription row, string[] scopes, string? claims, CancellationToken cancel) =>
        (await az.AccessToken.GetAsync(row, row.TenantId, scopes, claims, cancel)).Token;

    private static string? SubscriptionIn(Uri address)
    {
        var segments = address.AbsolutePath.Split('/');
        for (var i = 0; i + 1 < segments.Length; i++)
        {
            if (segments[i].Equals("subscriptions", StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(segments[i + 1], "D", out _))
            {
                return segments[i + 1];
            }
        }

        return null;
    }

    private async Task<Profile> ProfileAsync(CancellationToken cancel) => _profile ??= await az.Profile.ReadAsync(cancel);
}
