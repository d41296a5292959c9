using System.Text.Json;
using Azimuth.Clouds;
using Azimuth.Http.Errors;
using Azimuth.Text;

namespace Azimuth.Flows.Tenants;

/// <summary>
/// Who checks a user's password: Entra ID, or the organization's own server. For the latter MSAL.NET 4.92 would send the
/// password by an HTTP client of its own, past our proxy and trust, so that way is refused before MSAL is asked.
/// </summary>
/// <param name="cloud">The cloud whose authority is asked.</param>
/// <param name="http">Sends the requests to the authority.</param>
public sealed class UserRealm(Cloud cloud, HttpClient http)
{
    /// <summary>The host of the organization's own server; null where Entra ID checks the password, or does not know the user.</summary>
    /// <exception cref="UserError">The authority cannot be reached.</exception>
    public async Task<string?> FederatedAtAsync(string userName, CancellationToken cancel)
    {
        if (cloud.Authority.EndsWith("/adfs", StringComparison.OrdinalIgnoreCase))
        {
            return null; // AD FS is the authority itself
        }

        var address = cloud.AuthorityPath($"common/userrealm/{Uri.EscapeDataString(userName)}?api-version=1.0");
        try
        {
            using var answer = await http.GetAsync(address, cancel);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            using var realm = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return realm.RootElement.TextOrNull("account_type") != "Federated" ? null
                : Uri.TryCreate(realm.RootElement.TextOrNull("federation_active_auth_url"), UriKind.Absolute, out var server) ? server.Host
                : realm.RootElement.TextOrNull("domain_name") ?? "another server";
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
}
