using System.Security.Cryptography;
using System.Text;

namespace Azimuth.Sandbox.Common;

/// <summary>The sandbox's folder. Nothing that a request says ever becomes a path in it.</summary>
internal sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public StateFolder(string root)
    {
        Root = root;
        CreatePrivate(root);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(root) & UnixFileMode.OtherWrite) != 0)
        {
            throw new SandboxError($"'{root}' can be written by other users. Choose another folder with --state.");
        }

        CreatePrivate(Logs);
    }

    public string Root { get; }

    public string Logs => Path.Combine(Root, "logs");

    public string Ready => Path.Combine(Root, "ready.json");

    public string Ca => Path.Combine(Root, "ca.pem");

    public string Bundle => Path.Combine(Root, "bundle.pem");

    public string TrustStore => Path.Combine(Root, "trust.jks");

    public string Leaf => Path.Combine(Root, "leaf.pem");

    public string SigningKey => Path.Combine(Root, "signing.pem");

    public string SealingKey => Path.Combine(Root, "sealing.key");

    public string ControlKey => Path.Combine(Root, "control.key");

    public string Ports => Path.Combine(Root, "ports.json");

    /// <summary>The scenario that it was given last; none: the built-in one.</summary>
    public string Scenario => Path.Combine(Root, "given-scenario.json");

    public string Remembered => Path.Combine(Root, "remembered.json");

    /// <summary>The secret that sources of managed identity want to see; kept, since it stands in variables of other programs.</summary>
    public const string IdentitySecret = "identity.key";

    /// <summary>Where challenges of the Arc agent lie when its own directory is not ours to write.</summary>
    public string ArcTokens
    {
        get
        {
            var path = Path.Combine(Root, "arc-tokens");
            CreatePrivate(path);
            return path;
        }
    }

    /// <summary>One of the start-up files of shells.</summary>
    public string ShellFile(string name)
    {
        var path = Path.Combine(Root, "shell");
        CreatePrivate(path);
        return Path.Combine(path, name);
    }

    /// <summary>Tells this folder's sandbox from any other: 8 hex digits, in cookie names and <c>ready.json</c>.</summary>
    public string Id() => ReadOrMake("id", () => RandomNumberGenerator.GetHexString(8, lowercase: true));

    /// <summary>The file's text, or null when there is none or it is empty (a crash before its first byte).</summary>
    public static string? ReadText(string path) => ReadBytes(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The file's bytes, or null as with <see cref="ReadText"/>.</summary>
    public static byte[]? ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path) is { Length: > 0 } bytes ? bytes : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The text of one of the folder's files; made, 0600, when it is missing.</summary>
    public string ReadOrMake(string path, Func<string> make)
    {
        path = Path.Combine(Root, path);
        if (ReadText(path) is { } kept)
        {
            return kept;
        }

        var made = make();
        Write(path, made);
        return made;
    }

    /// <summary>
    /// Replaces a file in one step, 0600 from its first byte. Where the folder was removed while the sandbox runs, nothing is
    /// written: no later start could read it.
    /// </summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, byte[] content)
    {
        var fresh = $"{path}.{RandomNumberGenerator.GetHexString(8)}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var file = new FileStream(fresh, options))
            {
                file.Write(content);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception removed) when (removed is FileNotFoundException or DirectoryNotFoundException)
        {
            // As the summary says.
        }
    }

    // Those around it too: the first of them may be the config folder of the Azure CLI.
    private static void CreatePrivate(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreatePrivate(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
