namespace Azimuth.Http.Handlers;

/// <summary>A response body that is read once, from its beginning to its end.</summary>
internal abstract class ReadOnlyStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected Stream Inner { get; } = inner;

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Networks are read asynchronously only.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

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
