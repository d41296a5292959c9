namespace Azimuth.Storage;

/// <summary>Replaces a file in one step: readers see all the old bytes or all the new ones, also after a crash or on a full disk.</summary>
public static class AtomicFile
{
    /// <summary>Writes a temporary file beside it (0600 from the first byte) and renames it over <paramref name="path"/>. A link is replaced at its target.</summary>
    public static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(fresh, content, cancel);
            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }
}
