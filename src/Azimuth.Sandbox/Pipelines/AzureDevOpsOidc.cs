using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Pipelines;

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
