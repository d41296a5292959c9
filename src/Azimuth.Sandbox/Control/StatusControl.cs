using System.Text.Json;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Azimuth.Sandbox.Control;

/// <summary><c>status</c>, <c>stop</c>, <c>reset</c>, <c>clock</c>.</summary>
internal static class StatusControl
{
    public static void MapStatus(this IEndpointRouteBuilder control)
    {
        control.MapGet(
            "/status",
            (ReadyFile ready, Origins origins, TenantDirectory azure, SwitchBoard switches, Journal journal, SandboxClock clock) =>
            TypedResults.Json(new StatusAnswer
            {
                Version = ready.Version,
                Id = ready.Id,
                Pid = ready.Pid,
                SignIn = ready.SignIn,
                Arm = ready.Arm,
                Pages = ready.Pages,
                Also443 = origins.Also443,
                Scenario = azure.Scenario.Name,
                Now = clock.GetUtcNow(),
                AdvancedSeconds = (long)clock.Advanced.TotalSeconds,
                SwitchesOn = [.. switches.All.Where(one => one.IsOn).Select(one => one.Name)],
                StsIssuer = switches.StsIssuer.IsOn,
                MaxConcurrent = journal.MaxConcurrent,
                Tenants = [
                    .. azure.Tenants.Select(
                        tenant => new TenantAnswer(tenant.Id, tenant.Name, tenant.Domains, tenant.Subscriptions.Count, tenant.RequireMfa))
                ],
                People = [.. azure.People.Select(person => new PersonAnswer(
                    person.UserName, person.Name, person.Home.Id, [.. azure.TenantsOf(person).Select(tenant => tenant.Name)],
                    person.RequireMfa, person.Disabled))],
                ManagedIdentities = [
                    .. azure.ManagedIdentities.Select(
                        one => new IdentityAnswer(one.Name, one.ClientId, one.Id, one.ResourceId, one.Tenant.Id, one.IsSystemAssigned))
                ],
            }, ControlJson.Default.StatusAnswer));

        control.MapPost("/stop", (HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            // After the response is on its way: the caller should get it.
            context.Response.OnCompleted(() =>
            {
                lifetime.StopApplication();
                return Task.CompletedTask;
            });
            return ControlResults.Done();
        });

        control.MapPost("/reset", async Task<IResult> (HttpRequest request, ScenarioReset worlds, CancellationToken cancel) =>
        {
            var (body, refused) = await ControlResults.ReadAsync(request, ControlJson.Default.ResetBody, cancel);
            return refused ?? worlds.Reset(body!.Scenario);
        });

        control.MapPost("/scenario", async Task<IResult> (HttpRequest request, ScenarioReset worlds, CancellationToken cancel) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancel);
            return worlds.Change(body.ToArray());
        });

        control.MapGet("/clock", (SandboxClock clock) => Clock(clock));
        control.MapPost(
            "/clock",
            async Task<IResult> (HttpRequest request, SandboxClock clock, PersistedState remembered, CancellationToken cancel) =>
            {
                var (body, refused) = await ControlResults.ReadAsync(request, ControlJson.Default.AdvanceClock, cancel);
                if (refused is not null)
                {
                    return refused;
                }

                if (body!.AdvanceSeconds is < 0 or > 10L * 365 * 24 * 3600)
                {
                    return ControlResults.Refused(
                        StatusCodes.Status400BadRequest,
                        "invalid",
                        "$.advanceSeconds: the clock only moves forward, by ten years at most.");
                }

                clock.Advance(TimeSpan.FromSeconds(body.AdvanceSeconds));
                remembered.Save();
                return Clock(clock);
            });
    }

    private static JsonHttpResult<ClockAnswer> Clock(SandboxClock clock) => TypedResults.Json(
        new ClockAnswer(clock.GetUtcNow(), (long)clock.Advanced.TotalSeconds), ControlJson.Default.ClockAnswer);
}

internal sealed record StatusAnswer
{
    public required int Version { get; init; }

    public required string Id { get; init; }

    public required int Pid { get; init; }

    public required string SignIn { get; init; }

    public required string Arm { get; init; }

    public required string Pages { get; init; }

    /// <summary>Whether sign-in and ARM answer on port 443 as well.</summary>
    public required bool Also443 { get; init; }

    public required string Scenario { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required long AdvancedSeconds { get; init; }

    public required IReadOnlyList<string> SwitchesOn { get; init; }

    /// <summary>Whether tokens claim to be from <c>sts.windows.net</c> (attack S7).</summary>
    public required bool StsIssuer { get; init; }

    /// <summary>The most requests of each kind that were open at the same moment.</summary>
    public required IReadOnlyDictionary<string, int> MaxConcurrent { get; init; }

    public required IReadOnlyList<TenantAnswer> Tenants { get; init; }

    public required IReadOnlyList<PersonAnswer> People { get; init; }

    public required IReadOnlyList<IdentityAnswer> ManagedIdentities { get; init; }
}

internal sealed record TenantAnswer(Guid Id, string Name, IReadOnlyList<string> Domains, int Subscriptions, bool RequireMfa);

/// <param name="Tenants">Names of tenants.</param>
internal sealed record PersonAnswer(
    string UserName, string DisplayName, Guid HomeTenant, IReadOnlyList<string> Tenants, bool RequireMfa, bool Disabled);

internal sealed record IdentityAnswer(string Name, Guid ClientId, Guid ObjectId, string ResourceId, Guid Tenant, bool SystemAssigned);

internal sealed record ClockAnswer(DateTimeOffset Now, long AdvancedSeconds);

internal sealed record AdvanceClock
{
    public long AdvanceSeconds { get; set; }
}

/// <summary>A scenario to start over with, in place of the one that the sandbox was started with.</summary>
internal sealed record ResetBody
{
    public JsonElement? Scenario { get; set; }
}

/// <summary><c>GET journal?after=N</c>.</summary>
internal static class JournalControl
{
    public static void MapJournal(this IEndpointRouteBuilder control) =>
        control.MapGet("/journal", (Journal journal, long after = 0) => TypedResults.Json(
            new JournalAnswer(journal.After(after), journal.MaxConcurrent), ControlJson.Default.JournalAnswer));
}

internal sealed record JournalAnswer(IReadOnlyList<JournalEntry> Entries, IReadOnlyDictionary<string, int> MaxConcurrent);
