namespace Azimuth.Harness.Processes;

/// <summary>Where the repository and the executables under test are.</summary>
public static class Places
{
    /// <summary>The folder that holds Azimuth.slnx, above the test program.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of <c>az</c> and <c>az-sandbox</c>: <c>AZIMUTH_BIN</c>, else what ./build makes.</summary>
    public static string Binaries { get; } =
        Environment.GetEnvironmentVariable("AZIMUTH_BIN") is { Length: > 0 } folder ? folder : Path.Combine(Repository, "artifacts", "bin");

    public static string Az => Binary("az");

    public static string Sandbox => Binary("az-sandbox");

    /// <summary>A new folder of the test's own, 0700.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("azimuth-").FullName;

    /// <summary>What programs cannot do without, whatever else is kept from them: Windows has such variables.</summary>
    public static IEnumerable<(string Name, string Value)> SystemVariables =>
        from name in OperatingSystem.IsWindows()
            ? (string[])["SystemRoot", "ComSpec", "TEMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"]
            : []
        let value = Environment.GetEnvironmentVariable(name)
        where value is not null
        select (name, value);

    /// <summary>
    /// Copies a program by another process. A program that another test starts meanwhile would hold ours open for writing for a moment,
    /// and the system runs no such file ("Text file busy").
    /// </summary>
    public static void CopyProgram(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Copy(from, to);
            return;
        }

        using var copy = System.Diagnostics.Process.Start("cp", [from, to]);
        copy.WaitForExit();
        if (copy.ExitCode != 0)
        {
            throw new HarnessException($"cp {from} {to} ended with {copy.ExitCode}.");
        }
    }

    /// <summary>Writes a script that everybody may run, in the same way.</summary>
    public static void WriteProgram(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText($"{path}.text", text);
        CopyProgram($"{path}.text", path);
        File.Delete($"{path}.text");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private static string Binary(string name)
    {
        var path = Path.Combine(Binaries, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        return File.Exists(path) ? path : throw new HarnessException($"{path} is missing. ./build makes it.");
    }

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Azimuth.slnx")))
            {
                return folder;
            }
        }

        throw new HarnessException($"No Azimuth.slnx above {AppContext.BaseDirectory}.");
    }
}
