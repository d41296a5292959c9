using System.Text.Json;
using Azimuth.Clouds;
using Azimuth.Http.Errors;

namespace Azimuth.Discovery;

/// <summary>Asks an ARM for the endpoints of its cloud. No token is sent.</summary>
/// <param name="http">Sends the requests, with certificates always verified: the answer decides where users sign in.</param>
public sealed class MetadataSource(HttpClient http)
{
    private const string Path = "/metadata/endpoints?api-version=2022-09-01";

    /// <summary>The cloud of <paramref name="resourceManager"/>, for <c>az cloud register</c>.</summary>
    /// <exception cref="UserError">In the Azure CLI's words.</exception>
    public async Task<Cloud> OfAsync(string resourceManager, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(resourceManager);

        var address = resourceManager.TrimEnd('/') + Path;
        try
        {
            return CloudMetadata.ReadOne(await GetAsync(address, cancel));
        }
        catch (JsonException nonsense)
        {
            throw Unable($"Response body does not contain valid json. Error detail: {nonsense.Message}", nonsense);
        }
    }

    /// <summary>The bytes at an address.</summary>
    /// <exception cref="UserError">It is not to be asked, or does not answer.</exception>
    public async Task<byte[]> GetAsync(string address, CancellationToken cancel)
    {
        if (!CloudAddress.IsSafe(address))
        {
            throw new UserError($"'{address}' is not an HTTPS URL (or HTTP on this machine), so it is not requested.");
        }

        var asked = new Uri(address);
        int code;
        try
        {
            using var answer = await http.GetAsync(asked, cancel);
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadAsByteArrayAsync(cancel);
            }

            code = (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is UserError || NetworkErrors.IsOne(failure, cancel))
        {
            throw Unable(
                $"Please ensure you have network connection. Error detail: {NetworkErrors.Explain(failure, asked).Message}", failure);
        }

        throw Unable($"Server returned status code {code} for {address}", cause: null);
    }

    private static UserError Unable(string why, Exception? cause) => new($"Unable to get endpoints from the cloud.\n{why}", cause: cause);
}
