namespace Azimuth.Storage;

/// <summary>Reads a whole file.</summary>
internal static class FileBytes
{
    /// <summary>The bytes; null when there is no file.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public static byte[]? Read(string path)
    {
        // Asked first: an exception costs more than the question, and a missing file is the usual case.
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return ReadAll(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw FileErrors.Explain(path, failure);
        }
    }

    // File.ReadAllBytes shares the file with readers only: on Windows a writer's rename over it would fail meanwhile.
    private static byte[] ReadAll(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[RandomAccess.GetLength(handle)];
        var total = 0;
        for (int read; total < bytes.Length && (read = RandomAccess.Read(handle, bytes.AsSpan(total), total)) > 0;)
        {
            total += read;
        }

        return total == bytes.Length ? bytes : bytes[..total]; // cut by a writer that does not write in one step
    }
}
