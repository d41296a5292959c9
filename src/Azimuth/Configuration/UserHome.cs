namespace Azimuth.Configuration;

/// <summary>The user's own folder, as Python's <c>os.path.expanduser</c> finds it and so the Azure CLI.</summary>
public static class UserHome
{
    /// <summary>
    /// On Windows <c>USERPROFILE</c>, else <c>HOMEDRIVE</c> and <c>HOMEPATH</c>; never <c>HOME</c>, which shells such as Git's set for
    /// themselves.
    /// </summary>
    /// <param name="lookUp">Answers null for a variable that is not set.</param>
    /// <returns>Null where none of them is set.</returns>
    public static string? OnWindows(Func<string, string?> lookUp)
    {
        ArgumentNullException.ThrowIfNull(lookUp);

        return lookUp("USERPROFILE") is { Length: > 0 } profile ? profile
            : lookUp("HOMEPATH") is { Length: > 0 } path ? $"{lookUp("HOMEDRIVE")}{path}"
            : null;
    }

    /// <summary>Why there is none, in the terms of the system.</summary>
    internal static string Missing(SystemKind system) => system == SystemKind.Windows
        ? "No home folder was found: neither USERPROFILE nor HOMEPATH is set."
        : "No home folder was found: HOME is not set, and the system has none for this user.";

    /// <summary>The same for the system that this process runs on.</summary>
    internal static string Missing() => Missing(OperatingSystem.IsWindows() ? SystemKind.Windows : SystemKind.Linux);
}
