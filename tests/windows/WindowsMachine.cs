using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.Windows;

/// <summary>
/// A user's machine with Windows, as far as Wine is one: <c>az.exe</c>, its config folder and its variables. Each has its own home; all
/// of a run share one Wine prefix, hence its registry and its drives.
/// </summary>
internal sealed class WindowsMachine : IDisposable
{
    private static readonly string Loader = Variable("WINELOADER");

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
        foreach (var name in (string[])["WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES"])
        {
            Home.Variables[name] = Variable(name);
        }

        Az = new Az(Home, [Loader, Program]);
    }

    public Home Home { get; }

    /// <summary><c>az.exe</c> with three pipes.</summary>
    public Az Az { get; }

    /// <summary>The config folder, as Linux sees it.</summary>
    public string Config { get; }

    /// <summary>The program under test, as Windows sees it.</summary>
    public static string Program { get; } = Windows(Path.Combine(Variable("AZIMUTH_WINDOWS_BIN"), "az.exe"));

    /// <summary>What a path of Linux is on Wine's drive Z.</summary>
    public static string Windows(string path) => $"Z:{path.Replace('/', '\\')}";

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

    /// <summary>Another program (hold.c), with three pipes.</summary>
    public NativeProcess StartTool(string program, params string[] words) =>
        NativeProcess.Start(Loader, [Tool(program), .. words], Home.Variables, Home.WorkingFolder);

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
        Home, ["-c", "/usr/bin/stty raw -echo isig; exec \"$@\"", "sh", Loader, .. words], columns: 200, program: "/bin/sh");

    private string ModesFile => Path.Combine(Home.Root, "modes");

    private static string Tool(string program) => Windows(Path.Combine(Variable("AZIMUTH_WINDOWS_TOOLS"), program));

    public void Dispose() => Home.Dispose();

    /// <summary>What <c>run</c> says.</summary>
    public static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new HarnessException($"{name} is not set. tests/windows/run sets it.");
}
