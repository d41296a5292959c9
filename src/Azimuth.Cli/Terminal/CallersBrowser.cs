using Azimuth.Cli.Processes;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Cli.Terminal;

/// <summary>Starts the browser with the limits that the caller gave to us.</summary>
internal sealed class CallersBrowser(IBrowser browser) : IBrowser
{
    /// <inheritdoc/>
    public bool IsThere => browser.IsThere;

    /// <inheritdoc/>
    public async Task OpenAsync(Uri address, CancellationToken cancel)
    {
        Task opening;
        using (CoreDumps.AllowForChild())
        {
            opening = browser.OpenAsync(address, cancel); // the program is started before this returns; its end is awaited afterwards
        }

        await opening;
    }
}
