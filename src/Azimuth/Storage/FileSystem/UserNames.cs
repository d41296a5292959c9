using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Azimuth.Storage.FileSystem;

/// <summary>
/// Names of users and groups, as the system's database has them. Members of groups are never enumerated: a directory server would be asked
/// for all of them.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class UserNames
{
    private const int EntrySize = 256; // more than struct passwd and struct group have on any system
    private const int TextSize = 64 * 1024; // names, and the members that come with a group

    // struct passwd begins with pw_name, pw_passwd, pw_uid, pw_gid on Linux and macOS; struct group with gr_name.
    private static readonly int PrimaryGroupAt = (2 * sizeof(nint)) + sizeof(uint);

    /// <summary>
    /// Whether a group is its user's own (Debian's and Red Hat's habit): the primary group of <paramref name="user"/>, and
    /// called as the user is.
    /// </summary>
    public static bool IsPrivateGroup(uint group, uint user)
    {
        var (name, primary) = Find(user);
        return name is not null && group == (user == Native.EffectiveUser ? Native.EffectiveGroup : primary) && GroupName(group) == name;
    }

    /// <summary>
    /// Whether the user has no name: OpenShift runs containers under a user ID of its own choice with group 0, and its runtime
    /// at most adds an entry that is called after the ID.
    /// </summary>
    public static bool IsNameless(uint user) => Find(user).Name is not { } name || name == user.ToString(CultureInfo.InvariantCulture);

    private static (string? Name, uint PrimaryGroup) Find(uint user)
    {
        var entry = stackalloc byte[EntrySize];
        fixed (byte* texts = new byte[TextSize])
        {
            return getpwuid_r(user, entry, texts, TextSize, out var found) == 0 && found != 0
                ? (TextAt(*(nint*)found), *(uint*)(found + PrimaryGroupAt))
                : (null, 0);
        }
    }

    private static string? GroupName(uint group)
    {
        var entry = stackalloc byte[EntrySize];
        fixed (byte* texts = new byte[TextSize])
        {
            return getgrgid_r(group, entry, texts, TextSize, out var found) == 0 && found != 0 ? TextAt(*(nint*)found) : null;
        }
    }

    private static string? TextAt(nint address) => address == 0 ? null : Marshal.PtrToStringUTF8(address);

    [LibraryImport("libc")]
    private static partial int getpwuid_r(uint user, byte* entry, byte* texts, nint length, out nint found);

    [LibraryImport("libc")]
    private static partial int getgrgid_r(uint group, byte* entry, byte* texts, nint length, out nint found);
}
