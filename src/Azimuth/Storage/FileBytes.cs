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
            return File.ReadAllBytes(path);
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
}
