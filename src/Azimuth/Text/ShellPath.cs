namespace Azimuth.Text;

/// <summary>
/// Git Bash and MSYS2 take an argument that begins with a slash for a path of theirs, and hand on where that would be on
/// Windows: <c>/subscriptions/…</c> becomes <c>C:/Program Files/Git/subscriptions/…</c> (MSYS2's manual, "Filesystem Paths").
/// </summary>
public static class ShellPath
{
    // What an address below Resource Manager begins with.
    private static readonly string[] Roots = ["/subscriptions", "/providers", "/tenants"];

    /// <summary>Whether the text begins as a path on a drive of Windows.</summary>
    public static bool IsOnDrive(string text) => text is [var drive, ':', '/' or '\\', ..] && char.IsAsciiLetter(drive);

    /// <summary>What was typed, where the text is a path on a drive in which one of Resource Manager's own begins; else the text.</summary>
    public static string Restore(string text)
    {
        if (!IsOnDrive(text))
        {
            return text;
        }

        var path = text.AsSpan(0, text.AsSpan().IndexOf('?') is >= 0 and var query ? query : text.Length);
        foreach (var root in Roots)
        {
            var at = path.IndexOf(root, StringComparison.OrdinalIgnoreCase);
            if (at > 1 && (at + root.Length == path.Length || path[at + root.Length] == '/'))
            {
                return text[at..];
            }
        }

        return text;
    }
}
