using System.Text.Json.Nodes;

namespace Azimuth.Harness.Scenarios;

/// <summary>An application of a scenario that signs in for itself, with a service principal in its tenant.</summary>
public sealed record Application(Guid ClientId, string Name, string Tenant)
{
    public IReadOnlyList<string> Secrets { get; init; } = [];

    public IReadOnlyList<string> ExpiredSecrets { get; init; } = [];

    /// <summary>Certificates in PEM, without keys.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>Subject and the issuer's certificate in PEM (SN+I).</summary>
    public IReadOnlyList<(string Subject, string Issuer)> TrustedSubjects { get; init; } = [];

    public IReadOnlyList<(string Issuer, string Subject)> FederatedCredentials { get; init; } = [];

    public bool Disabled { get; init; }

    /// <summary>Whether its tenant has a service principal of it.</summary>
    public bool HasPrincipal { get; init; } = true;

    /// <summary>The subscriptions on which it has a role; null: all.</summary>
    public IReadOnlyList<Guid>? Subscriptions { get; init; }

    internal JsonNode ToJson() => new JsonObject
    {
        ["clientId"] = ClientId.ToString(),
        ["name"] = Name,
        ["tenant"] = Tenant,
        ["disabled"] = Disabled,
        ["secrets"] = new JsonArray(
        [
            .. Secrets.Select(value => (JsonNode)new JsonObject { ["value"] = value }),
            .. ExpiredSecrets.Select(value => (JsonNode)new JsonObject { ["value"] = value, ["expires"] = "2020-01-01T00:00:00Z" }),
        ]),
        ["certificates"] = new JsonArray([.. Certificates.Select(pem => (JsonNode)new JsonObject { ["pem"] = pem })]),
        ["trustedSubjects"] = new JsonArray(
            [.. TrustedSubjects.Select(one => (JsonNode)new JsonObject { ["subject"] = one.Subject, ["issuer"] = one.Issuer })]),
        ["federatedCredentials"] = new JsonArray(
            [.. FederatedCredentials.Select(one => (JsonNode)new JsonObject { ["issuer"] = one.Issuer, ["subject"] = one.Subject })]),
    };

    internal JsonNode PrincipalToJson()
    {
        var principal = new JsonObject
        {
            ["clientId"] = ClientId.ToString(),
            ["id"] = $"44444444{ClientId.ToString()[8..]}",
            ["tenant"] = Tenant,
        };
        if (Subscriptions is { } some)
        {
            principal["subscriptions"] = new JsonArray([.. some.Select(id => (JsonNode)id.ToString())]);
        }

        return principal;
    }
}

/// <summary>A pipeline's job that may ask its service for an assertion.</summary>
/// <param name="Kind"><c>github</c> or <c>azureDevOps</c>.</param>
public sealed record Pipeline(string Kind, string RequestToken, string Issuer, string Subject)
{
    public string? ServiceConnection { get; init; }

    public int AssertionSeconds { get; init; } = 300;

    internal JsonNode ToJson()
    {
        var pipeline = new JsonObject
        {
            ["kind"] = Kind,
            ["requestToken"] = RequestToken,
            ["issuer"] = Issuer,
            ["subject"] = Subject,
            ["assertionSeconds"] = AssertionSeconds,
        };
        if (ServiceConnection is not null)
        {
            pipeline["serviceConnection"] = ServiceConnection;
        }

        return pipeline;
    }
}
