using System.Net;
using System.Runtime.InteropServices;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>Asks the kernel of this machine whose a loopback connection is.</summary>
internal static partial class PeerOwner
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The verdict of <see cref="PeerUser"/> on Linux; elsewhere <see cref="PeerOwnership.Unknown"/>.</summary>
    public static PeerOwnership Check(IPEndPoint peer, IPEndPoint local)
    {
        if (!OperatingSystem.IsLinux())
        {
            return PeerOwnership.Unknown;
        }

        try
        {
            return PeerUser.Check(Tables.Where(File.Exists).Select(File.ReadAllText), peer, local, EffectiveUser());
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return PeerOwnership.Unknown; // a hardened /proc
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
