using Azimuth.Flows.Loopback.Requests;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>
/// The browser's answer, and the browser still waiting for a page: it is told how the sign-in ended, not how it might end.
/// </summary>
/// <param name="fields">The fields of the authorization response.</param>
/// <param name="browser">The connection that waits; null when the answer was pasted.</param>
/// <param name="clean">Shows a page at an address without the code, when the answer came in an address; else null.</param>
internal sealed class AuthorizationResponse(
    AuthorizationResponseFields fields,
    LoopbackConnection? browser = null,
    Func<string, CancellationToken, Task>? clean = null) : IDisposable
{
    /// <summary>The fields of the authorization response.</summary>
    public AuthorizationResponseFields Fields { get; } = fields;

    /// <summary>Shows that the user is signed in.</summary>
    public Task ShowSuccessAsync(CancellationToken cancel) => ShowAsync(LandingPages.Success(), cancel);

    /// <summary>Shows why the sign-in failed.</summary>
    public Task ShowFailureAsync(string error, string? description, CancellationToken cancel) =>
        ShowAsync(LandingPages.Failure(error, description), cancel);

    /// <inheritdoc/>
    public void Dispose() => browser?.Dispose();

    private async Task ShowAsync(string page, CancellationToken cancel)
    {
        if (browser is null)
        {
            return;
        }

        if (clean is null)
        {
            await browser.AnswerAsync(200, page, cancel);
            return;
        }

        // The code leaves address bar and history with the page that had it (attack S4).
        var showing = clean(page, cancel);
        await browser.AnswerAsync(303, null, cancel, $"Location: {RedirectListener.CleanPath}");
        await showing;
    }
}
