using System.Net.Http.Headers;
using System.Text;
using Azimuth.Configuration;
using Azimuth.Tokens.Cache;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.Msal;

/// <summary>
/// The session of an agent that acts for a user. It is sent to Entra ID with each request for a token, in the address and in the
/// body, as by the Azure CLI (2.91, <c>agentic_session.py</c>), so that what the agent does can be told apart; its tokens are
/// cached for this session alone.
/// </summary>
/// <param name="Id">The session's ID, as the agent set it.</param>
public sealed record AgentSession(string Id)
{
    private const string Field = "client_session";

    /// <summary>The session that <c>COPILOT_AGENT_SESSION_ID</c> names; null without one.</summary>
    public static AgentSession? From(EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.NonEmpty("COPILOT_AGENT_SESSION_ID") is { } id ? new(id) : null;
    }

    /// <summary>What its access tokens have in the token cache, and no others.</summary>
    internal string CacheKey => ExtendedCacheKey.Compute((Field, Id));

    /// <summary>Tells MSAL.NET, which then keeps the tokens of each session apart too.</summary>
    internal PublicClientApplicationBuilder Join(PublicClientApplicationBuilder builder) =>
        builder.WithExtraQueryParameters(new Dictionary<string, (string Value, bool IncludeInCacheKey)> { [Field] = (Id, true) });

    /// <summary>MSAL.NET has no way to add to the body of a public client's request: it is done on its way out.</summary>
    internal IMsalHttpClientFactory Through(IMsalHttpClientFactory http) => new Factory(http, Id);

    private sealed class Factory(IMsalHttpClientFactory http, string id) : IMsalHttpClientFactory
    {
        private HttpClient? _client;

        public HttpClient GetHttpClient()
        {
            var inner = http.GetHttpClient();
            return _client ??= new(new Handler(inner, id)) { Timeout = inner.Timeout };
        }
    }

    private sealed class Handler(HttpClient http, string id) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var copy = new HttpRequestMessage(
                request.Method, request.RequestUri)
            { Version = request.Version, VersionPolicy = request.VersionPolicy };
            foreach (var (name, values) in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }

            copy.Content = request is { Content: { Headers.ContentType.MediaType: "application/x-www-form-urlencoded" } form }
                && request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal)
                ? await WithSessionAsync(form, cancellationToken)
                : request.Content;
            return await http.SendAsync(copy, cancellationToken);
        }

        private async Task<ByteArrayContent> WithSessionAsync(HttpContent form, CancellationToken cancel)
        {
            var fields = await form.ReadAsStringAsync(cancel);
            return new(Encoding.ASCII.GetBytes($"{fields}&{Field}={Uri.EscapeDataString(id)}"))
            {
                Headers = { ContentType = MediaTypeHeaderValue.Parse(form.Headers.ContentType!.ToString()) },
            };
        }
    }
}
