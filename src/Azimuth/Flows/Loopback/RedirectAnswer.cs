namespace Azimuth.Flows.Loopback;

/// <summary>The browser's answer, and the browser still waiting for a page: it is told how the sign-in ended, not how it might end.</summary>
internal sealed class RedirectAnswer(RedirectFields fields, LoopbackConnection browser) : IDisposable
{
    /// <summary>What the authority said.</summary>
    public RedirectFields Fields { get; } = fields;

    /// <summary>Shows that the person is signed in.</summary>
    public Task ShowSuccessAsync(CancellationToken cancel) => browser.AnswerAsync(200, LandingPages.Success(), cancel);

    /// <summary>Shows why not.</summary>
    public Task ShowFailureAsync(string error, string? description, CancellationToken cancel) =>
        browser.AnswerAsync(200, LandingPages.Failure(error, description), cancel);

    /// <inheritdoc/>
    public void Dispose() => browser.Dispose();
}
