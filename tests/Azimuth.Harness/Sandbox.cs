using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Harness;

/// <summary>A local Azure of a test's own: the native <c>az-sandbox</c> on free ports, with a state folder that goes with it.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    private readonly NativeProcess _process;
    private readonly JsonObject _ready;
    private readonly bool _ownsState;
    private readonly bool _hasSwitches;

    private Sandbox(NativeProcess process, string state, bool ownsState, JsonObject ready, bool hasSwitches)
    {
        _hasSwitches = hasSwitches;
        _process = process;
        _ready = ready;
        _ownsState = ownsState;
        State = state;
        Control = new ControlApi(new Uri(Field("control")), File.ReadAllText(Field("controlKeyFile")).Trim());
        Journal = new Journal(Control);
    }

    /// <summary>Its state folder.</summary>
    public string State { get; }

    public ControlApi Control { get; }

    public Journal Journal { get; }

    /// <summary>The authority: <c>https://localhost:PORT</c>.</summary>
    public string SignIn => Field("signIn");

    public string Arm => Field("arm");

    /// <summary>Pages for people: <c>http://127.0.0.1:PORT</c>.</summary>
    public string Pages => Field("pages");

    public string CaFile => Field("caFile");

    public string BundleFile => Field("bundleFile");

    /// <summary>What <c>IDENTITY_HEADER</c> and <c>MSI_SECRET</c> hold.</summary>
    public string IdentitySecret => File.ReadAllText(Field("identitySecretFile"));

    /// <summary>The TLS certificate's, for Service Fabric.</summary>
    public string ServerThumbprint => Field("serverThumbprint");

    /// <summary>
    /// What <c>az</c> said, without that this sandbox is slow: on a machine with much other work it is, which is no finding of a test.
    /// A test that turns a switch, as for a delay, sees everything.
    /// </summary>
    public string WithoutSlowness(string stderr) => _hasSwitches || Control.HasSwitched
        ? stderr
        : ((string[])[SignIn, Arm, Pages]).Aggregate(stderr, (text, origin) => Regex.Replace(
            text,
            $@"^WARNING: {Regex.Escape(origin)} has sent nothing for \d+ seconds\. Waiting for up to \d+ seconds\.\n",
            "",
            RegexOptions.Multiline));

    public int ProcessId => _process.Id;

    /// <summary>What it said on stderr.</summary>
    public string Said => _process.Stderr;

    /// <param name="scenario">Null: the default one that is built in.</param>
    /// <param name="state">A folder that outlives it; null: one of its own.</param>
    public static async Task<Sandbox> StartAsync(Scenario? scenario = null, string? state = null, params string[] moreWords)
    {
        var folder = state ?? Places.NewFolder();
        var words = new List<string> { "serve", "--state", folder, "--port", "0", "--parent", $"{Environment.ProcessId}" };
        if (scenario is not null)
        {
            var file = Path.Combine(folder, "scenario.json");
            await File.WriteAllTextAsync(file, scenario.ToJson());
            words.AddRange(["--scenario", file]);
        }

        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = folder, ["LANG"] = "C.UTF-8" };
        foreach (var (name, value) in Places.SystemVariables)
        {
            environment[name] = value;
        }

        var process = NativeProcess.Start(Places.Sandbox, [.. words, .. moreWords], environment, folder, keepInput: true);
        try
        {
            var line = await Waiting.UntilAsync(
                "the line that says the sandbox is ready",
                () => Task.FromResult(ReadyLine(process)),
                () => Task.FromResult($"stdout: {process.Stdout}\nstderr: {process.Stderr}"));
            return new Sandbox(
                process, folder, state is null, JsonNode.Parse(line)!.AsObject(), hasSwitches: scenario is { Switches.Count: > 0 });
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A person's home, whose active cloud is this sandbox.</summary>
    public Home NewHome() => new(this);

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        await Control.PostAsync("stop");
        await Waiting.ForAsync("the end of the sandbox", _process.WaitForExitAsync(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        await _process.DisposeAsync();
        if (_ownsState)
        {
            Directory.Delete(State, recursive: true);
        }
    }

    private static string? ReadyLine(NativeProcess process)
    {
        var end = process.Stdout.IndexOf('\n');
        return end >= 0 ? process.Stdout[..end]
            : process.HasExited ? throw new HarnessException($"az-sandbox ended with {process.ExitCode}: {process.Stderr}")
            : null;
    }

    private string Field(string name) =>
        _ready[name]?.GetValue<string>() ?? throw new HarnessException($"ready.json has no '{name}': {_ready}");
}
