using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Flows.Msal;
using Azimuth.Tokens;

namespace Azimuth.Flows.Applications;

/// <summary>An application signs in for itself (RFC 6749 4.4), and what it signs in with is kept.</summary>
/// <param name="entry">The application's credential; its tenant is an ID.</param>
/// <param name="cloud">The active cloud.</param>
/// <param name="client">Creates the MSAL client.</param>
/// <param name="proofs">Makes the client authentication from the stored credential.</param>
/// <param name="tokens">Stores the credential.</param>
/// <param name="session">The token cache session that the tokens are added to.</param>
public sealed class ApplicationSignIn(
    ServicePrincipalEntry entry,
    Cloud cloud,
    ApplicationClient client,
    ClientAuthenticationFactory proofs,
    TokenCache tokens,
    TokenCacheSession session) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        var whole = entry with { Tenant = request.Tenant ?? entry.Tenant };
        var proof = await proofs.OfAsync(whole, cancel);
        try
        {
            // Forced: a token of before would say that a wrong secret is right.
            await client.For(whole.ClientId, whole.Tenant, proof, session)
                .AcquireTokenForClient(request.Scopes)
                .WithForceRefresh(true)
                .WithClaims(request.Claims)
                .ExecuteAsync(cancel);
        }
        catch (Exception failure) when (MsalErrors.IsOne(failure))
        {
            cancel.ThrowIfCancellationRequested();
            throw ApplicationErrors.Explain(failure, whole);
        }

        return new(AccountUser.Application(whole.ClientId, whole.UseCertSnIssuer), whole.ClientId)
        {
            Credential = new ApplicationCredential(
                whole.ClientId, (_, _) => Task.FromResult(whole), cloud, new Lazy<ApplicationClient>(client), proofs),
            OnlyTenant = whole.Tenant,
            KeepAsync = stop => tokens.KeepPrincipalAsync(whole, stop),
        };
    }
}
