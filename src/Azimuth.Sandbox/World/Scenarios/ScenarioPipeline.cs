namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>A job of a pipeline that may ask its own service for an assertion.</summary>
internal sealed record ScenarioPipeline
{
    /// <summary><c>github</c> or <c>azureDevOps</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the job shows: <c>ACTIONS_ID_TOKEN_REQUEST_TOKEN</c> or <c>SYSTEM_ACCESSTOKEN</c>.</summary>
    public required string RequestToken { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    /// <summary>Of Azure DevOps' assertions; GitHub's are for whatever the job names.</summary>
    public string Audience { get; set; } = "api://AzureADTokenExchange";

    /// <summary>Azure DevOps: the service connection's ID.</summary>
    public string? ServiceConnection { get; set; }

    /// <summary>How long an ID token of the pipeline is valid.</summary>
    public int AssertionSeconds { get; set; } = 300;
}

/// <summary>The pipelines that the sandbox emulates.</summary>
internal static class ScenarioKinds
{
    public const string GitHub = "github";
    public const string AzureDevOps = "azureDevOps";
}
