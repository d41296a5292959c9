namespace Azimuth.Storage;

/// <summary>Whose a file is, and whether others could have put words into it (SECURITY S10). Windows' access lists are left to Windows.</summary>
internal static class Ownership
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Refuses a folder or a file that another person owns, or that group or others may write. Root's may be used by
    /// anybody. Root may use another's where only that person can have put it (a home mounted into a container, <c>sudo</c>),
    /// but not in a place like <c>/tmp</c>.
    /// </summary>
    /// <exception cref="UserError">With the command that mends it.</exception>
    public static void Check(string path)
    {
        if (OperatingSystem.IsWindows() || Native.Look(path, follow: true) is not { } facts)
        {
            return;
        }

        var me = Native.EffectiveUser;
        if (facts.User != me && facts.User != 0 && (me != 0 || IsInPublicPlace(path)))
        {
            throw new UserError(
                $"'{path}' belongs to another user (ID {facts.User}): what it says cannot be trusted.",
                $"sudo chown -R \"$(id -u)\" {Quote(path)}");
        }

        if (facts.IsWritableByOthers)
        {
            throw new UserError($"'{path}' can be written by other users: what it says cannot be trusted.", $"chmod go-w {Quote(path)}");
        }
    }

    /// <summary>
    /// Refuses a file that is read-only for this person, though renaming over it would go, and a file in a folder where
    /// nothing can be made. Asked before work that ends in writing: nobody signs in only to hear it afterwards.
    /// </summary>
    /// <exception cref="UserError">With the command that mends it, where there is one.</exception>
    public static void CheckWritable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // its refusals come with the write
        }

        var file = AtomicFile.TargetOf(path);
        var folder = Path.GetDirectoryName(file);
        while (folder is { Length: > 0 } && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        foreach (var place in (ReadOnlySpan<string?>)[folder, File.Exists(file) ? file : null])
        {
            switch (place is null ? 0 : Native.MayWrite(place))
            {
                case FileErrors.ReadOnlyUnix:
                    throw new UserError(FileErrors.ReadOnlySystem(place!));
                case FileErrors.DeniedUnix when Native.Look(place!, follow: true) is { } facts && facts.User != Native.EffectiveUser:
                    throw new UserError(
                        $"'{place}' cannot be written: it belongs to another user (ID {facts.User}).", $"sudo chown -R \"$(id -u)\" {Quote(place!)}");
                case FileErrors.DeniedUnix:
                    throw new UserError($"'{place}' cannot be written: it is read-only.", $"chmod u+w {Quote(place!)}");
                default:
                    break;
            }
        }
    }

    /// <summary>Creates a folder, and those around it, for their owner only.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            GiveLike(folder, folder);
        }
    }

    /// <summary>
    /// What root makes in another person's folder is that person's: after one <c>sudo az …</c> their own az must still work.
    /// A file that is replaced keeps its owner.
    /// </summary>
    /// <param name="made">What was made.</param>
    /// <param name="like">The file that it replaces, or itself.</param>
    public static void GiveLike(string made, string like)
    {
        if (OperatingSystem.IsWindows() || Native.EffectiveUser != 0)
        {
            return;
        }

        var model = (made == like ? null : Native.Look(like, follow: true)) ?? Native.Look(Path.GetDirectoryName(made)!, follow: true);
        if (model is { User: not 0 } owner)
        {
            Native.Give(made, owner.User, owner.Group);
        }
    }

    private static bool IsInPublicPlace(string path) =>
        OperatingSystem.IsWindows() || Native.Look(Path.GetDirectoryName(path) ?? path, follow: true) is not { IsWritableByOthers: false };

    private static string Quote(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
