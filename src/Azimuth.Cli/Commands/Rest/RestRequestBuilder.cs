using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Rest;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>Makes the request of <c>az rest</c> from its options.</summary>
/// <param name="input">Standard input, for <c>--body @-</c>.</param>
/// <param name="environment">Where <c>~</c> leads.</param>
/// <param name="clouds">The list of clouds; a path is below the active one's Azure Resource Manager.</param>
internal sealed class RestRequestBuilder(TextReader input, EnvironmentVariables environment, CloudList clouds)
{
    private const string SubscriptionId = "{subscriptionId}";

    /// <summary>The request.</summary>
    /// <param name="options">The options.</param>
    /// <param name="account">Whose subscription <c>{subscriptionId}</c> is.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="UserError">An address, a header, a parameter or a body that cannot be sent.</exception>
    public async Task<RestRequest> BuildAsync(RestOptions options, RestAccount account, CancellationToken cancel)
    {
        var url = options.Url.Contains(SubscriptionId, StringComparison.Ordinal)
            ? options.Url.Replace(SubscriptionId, (await account.CurrentAsync(cancel)).Id, StringComparison.Ordinal)
            : options.Url;
        var parameters = RestPairs.Read(options.ParameterArguments, "--uri-parameters/--url-parameters", StringComparer.Ordinal);
        var body = await RestBody.ReadAsync(options.BodyArgument, input, environment.NonEmpty("HOME"), cancel);
        var headers = new Dictionary<string, string>(
            RestPairs.Read(options.HeaderArguments, "--headers", StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        headers.TryAdd("Accept", "*/*");
        headers.TryAdd("x-ms-client-request-id", Guid.NewGuid().ToString());
        if (body is { } bytes && RestBody.AsJson(bytes) is { } json)
        {
            body = json;
            headers.TryAdd("Content-Type", "application/json");
        }

        return new()
        {
            Method = options.HttpMethod,
            Address = RestAddress.Read(url, parameters, clouds.Active),
            Headers = headers,
            Body = body,
            Timeout = options.IdleTimeout,
        };
    }
}
