using Azimuth.Harness.Processes;

namespace Azimuth.Harness;

/// <summary>
/// A desktop session's D-Bus of the test's own, with gnome-keyring on it or without. Nothing of the tester's session is touched.
/// </summary>
public sealed class Keyring : IAsyncDisposable
{
    private const string Programs = "/usr/bin:/bin";
    private readonly string _root;
    private readonly NativeProcess _bus;
    private NativeProcess? _daemon;

    private Keyring(string root, NativeProcess bus) => (_root, _bus) = (root, bus);

    /// <summary>Whether this machine has the programs; a suite that needs them installs them first.</summary>
    public static bool IsInstalled { get; } =
        ((string[])["/usr/bin/dbus-daemon", "/usr/bin/dbus-send", "/usr/bin/gnome-keyring-daemon"]).All(File.Exists)
        && Directory.EnumerateDirectories("/usr/lib")
            .Append("/usr/lib")
            .Any(folder => File.Exists(Path.Combine(folder, "libsecret-1.so.0")));

    /// <summary>What programs of this session have in their environment.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["DBUS_SESSION_BUS_ADDRESS"] = $"unix:path={_root}/bus",
        ["XDG_RUNTIME_DIR"] = Path.Combine(_root, "run"),
    };

    /// <summary>The bus alone: a session in which nobody keeps secrets.</summary>
    public static async Task<Keyring> StartBusAsync()
    {
        var root = Places.NewFolder();
        foreach (var folder in (string[])["run", "home"])
        {
            Directory.CreateDirectory(
                Path.Combine(root, folder), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // No folders of services: nothing is started because somebody asks for it.
        var config = Path.Combine(root, "bus.conf");
        await File.WriteAllTextAsync(config, $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path={root}/bus</listen>
              <auth>EXTERNAL</auth>
              <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
            </busconfig>
            """);
        var bus = NativeProcess.Start(
            "/usr/bin/dbus-daemon", [$"--config-file={config}", "--nofork", "--nosyslog"],
            new Dictionary<string, string> { ["PATH"] = Programs }, root);
        var keyring = new Keyring(root, bus);
        await Waiting.UntilAsync(
            "the bus", () => Task.FromResult(File.Exists($"{root}/bus") ? root : null), () => Task.FromResult(bus.Stderr));
        return keyring;
    }

    /// <summary>The bus, and a keyring that is open.</summary>
    public static async Task<Keyring> StartAsync()
    {
        var keyring = await StartBusAsync();
        await keyring.UnlockAsync();
        return keyring;
    }

    /// <summary>Starts gnome-keyring, and opens its login keyring, which is made at the first time.</summary>
    public Task UnlockAsync() => StartDaemonAsync(["--unlock"], "password");

    /// <summary>What a logout leaves: the secrets are on the disk, and nobody gave the password.</summary>
    public async Task LockAsync()
    {
        await StopDaemonAsync();
        await StartDaemonAsync([], null);
    }

    /// <summary>Ends gnome-keyring; the bus stays.</summary>
    public async Task StopDaemonAsync()
    {
        if (_daemon is { } daemon)
        {
            await daemon.DisposeAsync();
            _daemon = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopDaemonAsync();
        await _bus.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async Task StartDaemonAsync(string[] words, string? password)
    {
        var variables = new Dictionary<string, string>(Variables) { ["PATH"] = Programs, ["HOME"] = Path.Combine(_root, "home") };
        _daemon = NativeProcess.Start(
            "/usr/bin/gnome-keyring-daemon", [.. words, "--foreground", "--components=secrets"], variables, _root, password);
        await Waiting.UntilAsync(
            "the secret service", async () => await HasServiceAsync(variables) ? _root : null, () => Task.FromResult(_daemon.Stderr));
    }

    private async Task<bool> HasServiceAsync(Dictionary<string, string> variables)
    {
        string[] words = [
            "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets"
        ];
        await using var asked = NativeProcess.Start("/usr/bin/dbus-send", words, variables, _root);
        using var late = new CancellationTokenSource(Waiting.Deadline);
        await asked.WaitAsync(late.Token);
        return asked.Stdout.Contains("boolean true", StringComparison.Ordinal);
    }
}
