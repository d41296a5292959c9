using System.Buffers;
using System.Text;
using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Http.Errors;
using Azimuth.Text;

namespace Azimuth.Flows.Tenants;

/// <summary>
/// From what a user types after <c>--tenant</c> to the tenant's ID: the authority's OpenID configuration of that name tells it.
/// </summary>
/// <param name="cloud">The cloud whose authority is asked.</param>
/// <param name="http">Sends the requests to the authority.</param>
public sealed class TenantNames(Cloud cloud, HttpClient http)
{
    /// <summary>
    /// The ID of the tenant of this ID or domain. An ID is looked up too: a mistyped one would else end as an error page in
    /// the browser, which this process never hears of.
    /// </summary>
    /// <exception cref="UserError">There is no such tenant; the sentence holds the authority's own words, as the Azure CLI's
    /// does.</exception>
    public async Task<string> ResolveAsync(string tenant, CancellationToken cancel)
    {
        if (cloud.IsAdfs)
        {
            return Cloud.AdfsTenant; // whatever was named: it has none
        }

        if (tenant.Equals(Cloud.AdfsTenant, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError(
                $"The cloud '{cloud.Name}' signs in at {cloud.Authority}, which is not an AD FS.",
                $"If it is one, run: az cloud update --name \"{cloud.Name}\" --endpoint-active-directory "
                    + $"{cloud.Authority}/{Cloud.AdfsTenant}");
        }

        if (tenant.Length == 0)
        {
            throw new UserError(
                "Failed to resolve tenant ''. The value of --tenant is empty; check that the variable it comes from is set.");
        }

        var address = cloud.AuthorityPath($"{Uri.EscapeDataString(tenant)}/v2.0/.well-known/openid-configuration");
        try
        {
            using var answer = await http.GetAsync(address, cancel);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return answer.IsSuccessStatusCode
                ? IdIn(body.RootElement) ?? throw new UserError($"Failed to resolve tenant '{tenant}'.")
                : throw new UserError($"Failed to resolve tenant '{tenant}'.", $"\nError detail: {AsPython(body.RootElement)}");
        }
        catch (JsonException nonsense)
        {
            throw NetworkErrors.NotJson(nonsense, address);
        }
        catch (Exception failure) when (NetworkErrors.IsOne(failure, cancel))
        {
            throw NetworkErrors.Explain(failure, address);
        }
    }

    // https://login.microsoftonline.com/{id}/v2.0 and https://sts.windows.net/{id}/ alike.
    private static string? IdIn(JsonElement configuration) =>
        Uri.TryCreate(configuration.TextOrNull("issuer"), UriKind.Absolute, out var address)
            ? address.Segments.Select(segment => segment.Trim('/')).FirstOrDefault(segment => Guid.TryParseExact(segment, "D", out _))
            : null;

    private static string AsPython(JsonElement body)
    {
        var bytes = new ArrayBufferWriter<byte>();
        new PythonJson(bytes).Value(body);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
