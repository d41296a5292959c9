namespace Azimuth.Cli.Parsing.Specs;

/// <summary>
/// What was given where the path of a secret's file belongs, and whether it may be repeated: it may be the secret itself.
/// </summary>
internal static class SecretPath
{
    private const int LongestShown = 1024;
    private const int LongestName = 128;

    // Without a folder before it, only a name like these is a file's: a password has no such end.
    private static readonly string[] Extensions = [
        ".pem", ".pfx", ".p12", ".crt", ".cer", ".cert", ".der", ".key", ".jwt", ".token", ".txt", ".json"
    ];

    /// <summary>
    /// Whether it reads as a path (one line of a plausible length, not what keys and tokens look like) into a folder that is there.
    /// </summary>
    public static bool IsShown(string path)
    {
        if (path.Length > LongestShown || path.Any(char.IsControl) || IsPem(path) || IsToken(path))
        {
            return false;
        }

        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        return Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            ? Directory.Exists(folder is "" ? "." : folder)
            : name.Length is > 0 and <= LongestName && folder is not (null or "" or "/" or "\\") && Directory.Exists(folder);
    }

    /// <summary>Whether it is, or holds, a key or certificate as text (RFC 7468).</summary>
    public static bool IsPem(string text) => text.Contains("-----", StringComparison.Ordinal);

    /// <summary>Whether it begins as a token does: a JSON object in base64 (RFC 7515).</summary>
    public static bool IsToken(string text) =>
        text.StartsWith("eyJ", StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal);
}
