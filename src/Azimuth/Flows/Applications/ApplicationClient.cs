using System.Security.Cryptography.X509Certificates;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Flows.Msal;
using Azimuth.Flows.Tenants;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.Applications;

/// <summary>The only place where MSAL.NET's confidential client is built: an application that proves itself to the active cloud.</summary>
/// <param name="cloud">The cloud; its authority may have a port.</param>
/// <param name="http">Sends the requests; one for the whole process.</param>
/// <param name="environment">For <c>AZURE_IDENTITY_DISABLE_CP1</c>.</param>
/// <param name="debugLog">Receives MSAL's own log, without personal data.</param>
public sealed class ApplicationClient(Cloud cloud, IMsalHttpClientFactory http, EnvironmentVariables environment, DebugLog debugLog)
{
    /// <summary>A client for <paramref name="tenant"/> whose tokens are those of <paramref name="cache"/>.</summary>
    internal IConfidentialClientApplication For(string clientId, string tenant, ClientAuthentication proof, TokenCacheSession cache)
    {
        CloudPairing.Check(cloud);
        var builder = ConfidentialClientApplicationBuilder.Create(clientId)
            .WithAuthority($"{cloud.Authority}/{TenantSegment.From(tenant)}", validateAuthority: false)
            .AsTheAzureCli(http, environment, debugLog);
        builder = proof switch
        {
            ClientAuthentication.OfSecret secret => builder.WithClientSecret(secret.Value.Reveal()),
            ClientAuthentication.OfCertificate certificate => builder.WithCertificate(certificate.Value, certificate.GoesAlong),
            ClientAuthentication.OfAssertion assertion =>
                builder.WithClientAssertion((AssertionRequestOptions _) => Task.FromResult(assertion.Value.Reveal())),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        var client = builder.Build();
        cache.AttachApplications(client.AppTokenCache);
        return client;
    }
}

/// <summary>The client authentication of an application, ready to be sent (RFC 6749, 2.3).</summary>
internal abstract record ClientAuthentication
{
    private ClientAuthentication()
    {
    }

    /// <summary>A client secret.</summary>
    public sealed record OfSecret(Secret Value) : ClientAuthentication;

    /// <summary>A client assertion signed with the certificate's key.</summary>
    /// <param name="Value">The certificate, with its private key.</param>
    /// <param name="GoesAlong">Whether the certificate is sent along (<c>x5c</c>, SN+I).</param>
    public sealed record OfCertificate(X509Certificate2 Value, bool GoesAlong) : ClientAuthentication;

    /// <summary>A client assertion that another issuer signed.</summary>
    public sealed record OfAssertion(Secret Value) : ClientAuthentication;
}
