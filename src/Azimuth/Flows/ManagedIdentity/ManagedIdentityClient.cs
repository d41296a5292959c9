using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Clouds;
using Azimuth.Flows.Msal;
using Azimuth.Http;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>The only place where MSAL.NET's client for managed identities is built and asked.</summary>
/// <param name="cloud">The active cloud. Its ARM receives the tokens.</param>
/// <param name="source">The source that is asked. MSAL.NET finds the same one by the same variables.</param>
/// <param name="network">The HTTP clients of this process.</param>
/// <param name="thumbprint">Service Fabric: <c>IDENTITY_SERVER_THUMBPRINT</c>.</param>
/// <param name="debugLog">Receives MSAL's own log, without personal data.</param>
public sealed class ManagedIdentityClient(Cloud cloud, IdentitySource source, Network network, string? thumbprint, DebugLog debugLog)
{
    private const string DefaultScope = "/.default";

    // Link-local: where there is one, it is a millisecond away; elsewhere its address leads nowhere.
    private static readonly TimeSpan GuessConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The source of the identity.</summary>
    public IdentitySource Source => source;

    internal string ManagementScope => cloud.ManagementScope;

    /// <summary>
    /// A token: MSAL.NET keeps it for this process; nothing of it is written (the Azure CLI 2.91 asks anew too, and the endpoints keep
    /// their own).
    /// </summary>
    /// <param name="who">The identity that is asked for.</param>
    /// <param name="scope">The scope: <c>{resource}/.default</c>.</param>
    /// <param name="claims">What a resource asked the token to prove, as JSON.</param>
    /// <param name="cancel">Cancels the operation; Ctrl-C in a terminal.</param>
    /// <exception cref="UserError">No token could be acquired; names the source that was asked, and why that one.</exception>
    public async Task<AuthenticationResult> AcquireAsync(AssignedIdentity who, string scope, string? claims, CancellationToken cancel)
    {
        CloudPairing.CheckForMachine(cloud);
        source.Check(who);
        if (!Uri.TryCreate(source.Endpoint, UriKind.Absolute, out _))
        {
            throw new UserError($"The value of {source.Reason} is not a valid URL: '{source.Endpoint}'.");
        }

        var resource = scope.EndsWith(DefaultScope, StringComparison.Ordinal) ? scope[..^DefaultScope.Length] : scope;
        var http = new Http(network, thumbprint, source.IsGuess ? GuessConnectTimeout : null);
        AuthenticationResult issued;
        try
        {
            issued = await Build(who, http).AcquireTokenForManagedIdentity(resource).WithClaims(claims).ExecuteAsync(cancel);
        }
        catch (Exception failure) when (failure is UserError || MsalErrors.IsOne(failure))
        {
            cancel.ThrowIfCancellationRequested();
            throw ManagedIdentityErrors.Explain(failure, source, who, resource, http.Refusal);
        }

        return who.MistakenIn(issued.AccessToken) is { } other ? throw ManagedIdentityErrors.Mistaken(source, who, other) : issued;
    }

    private IManagedIdentityApplication Build(AssignedIdentity who, Http http) => ManagedIdentityApplicationBuilder
        .Create(who.Kind switch
        {
            IdentityIdKind.ClientId => ManagedIdentityId.WithUserAssignedClientId(who.Id),
            IdentityIdKind.ObjectId => ManagedIdentityId.WithUserAssignedObjectId(who.Id),
            IdentityIdKind.ResourceId => ManagedIdentityId.WithUserAssignedResourceId(who.Id),
            _ => ManagedIdentityId.SystemAssigned,
        })
        // its own retries wait for minutes where there is nobody; Http/RetryHandler does
        .WithHttpClientFactory(http, retryOnceOn5xx: false)
        .WithDebugLog(debugLog)
        .Build();

    // MSAL.NET takes Service Fabric's client from the second interface.
    private sealed class Http(
        Network network, string? thumbprint, TimeSpan? connectTimeout) : IMsalHttpClientFactory, IMsalSFHttpClientFactory
    {
        /// <summary>The refusal in the last response; null if it was none.</summary>
        public IdentityRefusal? Refusal { get; private set; }

        public HttpClient GetHttpClient() => network.Machine(Listen, trust: null, connectTimeout);

        /// <summary>
        /// The node's certificate is known by its thumbprint and by nothing else: no authority vouches for a cluster's own.
        /// </summary>
        public HttpClient GetHttpClient(Func<HttpRequestMessage, X509Certificate2, X509Chain, SslPolicyErrors, bool> validateServerCert) =>
            network.Machine(
            Listen,
            (
                _,
                certificate,
                _,
                _) => string.Equals(certificate?.GetCertHashString(), thumbprint, StringComparison.OrdinalIgnoreCase), connectTimeout);

        private RefusalListener Listen(HttpMessageHandler inner) => new(inner, refusal => Refusal = refusal);
    }
}
