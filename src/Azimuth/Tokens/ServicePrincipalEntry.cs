using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Tokens;

/// <summary>
/// How an application signs in to one tenant: an entry of <c>service_principal_entries.json</c>. Under the Azure CLI's names
/// stands what it knows too; under ours (<c>azimuth_…</c>), which it leaves alone, what it does not.
/// </summary>
public sealed record ServicePrincipalEntry
{
    /// <summary>The application.</summary>
    public required string ClientId { get; init; }

    /// <summary>The tenant's ID.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its secret.</summary>
    public Secret ClientSecret { get; init; }

    /// <summary>The file that holds its certificate and key, as a whole path.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whether the certificate goes along, to be trusted by subject name and issuer.</summary>
    public bool UseCertSnIssuer { get; init; }

    /// <summary>What opens that file; empty where nothing does, or a variable.</summary>
    public Secret CertificatePassword { get; init; }

    /// <summary>Another issuer's word, good for some minutes.</summary>
    public Secret ClientAssertion { get; init; }

    /// <summary>The file in which the platform keeps a good one.</summary>
    public string? AssertionFile { get; init; }

    /// <summary>How the job asks for a new one; null where it cannot.</summary>
    public AssertionSource? Recipe { get; init; }

    internal static ServicePrincipalEntry? Read(JsonElement entry) =>
        entry.TextOrNull("client_id") is { } clientId && entry.TextOrNull("tenant") is { } tenant
            ? new()
            {
                ClientId = clientId,
                Tenant = tenant,
                ClientSecret = new(entry.TextOrNull("client_secret")),
                Certificate = entry.TextOrNull("certificate"),
                UseCertSnIssuer = entry.MemberOrNull("use_cert_sn_issuer") is { ValueKind: JsonValueKind.True },
                CertificatePassword = new(entry.TextOrNull("azimuth_certificate_password")),
                ClientAssertion = new(entry.TextOrNull("client_assertion")),
                AssertionFile = entry.TextOrNull("azimuth_assertion_file"),
                Recipe = AssertionSource.Read(entry),
            }
            : null;

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("client_id", ClientId);
        json.WriteString("tenant", Tenant);
        WriteSecret(json, "client_secret", ClientSecret);
        WriteText(json, "certificate", Certificate);
        if (UseCertSnIssuer)
        {
            json.WriteBoolean("use_cert_sn_issuer", true);
        }

        WriteSecret(json, "client_assertion", ClientAssertion);
        WriteSecret(json, "azimuth_certificate_password", CertificatePassword);
        WriteText(json, "azimuth_assertion_file", AssertionFile);
        WriteText(json, "azimuth_assertion_from", Recipe?.From);
        WriteText(json, "azimuth_assertion_audience", Recipe?.Audience);
        WriteText(json, "azimuth_assertion_connection", Recipe?.Connection);
        json.WriteEndObject();
    }

    private static void WriteSecret(Utf8JsonWriter json, string name, Secret value) =>
        WriteText(json, name, value.IsEmpty ? null : value.Reveal());

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

/// <summary>
/// How a pipeline's job asks for a new assertion: whose variables to read and what to say, never what the variables hold (attack S14).
/// </summary>
/// <param name="From"><see cref="GitHub"/> or <see cref="AzureDevOps"/>.</param>
/// <param name="Audience">GitHub: for whom the assertion is.</param>
/// <param name="Connection">Azure DevOps: the service connection's ID.</param>
public sealed record AssertionSource(string From, string? Audience = null, string? Connection = null)
{
    /// <summary>GitHub Actions: <c>ACTIONS_ID_TOKEN_REQUEST_URL</c>, <c>ACTIONS_ID_TOKEN_REQUEST_TOKEN</c>.</summary>
    public const string GitHub = "github";

    /// <summary>Azure Pipelines: <c>SYSTEM_OIDCREQUESTURI</c>, <c>SYSTEM_ACCESSTOKEN</c>.</summary>
    public const string AzureDevOps = "azure-devops";

    internal static AssertionSource? Read(JsonElement entry) => entry.TextOrNull("azimuth_assertion_from") is { } from
        ? new(from, entry.TextOrNull("azimuth_assertion_audience"), entry.TextOrNull("azimuth_assertion_connection"))
        : null;
}
