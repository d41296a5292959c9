using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Clouds;

namespace Azimuth.Discovery;

/// <summary>Lists of ARM as ARM gives them, for commands that show them.</summary>
/// <param name="arm">Sends the requests to ARM.</param>
/// <param name="cloud">The cloud whose ARM is asked.</param>
/// <param name="token">The token of a subscription's identity; called again with claims when ARM challenges it.</param>
public sealed class ArmReader(HttpMessageInvoker arm, Cloud cloud, Func<Subscription, Func<string?, CancellationToken, Task<Secret>>> token)
{
    /// <summary>All items of a list, in ARM's order.</summary>
    /// <param name="path">Below ARM's address; may have a query.</param>
    /// <param name="row">The subscription whose identity asks.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, Subscription row, CancellationToken cancel)
    {
        var items = new List<JsonElement>();
        await foreach (var item in new ArmPages(arm, cloud.ResourceManagerPath("")).ListAsync(path, token(row), () => { }, cancel))
        {
            items.Add(item.Clone());
        }

        return items;
    }

    /// <summary>One object.</summary>
    public async Task<JsonElement> GetAsync(string path, Subscription row, CancellationToken cancel)
    {
        using var found = await new ArmPages(arm, cloud.ResourceManagerPath("")).GetAsync(path, token(row), cancel);
        return found.RootElement.Clone();
    }
}
