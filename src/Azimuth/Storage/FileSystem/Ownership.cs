using System.Runtime.Versioning;

namespace Azimuth.Storage.FileSystem;

/// <summary>
/// The one place that judges files and folders before they are read or written (attack S10): whose they are, who else may
/// write them, where links lead, and what kind of file they are. Windows' access lists are left to Windows.
/// </summary>
public static class Ownership
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// Refuses a folder or a file that another user owns, or that others may write; a private group of the owner's does not
    /// count as others. Root's may be used by anybody. Root may use another user's where only that user can have put it (a
    /// home mounted into a container, <c>sudo</c>), but not in a place like <c>/tmp</c>. A link is judged with what it leads to.
    /// </summary>
    /// <exception cref="UserError">With the command that mends it.</exception>
    public static void Check(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Find(path);
        }
    }

    /// <summary>The same for a file that is about to be changed or removed: its folder is judged too, and it is a file.</summary>
    /// <exception cref="UserError">With the command that mends it.</exception>
    public static void CheckToWrite(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            CheckFolderToWrite(folder);
        }

        if (Find(path) is { } found && !found.Facts.IsRegular)
        {
            throw NotAFile(path, found.Facts);
        }
    }

    /// <summary>The same for a folder that something is about to be made in or removed from.</summary>
    /// <exception cref="UserError">With the command that mends it.</exception>
    public static void CheckFolderToWrite(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (Native.EffectiveUser == 0)
        {
            CheckWay(folder);
        }

        if (Find(folder) is { Facts: { IsFolder: false } facts })
        {
            throw new UserError($"'{folder}' is {facts.Kind}, not a folder.", FileRemedies.OtherFolder);
        }
    }

    /// <summary>Where the file is that <paramref name="path"/> leads to, and what it is; null when there is none.</summary>
    /// <exception cref="UserError">It may not be trusted.</exception>
    [UnsupportedOSPlatform("windows")]
    public static (string Path, FileStatus Facts)? Find(string path)
    {
        if (Native.Look(path, follow: false) is not { } facts)
        {
            return null;
        }

        if (!facts.IsLink)
        {
            Check(path, facts);
            return (path, facts);
        }

        var target = Follow(path, facts);
        if (Native.Look(target, follow: true) is not { } led)
        {
            return null;
        }

        Check(target, led);
        if (Path.GetDirectoryName(target) is { Length: > 0 } around && Native.Look(around, follow: true) is { IsSticky: false } place)
        {
            Check(around, place); // who may write the folder could put another file there
        }

        return (target, led);
    }

    /// <summary>Refuses what another user owns, or what others may write.</summary>
    /// <exception cref="UserError">With the command that mends it.</exception>
    [UnsupportedOSPlatform("windows")]
    public static void Check(string path, FileStatus facts)
    {
        if (IsOfArbitraryUser(path, facts))
        {
            return;
        }

        if (!IsTrusted(path, facts))
        {
            throw new UserError(
                $"'{path}' belongs to another user (ID {facts.User}), so its content cannot be trusted.", FileRemedies.Own(path));
        }

        if (IsOpen(facts))
        {
            throw new UserError(
                $"'{path}' can be written by other users, so its content cannot be trusted.", FileRemedies.Close(path, facts));
        }
    }

    /// <summary>The sentence for what is there and is no regular file.</summary>
    [UnsupportedOSPlatform("windows")]
    public static UserError NotAFile(string path, FileStatus facts) =>
        new($"'{path}' is {facts.Kind}, not a file.", FileRemedies.Remove(path, facts));

    /// <summary>
    /// Refuses a file that is read-only for this user, though renaming over it would go, and a file in a folder where
    /// nothing can be made. Asked before work that ends in writing: nobody signs in only to hear it afterwards.
    /// </summary>
    /// <exception cref="UserError">With the command that mends it.</exception>
    public static void CheckWritable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // its refusals come with the write
        }

        CheckToWrite(path);
        var file = AtomicFile.TargetOf(path);
        var folder = Path.GetDirectoryName(file)!;
        if (Unwritable(folder) is { } refusal)
        {
            throw refusal;
        }

        if (Native.Look(file, follow: true) is { } facts && FileErrors.Unwritable(file, Native.MayWrite(file), facts) is { } refused)
        {
            throw refused;
        }
    }

    /// <summary>Creates a folder, and those around it, for their owner only; one that is there is judged.</summary>
    /// <exception cref="UserError">It cannot be made, is something else, or may not be trusted.</exception>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        CheckFolderToWrite(folder);
        if (!Directory.Exists(folder))
        {
            if (Unwritable(folder) is { } refusal)
            {
                throw refusal;
            }

            Make(folder);
        }
    }

    /// <summary>Takes from a folder that its owner's private group may write what the group may do: it holds what signs in.</summary>
    public static void Tighten(string folder)
    {
        if (!OperatingSystem.IsWindows()
            && Native.Look(folder, follow: true) is { IsWritableByGroup: true } facts
            && facts.User == Native.EffectiveUser
            && !IsOfArbitraryUser(folder, facts)
            && UserNames.IsPrivateGroup(facts.Group, facts.User))
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
    }

    /// <summary>
    /// What root makes in another user's folder is that user's: after one <c>sudo az …</c> their own az must still work.
    /// A file that is replaced keeps its owner.
    /// </summary>
    /// <param name="made">What was made, still open: by its name it could be another file by now.</param>
    /// <param name="path">Its path.</param>
    /// <param name="like">The file that it replaces; null: none.</param>
    [UnsupportedOSPlatform("windows")]
    public static void GiveLike(Microsoft.Win32.SafeHandles.SafeFileHandle made, string path, string? like)
    {
        if (Native.EffectiveUser != 0)
        {
            return;
        }

        var model = (like is null ? null : Native.Look(like, follow: true)) ?? Native.Look(Path.GetDirectoryName(path)!, follow: true);
        if (model is { User: not 0 } owner)
        {
            Native.Give(made, owner.User, owner.Group);
        }
    }

    /// <summary>Whether others than the owner and the owner's private group may write it.</summary>
    [UnsupportedOSPlatform("windows")]
    public static bool IsOpen(FileStatus facts) =>
        facts.IsWritableByAnybody || (facts.IsWritableByGroup && !UserNames.IsPrivateGroup(facts.Group, facts.User));

    // To root every place is open: a link on the way that another user laid could lead anywhere.
    [UnsupportedOSPlatform("windows")]
    private static void CheckWay(string path)
    {
        for (var part = path; part is not null; part = Path.GetDirectoryName(part))
        {
            if (Native.Look(part, follow: false) is { IsLink: true } link)
            {
                _ = Follow(part, link);
            }
        }
    }

    /// <summary>Where a link leads. Root follows another user's only inside the folder that it lies in.</summary>
    [UnsupportedOSPlatform("windows")]
    private static string Follow(string path, FileStatus link)
    {
        var me = Native.EffectiveUser;
        if (link.User == me || link.User == 0)
        {
            return AtomicFile.TargetOf(path);
        }

        var folder = Path.GetDirectoryName(path) ?? path;
        return me == 0
            && Native.RealPath(path) is { } real
            && Native.RealPath(folder) is { } around
            && real.StartsWith($"{around.TrimEnd('/')}/", StringComparison.Ordinal)
            ? real
            : throw new UserError(
                $"'{path}' is a link of another user (ID {link.User}){(me == 0 ? " that leads out of its folder" : "")}, so it is not "
                    + "followed.",
                FileRemedies.Show(path));
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsTrusted(string path, FileStatus facts)
    {
        var me = Native.EffectiveUser;
        return facts.User == me || facts.User == 0 || (me == 0 && IsInOwnPlace(path, facts));
    }

    /// <summary>Whether nobody but its owner and root can have put it there.</summary>
    [UnsupportedOSPlatform("windows")]
    private static bool IsInOwnPlace(string path, FileStatus facts) =>
        Native.Look(Path.GetDirectoryName(path) ?? path, follow: true) is { } around
            && (around.User == 0 || around.User == facts.User)
            && !IsOpen(around);

    /// <summary>
    /// OpenShift runs a container under an ID of its own choice and group 0, and prepares what belongs to the image for that
    /// group: the home's <c>.azure</c> may be used where nobody but its owner and the group may write it, or where it lies.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    private static bool IsOfArbitraryUser(string path, FileStatus facts)
    {
        const string Home = ".azure";
        var me = Native.EffectiveUser;
        if (me == 0
            || facts.Group != 0
            || facts.IsWritableByAnybody
            || (facts.User == me && !facts.IsWritableByGroup)
            || Native.EffectiveGroup != 0
            || !UserNames.IsNameless(me))
        {
            return false;
        }

        var folder = path;
        while (folder is not null && Path.GetFileName(folder) != Home)
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is not null
            && (folder == path || Native.Look(folder, follow: false) is { IsFolder: true, Group: 0, IsWritableByAnybody: false })
            && Native.Look(Path.GetDirectoryName(folder) ?? folder, follow: true) is { IsWritableByAnybody: false } home
            && (home.Group == 0 || !home.IsWritableByGroup);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            Make(parent);
        }

        try
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            throw Unwritable(folder) ?? FileErrors.Explain(folder, failure);
        }

        if (Native.EffectiveUser == 0)
        {
            using var made = Native.OpenToRead(folder);
            if (!made.IsInvalid)
            {
                GiveLike(made, folder, like: null);
            }
        }
    }

    /// <summary>Why nothing can be made in this folder, or the folder itself cannot; null when it can.</summary>
    [UnsupportedOSPlatform("windows")]
    private static UserError? Unwritable(string folder)
    {
        var place = folder;
        while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { Length: > 0 } above)
        {
            place = above;
        }

        if (Native.Look(place, follow: true) is not { } facts
            || FileErrors.Unwritable(place, Native.MayWrite(place), facts) is not { } refusal)
        {
            return null;
        }

        return place == folder || FileRemedies.ConfigFolder(place) is not null
            ? refusal
            : new($"The folder '{folder}' cannot be created. {refusal.Message}", FileRemedies.OtherFolder);
    }
}
