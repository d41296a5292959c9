using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Http;
using Azimuth.Tokens;

namespace Azimuth.Flows.Applications;

/// <summary>Applications that sign in for themselves: what their sign-in and their tokens need, made when first asked for.</summary>
/// <param name="cloud">The active cloud.</param>
/// <param name="network">The HTTP clients of this process.</param>
/// <param name="environment">The environment variables.</param>
/// <param name="tokens">The token cache and the stored credentials.</param>
/// <param name="debugLog">Logs what happens.</param>
/// <param name="time">Decides what has expired.</param>
/// <param name="warn">Receives one sentence for the user at a time.</param>
public sealed class Applications(
    Cloud cloud, Func<Network> network, EnvironmentVariables environment, TokenCache tokens, DebugLog debugLog, TimeProvider time,
    Action<string> warn)
{
    private readonly HashSet<string> _warned = new(StringComparer.OrdinalIgnoreCase);

    private ApplicationClient Client => field ??= new(cloud, network(), environment, debugLog);

    private ClientAuthenticationFactory Proofs => field ??= new(new(Jobs, time), environment);

    /// <summary>The pipeline whose job this process belongs to, if any.</summary>
    public PipelineIdTokens Jobs => field ??= new(environment, () => network().Authority);

    /// <summary>When the certificate of an application expires, in UTC; null where it has none, or one that cannot be read.</summary>
    /// <param name="entry">How the application signs in.</param>
    public DateTimeOffset? CertificateExpiresOn(ServicePrincipalEntry entry) => Proofs.CertificateExpiresOn(entry);

    /// <summary>The sign-in flow of an application.</summary>
    public ISignInFlow SignIn(ServicePrincipalEntry entry, TokenCacheSession session) =>
        new ApplicationSignIn(entry, cloud, Client, Proofs, tokens, session);

    /// <summary>The credential of an application that has signed in.</summary>
    public ICredential CredentialOf(string clientId) => new ApplicationCredential(
        clientId,
        (tenant, cancel) => EntryAsync(clientId, tenant, cancel),
        cloud,
        new Lazy<ApplicationClient>(() => Client),
        Proofs);

    private async Task<ServicePrincipalEntry> EntryAsync(string clientId, string tenant, CancellationToken cancel)
    {
        var entry = await tokens.FindPrincipalAsync(clientId, tenant, cancel) ?? throw ApplicationErrors.NotKept(clientId, tenant);
        tokens.Authorities.CheckApplication(cloud, entry);
        if (!string.Equals(entry.Tenant, tenant, StringComparison.OrdinalIgnoreCase) && IsFirst(clientId, tenant))
        {
            warn(ApplicationErrors.OfOtherTenant(clientId, tenant, entry.Tenant)); // before anything is sent
        }

        return entry;
    }

    // A program that keeps a session may ask for several tokens at once.
    private bool IsFirst(string clientId, string tenant)
    {
        lock (_warned)
        {
            return _warned.Add($"{clientId} {tenant}");
        }
    }
}
