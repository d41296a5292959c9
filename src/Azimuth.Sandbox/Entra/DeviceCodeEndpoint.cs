using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Applications;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra;

/// <summary><c>POST /{tenant}/oauth2/v2.0/devicecode</c> (RFC 8628 3.1): a code for a user's browser elsewhere.</summary>
internal static class DeviceCodeEndpoint
{
    public static void MapDeviceCode(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{tenant}/oauth2/v2.0/devicecode", AnswerAsync).Journaled("deviceCode");
        routes.MapPost("/{tenant}/oauth2/devicecode", AnswerAsync).Journaled("deviceCode");
    }

    private static async Task<IResult> AnswerAsync(
        string tenant, HttpContext context, TenantDirectory azure, ClientAuthentication clients, DeviceCodes codes,
        Origins origins, CancellationToken cancel)
    {
        context.Note().Tenant = tenant;
        var (segment, refused) = TenantSegment.Parse(tenant, azure);
        if (segment is null)
        {
            return refused!;
        }

        var form = V1Request.Understand(
            context.Request, context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty);
        var (request, unknown) = clients.Find(context, segment, form);
        if (request is null)
        {
            return unknown!;
        }

        if (await clients.CheckAsync(request) is { } unproven)
        {
            return unproven;
        }

        var scope = form["scope"].ToString();
        var (scopes, badScope) = RequestedScopes.Parse(scope, segment.Named, azure, origins, request.Client);
        if (scopes is null)
        {
            return badScope!;
        }

        var started = codes.Start(new DeviceAuthorization
        {
            ClientId = request.Client.ClientId,
            Tenant = segment.Text,
            Scope = scope,
            ResourceId = scopes.ResourceId,
            Place = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
            Lifetime = TimeSpan.FromSeconds(azure.Scenario.DeviceCode.LifetimeSeconds),
        });
        EntraHeaders.Add(context);
        return TypedResults.Json(Response(started, azure.Scenario.DeviceCode, origins), EntraJson.Plain.DeviceCodeResponse);
    }

    private static DeviceCodeResponse Response(DeviceAuthorization code, ScenarioDeviceCode scenario, Origins origins)
    {
        // The page is on plain loopback HTTP: a user's browser does not trust our CA and shall not learn to.
        var page = $"{origins.Pages}/device";
        return new DeviceCodeResponse
        {
            UserCode = code.UserCode,
            DeviceCode = code.DeviceCode,
            VerificationUri = page,
            ExpiresIn = scenario.LifetimeSeconds,
            Interval = scenario.IntervalSeconds,
            Message = $"To sign in, use a web browser to open the page {page} and enter the code {code.UserCode} to authenticate.",
        };
    }
}

/// <summary>The start of a device code (docs/protocol.md, 5.1). There is no <c>verification_uri_complete</c>.</summary>
internal sealed record DeviceCodeResponse
{
    public required string UserCode { get; init; }

    public required string DeviceCode { get; init; }

    public required string VerificationUri { get; init; }

    public required int ExpiresIn { get; init; }

    public required int Interval { get; init; }

    public required string Message { get; init; }
}
