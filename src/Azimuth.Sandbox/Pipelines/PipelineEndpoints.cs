using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Pipelines;

/// <summary>What a GitHub Actions job finds at <c>ACTIONS_ID_TOKEN_REQUEST_URL</c>: an assertion for the audience that it names.</summary>
internal static class GitHubOidc
{
    private const string DefaultAudience = "https://github.com/contoso";

    public static void MapGitHubOidc(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/pipelines/github/oidctoken", (HttpContext context, string? audience, PipelineAssertions assertions) =>
            assertions.Issue(ScenarioKinds.GitHub, context, audience ?? DefaultAudience) is { } token
                ? TypedResults.Json(new GitHubAnswer(token.Length, token), PipelineJson.Default.GitHubAnswer)
                : Results.Unauthorized()).Journaled("gitHubOidc");
}

/// <param name="Value">The assertion.</param>
internal sealed record GitHubAnswer(int Count, string Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GitHubAnswer))]
[JsonSerializable(typeof(AzureDevOpsAnswer))]
internal sealed partial class PipelineJson : JsonSerializerContext;

/// <summary>What an Azure DevOps job finds at <c>SYSTEM_OIDCREQUESTURI</c>: an assertion of the service connection that it names.</summary>
internal static class AzureDevOpsOidc
{
    public static void MapAzureDevOpsOidc(this IEndpointRouteBuilder routes) =>
        routes.MapPost(
            "/pipelines/azuredevops/oidctoken",
            (HttpContext context, string? serviceConnectionId, PipelineAssertions assertions) =>
            assertions.Issue(ScenarioKinds.AzureDevOps, context, audience: null, serviceConnectionId) is { } token
                ? TypedResults.Json(new AzureDevOpsAnswer(token), PipelineJson.Default.AzureDevOpsAnswer)
                : Results.Unauthorized()).Journaled("azureDevOpsOidc");
}

internal sealed record AzureDevOpsAnswer(string OidcToken);
