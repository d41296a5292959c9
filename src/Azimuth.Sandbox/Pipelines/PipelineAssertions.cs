using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Pipelines;

/// <summary>Assertions of a pipeline's issuer, signed by the sandbox: short-lived, for a caller with the job's own token.</summary>
internal sealed class PipelineAssertions(TenantDirectory azure, Jwt jwt, SandboxClock clock)
{
    private const string Scheme = "bearer ";

    /// <summary>An assertion; null where the job's token is not right or the service connection is unknown.</summary>
    public string? Issue(string kind, HttpContext context, string? audience, string? connection = null)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : "";
        return azure.Scenario.Pipelines.FirstOrDefault(
            each => each.Kind == kind && IsRight(each, token) && each.ServiceConnection == connection) is { } pipeline
            ? Sign(pipeline, audience ?? pipeline.Audience)
            : null;
    }

    private string Sign(ScenarioPipeline pipeline, string audience)
    {
        var now = clock.GetUtcNow();
        return jwt.Sign(Claims.Write(json =>
        {
            json.WriteString("iss", pipeline.Issuer);
            json.WriteString("sub", pipeline.Subject);
            json.WriteString("aud", audience);
            json.WriteString("jti", Guid.NewGuid());
            Claims.Times(json, now, now.AddSeconds(pipeline.AssertionSeconds));
        }), v2: true);
    }

    private static bool IsRight(ScenarioPipeline pipeline, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(pipeline.RequestToken), Encoding.UTF8.GetBytes(token));
}
