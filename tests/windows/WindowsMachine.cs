using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.Windows;

/// <summary>
/// A user's machine with Windows: <c>az.exe</c>, its config folder and its variables. On Linux Wine stands for it: each machine has its
/// own home, and all of a run share one Wine prefix, hence its registry and its drives.
/// </summary>
internal sealed class WindowsMachine : IDisposable
{
    /// <summary>The trait of tests that rely on Wine: its consoles on a terminal of Linux, or how it fails.</summary>
    public const string Needs = "needs";

    /// <summary>The value of <see cref="Needs"/>.</summary>
    public const string Wine = "wine";

    private static readonly string[] Loader = OperatingSystem.IsWindows() ? [] : [Variable("WINELOADER")];

    /// <param name="azure">Its active cloud.</param>
    /// <param name="config">The name of the config folder; null: as the harness calls it.</param>
    public WindowsMachine(Sandbox azure, string? config = null)
    {
        Home = new Home(azure);
        Config = Home.Config;
        if (config is not null)
        {
            Config = Path.Combine(Home.Root, config);
            Directory.Move(Home.Config, Config);
        }

        Home.Variables["AZURE_CONFIG_DIR"] = Windows(Config);
        Home.Variables["AZIMUTH_SANDBOX_STATE"] = Windows(azure.State);
        foreach (var name in OperatingSystem.IsWindows() ? (string[])[] : ["WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES"])
        {
            Home.Variables[name] = Variable(name);
        }

        Az = new Az(Home, Start);
    }

    public Home Home { get; }

    /// <summary><c>az.exe</c> with three pipes.</summary>
    public Az Az { get; }

    /// <summary>The config folder, as Linux sees it.</summary>
    public string Config { get; }

    /// <summary>The program under test, as Windows sees it.</summary>
    public static string Program { get; } = Windows(Path.Combine(Variable("AZIMUTH_WINDOWS_BIN"), "az.exe"));

    /// <summary>What starts <see cref="Program"/>.</summary>
    public static string[] Start => [.. Loader, Program];

    /// <summary>What a path of this machine is for a program of Windows: Wine's drive Z is the root of Linux.</summary>
    public static string Windows(string path) => OperatingSystem.IsWindows() ? path : $"Z:{path.Replace('/', '\\')}";

    /// <summary>The only folder in which programs are looked for by name, beside the system's own.</summary>
    public void LookIn(string folder) => Home.Variables[OperatingSystem.IsWindows() ? "PATH" : "WINEPATH"] = Windows(folder);

    /// <summary>A file of the config folder.</summary>
    public string this[string file] => File.ReadAllText(Path.Combine(Config, file));

    public bool Has(string file) => File.Exists(Path.Combine(Config, file));

    /// <summary><c>az.exe</c> on a console of its own, which Wine draws on a terminal.</summary>
    public Terminal Console(string line) => OnTerminal([Program, .. CommandWords.Split(line)]);

    /// <summary>The same on a console whose modes are noted in <see cref="Modes"/> (modes.c).</summary>
    public Terminal WatchedConsole(string line) =>
        OnTerminal([Tool("modes.exe"), Windows(ModesFile), Program, .. CommandWords.Split(line)]);

    /// <summary>The modes of that console's input and output, before, whenever they changed, and after.</summary>
    public IReadOnlyList<(int Input, int Output)> Modes =>
    [
        .. File.ReadLines(ModesFile).Select(line => line.Split(' '))
            .Select(modes => (Convert.ToInt32(modes[0], 16), Convert.ToInt32(modes[1], 16))),
    ];

    /// <summary>Waits until modes.exe has seen such modes: it looks every 5 ms, or later on a busy machine.</summary>
    public Task SeeModesAsync(Func<(int Input, int Output), bool> condition, string what) =>
        Waiting.UntilAsync(what, () => Task.FromResult(Modes.Any(condition) ? Modes : null));

    /// <summary>Another program (hold.c), with three pipes.</summary>
    public NativeProcess StartTool(string program, params string[] words) =>
        Loader is [var loader]
            ? NativeProcess.Start(loader, [Tool(program), .. words], Home.Variables, Home.WorkingFolder)
            : NativeProcess.Start(Tool(program), words, Home.Variables, Home.WorkingFolder);

    /// <summary>A browser that is found as Windows finds its default one: no variable names it.</summary>
    public Browser DefaultBrowser()
    {
        var browser = new Browser(Home);
        Home.Variables.Remove("BROWSER");
        return browser;
    }

    // Wine makes the terminal raw when it reads for the first time. What is typed before that, Linux would show and change; Ctrl-C it must
    // make a signal, as it does for Wine.
    private Terminal OnTerminal(string[] words) => Terminal.Start(
        Home, ["-c", "/usr/bin/stty raw -echo isig; exec \"$@\"", "sh", .. Loader, .. words], columns: 200, program: "/bin/sh");

    private string ModesFile => Path.Combine(Home.Root, "modes");

    private static string Tool(string program) => Windows(Path.Combine(Variable("AZIMUTH_WINDOWS_TOOLS"), program));

    public void Dispose() => Home.Dispose();

    /// <summary>What <c>run</c> says.</summary>
    public static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new HarnessException($"{name} is not set. tests/windows/run sets it.");
}
