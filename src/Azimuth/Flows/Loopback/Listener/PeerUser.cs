using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Azimuth.Flows.Loopback.Listener;

/// <summary>What is known of the user at the other end of a loopback connection.</summary>
internal enum PeerOwnership
{
    /// <summary>The same user, or root.</summary>
    Ours,

    /// <summary>Another user of this machine, or nobody who could still read an answer.</summary>
    Foreign,

    /// <summary>The system does not tell; <c>--debug</c> says that the check was skipped.</summary>
    Unknown,
}

/// <summary>
/// Whose a loopback connection is (attack S2). PKCE, state and nonce do not stop another local user who read the
/// authorization URL from the process list and answers with a code of an own account; the kernel knows who speaks.
/// </summary>
internal static class PeerUser
{
    private const string Established = "01";
    private const string Mapped = "0000000000000000FFFF0000";

    /// <summary>Reads the kernel's tables: <c>/proc/net/tcp</c> and <c>tcp6</c>, columns as in proc(5).</summary>
    /// <param name="tables">The text of the tables; empty where the system has none.</param>
    /// <param name="peer">The far end of the accepted connection.</param>
    /// <param name="local">Our end.</param>
    /// <param name="ownUser">Our effective user ID.</param>
    public static PeerOwnership Check(IEnumerable<string> tables, IPEndPoint peer, IPEndPoint local, uint ownUser)
    {
        var theirs = (Address(peer), Address(local));
        var ours = (Address(local), Address(peer));
        var knowsOurs = false;
        foreach (var line in tables.SelectMany(table => table.Split('\n').Skip(1)))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 10)
            {
                continue;
            }

            var ends = (Plain(columns[1]), Plain(columns[2]));
            knowsOurs |= ends == ours;
            if (ends == theirs)
            {
                return Check(columns[3], columns[7], columns[9], ownUser);
            }
        }

        // A table that lacks even our own end (WSL 1, some sandboxes) proves nothing. One that has it and not theirs
        // says that the peer reset the connection: it posted and left, so that nobody could ask who it was.
        return knowsOurs ? PeerOwnership.Foreign : PeerOwnership.Unknown;
    }

    // State and inode first, for every user: a socket that its process has closed belongs to user 0 and inode 0 here, whoever it
    // was. That is not root speaking, and least of all where we are root ourselves.
    private static PeerOwnership Check(string state, string user, string inode, uint ownUser) =>
        state == Established
            && inode != "0"
            && uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && (id == ownUser || id == 0)
            ? PeerOwnership.Ours
            : PeerOwnership.Foreign;

    // A dual-stack socket that speaks IPv4 stands in the table of IPv6, with mapped addresses (RFC 4291, 2.5.5.2).
    private static string Plain(string end) => end.StartsWith(Mapped, StringComparison.Ordinal) ? end[Mapped.Length..] : end;

    // The kernel prints each 32-bit word of the address in the machine's byte order.
    private static string Address(IPEndPoint end)
    {
        var bytes = end.Address.GetAddressBytes();
        var words = Enumerable.Range(0, bytes.Length / 4)
            .Select(word => BitConverter.ToUInt32(bytes, word * 4).ToString("X8", CultureInfo.InvariantCulture));
        return $"{string.Concat(words)}:{end.Port:X4}";
    }
}

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
