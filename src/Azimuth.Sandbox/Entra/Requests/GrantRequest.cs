using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>A request to the token endpoint whose tenant and client are known.</summary>
internal sealed record GrantRequest(HttpContext Context, TenantSegment Tenant, Application Client, IFormCollection Form)
{
    /// <summary>The client authentication that was sent.</summary>
    public required ClientCredential Credential { get; init; }

    /// <summary>What the client is in this request.</summary>
    public required ClientRole Role { get; init; }

    public string? this[string name] => Form[name] is { Count: > 0 } values && values[0] is { Length: > 0 } value ? value : null;

    public string Address => Context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";

    /// <summary>Any value: Python sends 1, MSAL.NET 1 or 2.</summary>
    public bool WantsClientInfo => this["client_info"] is not null;

    public bool DeclaresCp1 => ClientClaims.DeclaresCp1(this["claims"]) == true;
}
