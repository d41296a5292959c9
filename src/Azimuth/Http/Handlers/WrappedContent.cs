namespace Azimuth.Http.Handlers;

/// <summary>An answer's content whose bytes pass through something of ours on their way.</summary>
internal static class WrappedContent
{
    /// <summary>The same headers, and the body as <paramref name="around"/> hands it on.</summary>
    /// <param name="content">The response's content.</param>
    /// <param name="around">Wraps the body's stream.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<HttpContent> AroundAsync(HttpContent content, Func<Stream, Stream> around, CancellationToken cancel)
    {
        var wrapped = new StreamContent(around(await content.ReadAsStreamAsync(cancel)));
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            wrapped.Headers.TryAddWithoutValidation(name, values);
        }

        return wrapped;
    }
}
