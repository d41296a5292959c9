using System.Text.Json;
using Azimuth.Clouds;

namespace Azimuth.Discovery;

/// <summary>Lists of ARM as ARM gives them, for commands that show them.</summary>
/// <param name="arm">Sends the requests to ARM.</param>
/// <param name="cloud">The cloud whose ARM is asked.</param>
public sealed class ArmReader(HttpMessageInvoker arm, Cloud cloud)
{
    /// <summary>All items of a list, in ARM's order.</summary>
    /// <param name="path">Below ARM's address; may have a query.</param>
    /// <param name="token">The token to bring; called again with claims when ARM challenges it.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(
        string path, Func<string?, CancellationToken, Task<Secret>> token, CancellationToken cancel)
    {
        var items = new List<JsonElement>();
        await foreach (var item in new ArmPages(arm, cloud.ResourceManagerPath("")).ListAsync(path, token, () => { }, cancel))
        {
            items.Add(item.Clone());
        }

        return items;
    }

    /// <summary>One object.</summary>
    public async Task<JsonElement> GetAsync(string path, Func<string?, CancellationToken, Task<Secret>> token, CancellationToken cancel)
    {
        using var found = await new ArmPages(arm, cloud.ResourceManagerPath("")).GetAsync(path, token, cancel);
        return found.RootElement.Clone();
    }
}
