using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Tenants;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.Msal;

/// <summary>The only place where MSAL.NET's public client is built: one application, against one cloud.</summary>
/// <param name="clientId">The application's client ID.</param>
/// <param name="cloud">The cloud; its authority may have a port.</param>
/// <param name="http">Sends the requests; one for the whole process.</param>
/// <param name="environment">For <c>AZURE_IDENTITY_DISABLE_CP1</c>, and the session of an agent.</param>
/// <param name="debugLog">Receives MSAL's own log, without personal data.</param>
/// <param name="broker">Answers where no redirect is given; null where there is none, or it is not to be used.</param>
public sealed class MsalClient(
    string clientId, Cloud cloud, IMsalHttpClientFactory http, EnvironmentVariables environment, DebugLog debugLog, IBroker? broker = null)
{
    /// <summary>The tenant that a sign-in without <c>--tenant</c> asks.</summary>
    public const string AnyOrganization = "organizations";

    private readonly AgentSession? _agent = AgentSession.From(environment);

    private readonly IMsalHttpClientFactory _http = AgentSession.From(environment)?.Through(http) ?? http;

    /// <summary>A client for <paramref name="tenant"/> whose tokens are those of <paramref name="cache"/>.</summary>
    /// <param name="tenant">ID, domain, or <see cref="AnyOrganization"/>.</param>
    /// <param name="cache">The token cache session that tokens are read from and added to.</param>
    /// <param name="redirect">Where the browser's answer arrives (<c>http://localhost:PORT</c>); null for flows without a browser.</param>
    public IPublicClientApplication For(string tenant, TokenCacheSession cache, Uri? redirect = null)
    {
        CloudPairing.Check(cloud); // whoever asks, and for whatever
        var builder = PublicClientApplicationBuilder.Create(clientId).AsTheAzureCli(_http, environment, debugLog);

        // AD FS has one authority, whatever tenant was named.
        builder = cloud.IsAdfs
            ? builder.WithAdfsAuthority(cloud.Authority, validateAuthority: false)
            : builder.WithAuthority($"{cloud.Authority}/{TenantSegment.From(tenant)}", validateAuthority: false);

        if (redirect is not null)
        {
            builder = builder.WithRedirectUri(redirect.ToString().TrimEnd('/'));
        }
        else if (broker is not null)
        {
            builder = broker.Join(builder);
        }

        var client = (_agent?.Join(builder) ?? builder).Build();
        cache.Attach(client.UserTokenCache);
        return client;
    }
}
