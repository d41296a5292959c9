using Azimuth.Clouds;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Flows.Applications;

/// <summary>
/// An application's tokens: one for each tenant and resource, each asked for with what it signs in with, for there is no refresh token.
/// </summary>
/// <param name="clientId">The application's client ID.</param>
/// <param name="entryOf">Finds the application's credential for a tenant.</param>
/// <param name="cloud">The active cloud.</param>
/// <param name="client">Creates the MSAL client.</param>
/// <param name="proofs">Makes the client authentication from the stored credential.</param>
internal sealed class ApplicationCredential(
    string clientId, Func<string, CancellationToken, Task<ServicePrincipalEntry>> entryOf, Cloud cloud,
    Lazy<ApplicationClient> client, ClientAuthenticationFactory proofs) : ICredential
{
    /// <inheritdoc/>
    public TokenCacheQuery Question(TokenRequest request) =>
        new(clientId, cloud.AuthorityHost, request.Tenant, request.Scopes) { ClientId = clientId, IsApplication = true };

    /// <inheritdoc/>
    public Task<IssuedToken> RenewAsync(TokenRequest request, TokenCacheSession session, CancellationToken cancel) =>
        AskAsync(request.Tenant, request.Scopes, request.Claims, isForced: true, session, cancel);

    /// <inheritdoc/>
    public Task<IArmTokens> OpenAsync(TokenCacheSession session) =>
        Task.FromResult<IArmTokens>(new ArmTokens(this, cloud.ManagementScope, session));

    private async Task<IssuedToken> AskAsync(
        string tenant, IReadOnlyList<string> scopes, string? claims, bool isForced, TokenCacheSession session, CancellationToken cancel)
    {
        var entry = await entryOf(tenant, cancel);
        try
        {
            var asking = client.Value.For(clientId, tenant, await proofs.OfAsync(entry, cancel), session)
                .AcquireTokenForClient(scopes)
                .WithClaims(claims);
            return IssuedToken.Of(await asking.WithForceRefresh(isForced).ExecuteAsync(cancel));
        }
        catch (Exception failure) when (MsalErrors.IsOne(failure))
        {
            throw ApplicationErrors.Explain(failure, entry);
        }
    }

    private sealed class ArmTokens(ApplicationCredential credential, string scope, TokenCacheSession session) : IArmTokens
    {
        public async Task<Secret> GetAsync(string? tenant, string? claims, CancellationToken cancel) =>
            (await credential.AskAsync(tenant!, [scope], claims, isForced: false, session, cancel)).Token;
    }
}
