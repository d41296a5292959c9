using System.Globalization;
using System.Runtime.Versioning;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>Who listens on a port of this machine, for the sentence that says why it cannot be had.</summary>
internal static class PortHolder
{
    private const string Listening = "0A"; // TCP_LISTEN, as the kernel writes it

    /// <summary><c> by process 4711 (node)</c>; <c> by another process</c> where the system does not tell.</summary>
    public static string Describe(int port) =>
        OperatingSystem.IsLinux() && Find(port) is { } holder ? $" by process {holder.Id} ({holder.Name})" : " by another process";

    // The kernel names the socket that listens; the process that holds it is the one with a descriptor of that name. Other
    // users' descriptors are hidden from all but root.
    [SupportedOSPlatform("linux")]
    private static (string Id, string Name)? Find(int port)
    {
        try
        {
            var sockets = ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Select(line => Socket(line, port))
                .OfType<string>()
                .ToList();
            foreach (var process in sockets.Count == 0
                ? []
                : Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
            {
                if (Holds(process, sockets))
                {
                    return (Path.GetFileName(process), File.ReadAllText(Path.Combine(process, "comm")).TrimEnd('\n'));
                }
            }
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // The sentence goes without the name.
        }

        return null;
    }

    // "  0: 0100007F:1F90 00000000:0000 0A … inode": local address in the second column, state in the fourth, inode in the tenth.
    private static string? Socket(string line, int port)
    {
        var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns.Length > 9
            && columns[3] == Listening
            && columns[1].EndsWith($":{port.ToString("X4", CultureInfo.InvariantCulture)}", StringComparison.Ordinal)
            ? $"socket:[{columns[9]}]"
            : null;
    }

    private static bool Holds(string process, List<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(each => NameOf(each) is { } name && sockets.Contains(name));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Null for a descriptor that was closed meanwhile: the process may hold the socket all the same.
    private static string? NameOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
