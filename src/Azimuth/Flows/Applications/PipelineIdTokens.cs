using System.Text;
using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Http.Errors;
using Azimuth.Text;
using Azimuth.Tokens;

namespace Azimuth.Flows.Applications;

/// <summary>Asks the service that runs a pipeline's job for a new assertion, by the variables that it gives to the job.</summary>
/// <param name="environment">The environment variables of the pipeline's job.</param>
/// <param name="http">Sends the requests.</param>
public sealed class PipelineIdTokens(EnvironmentVariables environment, Func<HttpClient> http)
{
    /// <summary>The audience that Entra ID expects of assertions.</summary>
    internal const string EntraAudience = "api://AzureADTokenExchange";

    private const string GitHubAddress = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string GitHubToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const string DevOpsAddress = "SYSTEM_OIDCREQUESTURI";
    private const string DevOpsToken = "SYSTEM_ACCESSTOKEN";

    // Set by AzureCLI@2 and AzurePowerShell@5; AzurePipelinesCredential of the SDKs reads it too.
    private const string DevOpsConnection = "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID";

    /// <summary>How this job gets ID tokens; null if this is not a job, or not allowed to.</summary>
    /// <param name="audience">The audience; null for Entra ID's default.</param>
    public AssertionSource? RecipeHere(string? audience = null) =>
        environment.NonEmpty(GitHubAddress) is not null && environment.NonEmpty(GitHubToken) is not null
            ? new(AssertionSource.GitHub, audience ?? EntraAudience)
        : environment.NonEmpty(DevOpsAddress) is not null
            && environment.NonEmpty(DevOpsToken) is not null
            && environment.NonEmpty(DevOpsConnection) is { } connection
            ? new(AssertionSource.AzureDevOps, Connection: connection)
            : null;

    /// <summary>The audience of a federated token; null if it has none.</summary>
    public static string? AudienceOf(Secret assertion) => Assertions.AudienceOf(assertion);

    /// <summary>Whether the variables that the recipe names are there.</summary>
    internal bool CanAsk(AssertionSource recipe) =>
        environment.NonEmpty(AddressOf(recipe)) is not null && environment.NonEmpty(TokenOf(recipe)) is not null;

    /// <summary>A new assertion.</summary>
    /// <exception cref="UserError">This is no such job (any more), or its service gave none.</exception>
    internal async Task<Secret> AskAsync(AssertionSource recipe, CancellationToken cancel)
    {
        if (environment.NonEmpty(AddressOf(recipe)) is not { } start
            || environment.NonEmpty(TokenOf(recipe))?.Trim() is not { Length: > 0 } token)
        {
            throw new UserError(
                $"A new federated token cannot be requested: {AddressOf(recipe)} and {TokenOf(recipe)} are set only in the job of the "
                    + "pipeline.");
        }

        var address = Address(recipe, start);
        using var request = new HttpRequestMessage(recipe.From == AssertionSource.GitHub ? HttpMethod.Get : HttpMethod.Post, address);
        request.Headers.Authorization = token.Any(char.IsWhiteSpace)
            ? throw new UserError($"The value of {TokenOf(recipe)} is not a valid token: it contains white space.")
            : new("Bearer", token);
        request.Headers.Accept.Add(new("application/json"));
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new StringContent("", Encoding.UTF8, "application/json");
        }

        try
        {
            using var answer = await http().SendAsync(request, cancel);
            using var body = answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel)) : null;
            return (body?.RootElement.TextOrNull("value") ?? body?.RootElement.TextOrNull("oidcToken")) is { Length: > 0 } assertion
                ? new(assertion)
                : throw new UserError(
                    $"{address.Host} issued no new federated token (HTTP {(int)answer.StatusCode} {answer.ReasonPhrase}). "
                        + Permission(recipe));
        }
        catch (JsonException nonsense)
        {
            throw NetworkErrors.NotJson(nonsense, address);
        }
        catch (Exception failure) when (NetworkErrors.IsOne(failure, cancel))
        {
            throw NetworkErrors.Explain(failure, address);
        }
    }

    private static string AddressOf(AssertionSource recipe) => recipe.From == AssertionSource.GitHub ? GitHubAddress : DevOpsAddress;

    private static string TokenOf(AssertionSource recipe) => recipe.From == AssertionSource.GitHub ? GitHubToken : DevOpsToken;

    private static string Permission(AssertionSource recipe) => recipe.From == AssertionSource.GitHub
        ? "The job needs the permission `id-token: write`."
        : "The job needs access to its service connection.";

    // The job's token goes along, so only over TLS, or within this machine.
    private static Uri Address(AssertionSource recipe, string start)
    {
        var parameter = recipe.From == AssertionSource.GitHub
            ? $"audience={Uri.EscapeDataString(recipe.Audience ?? EntraAudience)}"
            : $"api-version=7.1&serviceConnectionId={Uri.EscapeDataString(recipe.Connection ?? "")}";
        return Uri.TryCreate(
            $"{start}{(start.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new UserError($"{AddressOf(recipe)} is not an HTTPS URL.");
    }
}
