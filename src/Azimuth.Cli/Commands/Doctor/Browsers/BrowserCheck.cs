using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Cli.Commands.Doctor.Browsers;

/// <summary>Whether a sign-in page can be opened here at all.</summary>
internal sealed class BrowserCheck(IBrowser browser) : ICheck
{
    public string Name => "browser";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        browser.IsThere
            ? Finding.Fine("A browser can be opened.")
            : Finding.Note(
                "No browser can be opened here, so az login uses a device code.",
                "To sign in with a device code, run: az login --use-device-code"),
    ]);
}
