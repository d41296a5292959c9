namespace Azimuth.Cli.Parsing;

/// <summary><c>@file</c>: a value that is the content of a file.</summary>
internal static class ValueFile
{
    private const int Largest = 1024 * 1024; // a value, not an upload

    /// <summary>The file's text; null when it cannot be read, and then the word itself is the value, as with the Azure CLI.</summary>
    /// <exception cref="UserError">It is larger than 1 MiB.</exception>
    public static string? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > Largest }
                ? throw new UserError($"The file '{path}' is larger than 1 MiB, which no value is.", exitCode: 2)
                : File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
