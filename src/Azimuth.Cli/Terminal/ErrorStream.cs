namespace Azimuth.Cli.Terminal;

/// <summary>
/// stderr, which never fails: what it does not take (its disk is full, its terminal gone, its reader ended) is dropped, for a
/// command's outcome does not depend on whether its warnings can be written.
/// </summary>
/// <param name="inner">The process's own.</param>
/// <param name="isClosed">Whether the caller closed it, so that it leads nowhere.</param>
internal sealed class ErrorStream(Stream inner, bool isClosed) : Stream
{
    /// <summary>Whether something that was written went nowhere, as far as can be told.</summary>
    public bool IsLost { get; private set; } = isClosed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException)
        {
            IsLost = true; // there is no stream left to report it on
        }
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
