using System.Text.Json;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Switches;

/// <summary>The token endpoint answers any refusal that a test needs, known to the catalogue or not.</summary>
internal sealed class Fail() : Switch<FailSettings>(
    "fail", "Refuse token requests", "Token requests are refused with the given AADSTS code, error, suberror, claims and message.",
    SwitchesJson.Default.FailSettings), IRequestSwitch
{
    private readonly Countdown _left = new();

    public override void Set(JsonElement settings)
    {
        base.Set(settings);
        _left.Start(Now.Count);
    }

    public async Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel)
    {
        var now = Now;
        if (!now.On || !(now.Kinds ?? ["token"]).Contains(kind.Name))
        {
            return null;
        }

        if (now.GrantTypes is { } grants
            && (!context.Request.HasFormContentType
                || !grants.Contains((await context.Request.ReadFormAsync(cancel))["grant_type"].ToString())))
        {
            return null;
        }

        if (now.Tenants is { } tenants
            && !tenants.Contains(context.Request.RouteValues["tenant"] as string, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return _left.TryTake()
            ? context.RequestServices.GetRequiredService<ISwitchAnswers>().Failed(now)
            : null;
    }
}

internal sealed record FailSettings : RequestSettings
{
    public int Code { get; set; } = 90033;

    public string Error { get; set; } = "invalid_grant";

    public string Message { get; set; } = "The sandbox was set to refuse this request.";

    public string? SubError { get; set; }

    /// <summary>JSON in a string, as Entra ID sends it.</summary>
    public string? Claims { get; set; }

    public int Status { get; set; } = 400;

    /// <summary>Only these; missing: every grant.</summary>
    public IReadOnlyList<string>? GrantTypes { get; set; }

    /// <summary>Only requests whose path names one of these, as it is written there.</summary>
    public IReadOnlyList<string>? Tenants { get; set; }
}
