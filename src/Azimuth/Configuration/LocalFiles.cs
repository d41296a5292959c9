using Azimuth.Configuration.Ini;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Configuration;

/// <summary>
/// A working folder's own configuration: <c>.azure/config</c> beside the work, and in every folder up to the root. Anybody may have
/// put one into a folder like <c>/tmp</c>: one that another user owns or may write is passed over with one sentence, and so is one
/// that cannot be read. Nothing is read before the first question.
/// </summary>
/// <param name="folder">The config folder, which is no local one.</param>
/// <param name="environment">Says where <c>~/.azure</c> is, which is none either, whatever folder is in use.</param>
/// <param name="workingFolder">Where the search begins; null: there are none.</param>
/// <param name="warn">Says one sentence to the user.</param>
public sealed class LocalFiles(ConfigFolder folder, EnvironmentVariables environment, string? workingFolder, Action<string> warn)
{
    private List<(string Path, IniDocument Document)>? _all;

    /// <summary>Those that may be used, the nearest first.</summary>
    internal IReadOnlyList<(string Path, IniDocument Document)> All => _all ??= Read();

    /// <summary>
    /// The one that <c>az config set --local</c> writes; it need not exist. Beside the config folder itself it is that folder's own file,
    /// as in knack.
    /// </summary>
    /// <exception cref="UserError">The working folder is gone, holds the default config folder while another one is in use, or holds
    /// another user's.</exception>
    internal string Own
    {
        get
        {
            var candidate = Path.Combine(workingFolder ?? throw new UserError("The working folder no longer exists.",
                "To leave it, run: cd"), Name);
            var own = Path.Combine(candidate, "config");
            if (IsSame(candidate, folder.Root))
            {
                return own;
            }

            if (IsConfigFolder(candidate))
            {
                throw new UserError(
                    $"'{candidate}' is the default config folder and cannot have local settings. Run the command in another folder.");
            }

            try
            {
                Ownership.CheckToWrite(own);
                return own;
            }
            catch (UserError reason)
            {
                throw new UserError($"{reason.Message} Run the command in another folder.", cause: reason); // it is not to be taken over
            }
        }
    }

    // Like the user's own folder, as knack names it; a context's is called after a customer, and its local files as everybody's.
    private string Name => folder.Root.Contains(Path.Combine("azimuth", "contexts"), StringComparison.Ordinal)
        ? ".azure"
        : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Root));

    /// <summary>Says once which of them are passed over.</summary>
    public void Check() => _ = All;

    private List<(string Path, IniDocument Document)> Read()
    {
        var all = new List<(string, IniDocument)>();
        for (var current = workingFolder; current is not null; current = Path.GetDirectoryName(current))
        {
            var candidate = Path.Combine(current, Name);
            if (IsConfigFolder(candidate))
            {
                break; // the search ends at the user's own folder, as knack's does
            }

            var file = Path.Combine(candidate, "config");
            if (File.Exists(file) && Trusted(file) is { } document)
            {
                all.Add((file, document));
            }
        }

        return all;
    }

    private IniDocument? Trusted(string file)
    {
        try
        {
            return IniFile.Read(file);
        }
        catch (UserError reason)
        {
            warn($"{reason.Message} It is ignored.");
            return null;
        }
    }

    // By what it is as well as by its name: HOME may be reached through a link.
    private bool IsConfigFolder(string candidate) =>
        IsSame(candidate, folder.Root)
        || (environment.NonEmpty("HOME") is not null && IsSame(candidate, ConfigFolderLocator.HomeFolder(environment)));

    private static bool IsSame(string one, string other)
    {
        if (string.Equals(
            one,
            Path.TrimEndingDirectorySeparator(other),
            OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
        {
            return true;
        }

        return !OperatingSystem.IsWindows()
            && Native.Look(one, follow: true) is { } facts
            && Native.Look(other, follow: true) is { } others
            && facts.IsSameFileAs(others);
    }
}
