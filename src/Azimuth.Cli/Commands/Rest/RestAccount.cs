using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Rest;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>Whose token <c>az rest</c> brings, and for what. The profile is read once, when it is first needed.</summary>
/// <param name="file">The profile.</param>
/// <param name="selection">Which subscription is worked with.</param>
/// <param name="clouds">The list of clouds, with the active one.</param>
/// <param name="tokens">Gets the token.</param>
/// <param name="nameOrId">The subscription that was named; null: none.</param>
internal sealed class RestAccount(
    ProfileFile file, AccountSelection selection, CloudList clouds, Func<TokenAcquisition> tokens, string? nameOrId)
{
    private Profile? _profile;

    /// <summary>The row that commands run against, or the one that was named.</summary>
    public async Task<Subscription> CurrentAsync(CancellationToken cancel) =>
        selection.Find(await ProfileAsync(cancel), nameOrId);

    /// <summary>The row of the subscription that ARM is asked about; else <see cref="CurrentAsync"/>.</summary>
    /// <exception cref="UserError">A token of that row is not sent to the active cloud's ARM.</exception>
    public async Task<Subscription> ForAsync(Uri address, CancellationToken cancel)
    {
        var isArm = RestTarget.IsArm(address, clouds.Active);
        var row = isArm && SubscriptionIn(address) is { } id
            ? (await ProfileAsync(cancel)).Find(id, clouds.ActiveName)
            : await CurrentAsync(cancel);
        if (isArm)
        {
            tokens().CheckResourceManager(row);
        }

        return row;
    }

    /// <summary>The scopes of the token that a request brings; null: it brings none.</summary>
    /// <exception cref="UserError">No token is sent to where it goes.</exception>
    public string[]? ScopesFor(RestRequest request, RestOptions options, Action<string> warn) =>
        options.SkipsAuthorization || request.Headers.ContainsKey("Authorization") ? null : RestTarget.ScopesOf(
            request.Address,
            options.Url,
            string.IsNullOrEmpty(options.ResourceUri) ? null : options.ResourceUri,
            clouds.Active,
            warn);

    /// <summary>A token of that row.</summary>
    public async Task<Secret> TokenAsync(Subscription row, string[] scopes, string? claims, CancellationToken cancel) =>
        (await tokens().GetAsync(row, row.TenantId, scopes, claims, cancel)).Token;

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

    private async Task<Profile> ProfileAsync(CancellationToken cancel) => _profile ??= await file.ReadAsync(cancel);
}
