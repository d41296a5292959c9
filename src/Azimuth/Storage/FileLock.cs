namespace Azimuth.Storage;

/// <summary>A lock that this process holds. Released, and its file removed, on disposal, or by the system when the process dies.</summary>
public sealed class FileLock : IAsyncDisposable, IDisposable
{
    private readonly FileStream _stream;

    internal FileLock(FileStream stream) => _stream = stream;

    /// <summary>Whether the path still leads to the file that was locked: msal_extensions may have removed it under us (it unlocks before it deletes).</summary>
    public bool IsStillOurs => File.Exists(_stream.Name);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
