using Azimuth.Accounts;
using Azimuth.Text;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>The machine signs itself in, or in Cloud Shell the user who opened it.</summary>
/// <param name="machine">Asks the endpoint of the managed identity.</param>
/// <param name="who">The identity that is asked for.</param>
/// <param name="isCloudShell">Whether the row is to be the user's, as the Azure CLI writes it in Cloud Shell.</param>
public sealed class ManagedIdentityFlow(ManagedIdentityClient machine, AssignedIdentity who, bool isCloudShell) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        var result = await machine.AcquireAsync(who, request.Scopes[0], request.Claims, cancel);
        using var claims = TokenClaims.Read(result.AccessToken);
        // Only what is a GUID enters an address (attack S8).
        var tenant = Guid.TryParseExact(claims?.RootElement.TextOrNull("tid"), "D", out var id)
            ? id.ToString()
            : throw new UserError($"The token of {machine.Source.Described} has no tenant.");
        var user = isCloudShell
            ? AccountUser.CloudShell(
                claims!.RootElement.TextOrNull("unique_name")
                    ?? throw new UserError($"The token of {machine.Source.Described} has no user."))
            : who.User;
        return new(
            user, user.AssignedIdentityInfo ?? user.Name)
        { Credential = new ManagedIdentityCredential(machine, who), OnlyTenant = tenant };
    }
}

/// <summary>A machine's tokens: its source is asked each time, as the Azure CLI does; nothing of them is kept in a file.</summary>
internal sealed class ManagedIdentityCredential(ManagedIdentityClient machine, AssignedIdentity who) : ICredential, IArmTokens
{
    /// <inheritdoc/>
    public TokenCacheQuery? Question(TokenRequest request) => null;

    /// <inheritdoc/>
    public async Task<IssuedToken> RenewAsync(TokenRequest request, TokenCacheSession session, CancellationToken cancel) =>
        IssuedToken.Of(await machine.AcquireAsync(who, request.Scopes[0], request.Claims, cancel));

    /// <inheritdoc/>
    public Task<IArmTokens> OpenAsync(TokenCacheSession session) => Task.FromResult<IArmTokens>(this);

    /// <summary>The source decides on the tenant; the machine has one.</summary>
    public async Task<Secret> GetAsync(string? tenant, string? claims, CancellationToken cancel) =>
        new((await machine.AcquireAsync(who, machine.ManagementScope, claims, cancel)).AccessToken);
}
