using System.Net;
using Azimuth.Accounts;
using Azimuth.Cli.Commands.Login;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Clouds;
using Azimuth.Flows.Msal;
using Azimuth.Rest;

namespace Azimuth.Cli.Commands.Rest;

/// <summary><c>az rest</c>: one request, signed as the current account.</summary>
internal static class Rest
{
    private const string SubscriptionId = "{subscriptionId}";

    private const string NoResource =
        "Can't derive appropriate Azure AD resource from --url to acquire an access token. If access token is required, use --resource "
            + "to specify the resource";

    public static CommandSpec Describe(Composition az) => new("rest", "Send a request to Azure, or to anybody, with a token.")
    {
        Options = RestOptions.All,
        Run = (arguments, cancel) => RunAsync(new RestOptions(arguments), az, cancel),
    };

    private static async Task<int> RunAsync(RestOptions words, Composition az, CancellationToken cancel)
    {
        var output = az.Output; // a wrong --query is known before anything is sent
        var account = new RestAccount(az, words.SubscriptionNameOrId);
        var request = await ReadAsync(words, account, az, cancel);
        var scopes = ScopesOf(words, request, az);
        var row = scopes is null ? null : await account.ForAsync(request.Address, cancel);
        if (row is not null && RestTarget.IsArm(request.Address, az.Clouds.Active))
        {
            az.AccessToken.CheckResourceManager(row);
        }

        RestToken? token = row is null ? null : (claims, stop) => account.TokenAsync(row, scopes!, claims, stop);
        var call = new RestCall(az.Network.Rest, az.Clouds.Active, az.Network.UserAgent, az.DebugLog);

        var outcome = await call.SendAsync(request, token, cancel);
        if (outcome.Claims is { } wanted)
        {
            using (outcome.Answer)
            {
                RestHeaders.Report(outcome.Answer, az.Terminal);
                await SignInAgainAsync(outcome, row!, scopes!, wanted, az, cancel);
            }

            outcome = await call.SendAsync(request, token, cancel);
        }

        using var answer = outcome.Answer;
        RestHeaders.Report(answer, az.Terminal);
        if (answer.StatusCode >= HttpStatusCode.BadRequest)
        {
            throw new UserError(
                await RestAnswer.ExplainAsync(answer, cancel),
                answer.StatusCode == HttpStatusCode.Unauthorized
                    ? $"{HowToSignIn}\naz logout\naz login"
                    : RestBody.Advice(words.BodyWord, request, answer.StatusCode))
            {
                IsWhole = true,
            };
        }

        await (words.File is { } file
            ? RestAnswer.SaveAsync(answer, file, cancel)
            : RestAnswer.ShowAsync(answer, output, az.Terminal, cancel));
        return 0;
    }

    private static async Task<RestRequest> ReadAsync(RestOptions words, RestAccount account, Composition az, CancellationToken cancel)
    {
        var url = words.Url.Contains(SubscriptionId, StringComparison.Ordinal)
            ? words.Url.Replace(SubscriptionId, (await account.CurrentAsync(cancel)).Id, StringComparison.Ordinal)
            : words.Url;
        var parameters = RestPairs.Read(words.ParameterWords, "--uri-parameters/--url-parameters", StringComparer.Ordinal);
        var body = await RestBody.ReadAsync(words.BodyWord, az.Terminal.In, az.Environment.NonEmpty("HOME"), cancel);
        var headers = new Dictionary<string, string>(
            RestPairs.Read(words.HeaderWords, "--headers", StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        headers.TryAdd("Accept", "*/*");
        headers.TryAdd("x-ms-client-request-id", Guid.NewGuid().ToString());
        if (body is { } bytes && RestBody.AsJson(bytes) is { } json)
        {
            body = json;
            headers.TryAdd("Content-Type", "application/json");
        }

        return new()
        {
            Method = words.HttpMethod,
            Address = RestAddress.Read(url, parameters, az.Clouds.Active),
            Headers = headers,
            Body = body,
            Patience = words.Patience,
        };
    }

    // Null: no token is sent.
    private static string[]? ScopesOf(RestOptions words, RestRequest request, Composition az)
    {
        if (words.SkipsAuthorization || request.Headers.ContainsKey("Authorization"))
        {
            return null;
        }

        var named = string.IsNullOrEmpty(words.ResourceUri) ? null : words.ResourceUri;
        if (request.Address.Scheme != Uri.UriSchemeHttps)
        {
            if (named is not null)
            {
                az.Terminal.Warn($"{request.Address.GetLeftPart(UriPartial.Authority)} is not encrypted: no token is sent there.");
            }

            return null;
        }

        var cloud = az.Clouds.Active;
        if ((named ?? RestTarget.ResourceOf(request.Address, cloud)) is not { } resource)
        {
            az.Terminal.Warn(NoResource);
            return null;
        }

        if (!RestTarget.IsExpected(request.Address, resource, cloud))
        {
            if (!RestAddress.NamesHost(words.Url))
            {
                throw new UserError(
                    $"Only {MetadataClouds.Variable} says that '{words.Url}' is at {request.Address.Authority}, and a token for "
                        + $"'{resource}' is not sent there for that. "
                    + "To send it there, give the whole address in --url.");
            }

            az.Terminal.Warn(
                $"A token for '{resource}' is sent to {request.Address.Authority}, which is no host of the cloud '{cloud.Name}'.");
        }

        return [$"{resource}/.default"];
    }

    private static async Task SignInAgainAsync(
        RestOutcome outcome, Subscription row, string[] scopes, string claims, Composition az, CancellationToken cancel)
    {
        if (!await Reauthentication.OfferAsync(outcome.Refusal!, row, scopes, claims, az, cancel))
        {
            throw new UserError(
                await RestAnswer.ExplainAsync(outcome.Answer, cancel),
                $"{outcome.Refusal!.Message}\n{HowToSignIn}\naz logout\n{MsalErrors.LoginCommand(row.TenantId, scopes, claims)}",
                cause: outcome.Refusal)
            {
                IsWhole = true,
            };
        }
    }

    private const string HowToSignIn = "Interactive authentication is needed. Please run:";
}
