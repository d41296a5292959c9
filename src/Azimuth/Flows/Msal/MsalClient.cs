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
/// <param name="broker">Renews the tokens of those who signed in through it; null where there is none, or it is not to be used.</param>
public sealed class MsalClient(
    string clientId, Cloud cloud, IMsalHttpClientFactory http, EnvironmentVariables environment, DebugLog debugLog, IBroker? broker = null)
{
    /// <summary>The tenant that a sign-in without <c>--tenant</c> asks.</summary>
    public const string AnyOrganization = "organizations";

    private static readonly TimeSpan MostForLeaving = TimeSpan.FromSeconds(5);

    private readonly AgentSession? _agent = AgentSession.From(environment);

    private readonly IMsalHttpClientFactory _http = AgentSession.From(environment)?.Through(http) ?? http;

    /// <summary>A client for <paramref name="tenant"/> whose tokens are those of <paramref name="cache"/>. It asks no broker.</summary>
    /// <param name="tenant">ID, domain, or <see cref="AnyOrganization"/>.</param>
    /// <param name="cache">The token cache session that tokens are read from and added to.</param>
    /// <param name="redirect">Where the browser's answer arrives (<c>http://localhost:PORT</c>); null for flows without a browser.</param>
    public IPublicClientApplication For(string tenant, TokenCacheSession cache, Uri? redirect = null)
    {
        var builder = Begin(tenant);
        return Attached((redirect is null ? builder : builder.WithRedirectUri(redirect.ToString().TrimEnd('/'))).Build(), cache);
    }

    /// <summary>The same, but the broker answers.</summary>
    /// <param name="tenant">ID, domain, or <see cref="AnyOrganization"/>.</param>
    /// <param name="cache">The token cache session for tokens that the broker does not store itself.</param>
    /// <exception cref="InvalidOperationException">There is no broker.</exception>
    public IPublicClientApplication ForBroker(string tenant, TokenCacheSession cache) =>
        Attached((broker ?? throw new InvalidOperationException("There is no broker.")).Build(Begin(tenant)), cache);

    /// <summary>
    /// Asks the broker, which has the accounts that signed in through it, and where it gives no answer the authority with the refresh
    /// token of the cache: whoever signed in through a browser is not known to the broker, and it may not work at all.
    /// </summary>
    /// <param name="askBroker">Asks the broker; not called where there is none.</param>
    /// <param name="ask">Asks the authority.</param>
    /// <param name="cancel">Ends both.</param>
    /// <exception cref="UserError">Neither has an answer; the broker's own refusal, where the cache has no token at all.</exception>
    internal async Task<T> AskAsync<T>(Func<Task<T>> askBroker, Func<Task<T>> ask, CancellationToken cancel)
    {
        UserError? refusal = null;
        if (broker is not null)
        {
            try
            {
                return await askBroker();
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // A refusal comes as the caller explained it, with what MSAL threw inside.
                var reason = BrokerErrors.Explain((failure as UserError)?.InnerException ?? failure);
                refusal = reason is null ? failure as UserError : null;
                debugLog.Write($"The {broker.Name} returned no token: {reason ?? failure.Message}. The token cache is used.");
            }
        }

        try
        {
            return await ask();
        }
        catch (UserError none) when (refusal is not null && MsalErrors.LacksTokens(none))
        {
            throw refusal;
        }
    }

    /// <summary>Signs accounts out of the broker too, which keeps its own tokens for them. What fails is only in the debug log.</summary>
    /// <param name="userName">The account; null: all.</param>
    /// <param name="cache">A session, which is not saved.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="cancel">Ends the wait.</param>
    internal async Task LeaveBrokerAsync(string? userName, TokenCacheSession cache, TimeProvider time, CancellationToken cancel)
    {
        if (broker is null)
        {
            return;
        }

        try
        {
            await LeaveAsync(ForBroker(AnyOrganization, cache), userName).WaitAsync(MostForLeaving, time, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            debugLog.Write($"The {broker.Name} did not sign out: {BrokerErrors.Explain(failure) ?? failure.Message}.");
        }
    }

    private static async Task LeaveAsync(IPublicClientApplication client, string? userName)
    {
        foreach (var account in await client.GetAccountsAsync())
        {
            if (userName is null || string.Equals(account.Username, userName, StringComparison.OrdinalIgnoreCase))
            {
                await client.RemoveAsync(account);
            }
        }
    }

    private static IPublicClientApplication Attached(IPublicClientApplication client, TokenCacheSession cache)
    {
        cache.Attach(client.UserTokenCache);
        return client;
    }

    private PublicClientApplicationBuilder Begin(string tenant)
    {
        CloudPairing.Check(cloud); // whoever asks, and for whatever
        var builder = PublicClientApplicationBuilder.Create(clientId).AsTheAzureCli(_http, environment, debugLog);

        // AD FS has one authority, whatever tenant was named.
        builder = cloud.IsAdfs
            ? builder.WithAdfsAuthority(cloud.Authority, validateAuthority: false)
            : builder.WithAuthority($"{cloud.Authority}/{TenantSegment.From(tenant)}", validateAuthority: false);
        return _agent?.Join(builder) ?? builder;
    }
}
