using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Certificates;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Control.Access;
using Azimuth.Sandbox.Hosting.Listening;
using Azimuth.Sandbox.Hosting.Startup;
using Azimuth.Sandbox.ManagedIdentity;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Hosting;

/// <summary>A sandbox that runs: from its folder to its last request.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StateFolder _folder;

    private SandboxServer(WebApplication app, StateFolder folder, ReadyFile ready)
    {
        _app = app;
        _folder = folder;
        Ready = ready;
    }

    public ReadyFile Ready { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>When this returns, every listener answers and <c>ready.json</c> says where.</summary>
    /// <exception cref="SandboxError">A port is taken, or the scenario is not valid.</exception>
    public static async Task<SandboxServer> StartAsync(
        ServeOptions options, ProcessFacts process, TimeProvider machine, CancellationToken cancel)
    {
        var folder = new StateFolder(options.State);
        var kept = new SavedScenario(folder);
        var scenario = kept.Choose(options.Scenario);
        var clock = new SandboxClock(machine);
        var switches = new SwitchBoard(clock);
        switches.Load(scenario.Switches);

        var listeners = Listeners.Bind(options.Port, options.Also443, LastPorts(folder));
        using var leaf = ServerCertificate.LoadOrIssue(folder, options.Hosts, machine);
        var ready = ReadyFor(folder, listeners, process, leaf);
        var origins = new Origins(ready.Id, ready.SignIn, ready.Pages) { Also443 = options.Also443 };

        // Nothing of the caller's: the other builders read appsettings.json of the working folder, watch all folders below it, and take
        // addresses from ASPNETCORE_URLS.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = folder.Root });
        builder.Logging.AddProvider(new LogFile(folder, machine));
        builder.Services.AddRoutingCore();
        builder.WebHost.Listen(listeners, leaf);
        builder.Services.AddWorld(scenario, clock, switches, folder, origins, ready);
        builder.Services.AddSingleton(options)
            .AddSingleton(kept)
            .AddEntra()
            .AddArm()
            .AddGraph()
            .AddManagedIdentity(options.Arc)
            .AddControl();

        var app = builder.Build();
        app.UseMiddleware<HostNames>();
        app.MapSandbox();
        app.Services.GetRequiredService<PersistedState>().Load();
        app.Services.GetRequiredService<ControlKey>();
        app.Services.GetRequiredService<Callers>();

        await app.StartAsync(cancel);
        kept.Started();
        ShellFiles.Write(folder);
        StateFolder.Write(
            folder.Ports, JsonSerializer.Serialize(new Ports(listeners.SignInPort, listeners.PagesPort), HostingJson.Default.Ports));
        StateFolder.Write(folder.Ready, JsonSerializer.Serialize(ready, HostingJson.Default.ReadyFile));
        return new SandboxServer(app, folder, ready);
    }

    /// <summary>Until SIGTERM, Ctrl-C or the control API's <c>stop</c>.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancel) => _app.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        Remove(_folder.Ready); // first: who looks for a sandbox should not find one that is closing
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The folder was removed or locked away while the sandbox ran. Who reads a left ready.json asks whether it answers.
        }
    }

    private static Ports? LastPorts(StateFolder folder)
    {
        try
        {
            return StateFolder.ReadText(folder.Ports) is { } text ? JsonSerializer.Deserialize(text, HostingJson.Default.Ports) : null;
        }
        catch (JsonException)
        {
            return null; // cut short by a full disk: other ports do as well
        }
    }

    private static ReadyFile ReadyFor(StateFolder folder, Listeners listeners, ProcessFacts process, X509Certificate2 leaf)
    {
        var signIn = $"https://localhost:{listeners.SignInPort}";
        var pages = $"http://127.0.0.1:{listeners.PagesPort}";
        return new ReadyFile
        {
            Id = folder.Id(),
            Pid = process.Id,
            StartTime = process.Started,
            SignIn = signIn,
            Arm = signIn,
            Pages = pages,
            Control = $"{pages}/control",
            ManagedIdentity = $"{pages}/managed-identity",
            CaFile = folder.Ca,
            BundleFile = folder.Bundle,
            TrustStoreFile = folder.TrustStore,
            CertificatePin = Convert.ToBase64String(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo())),
            ControlKeyFile = folder.ControlKey,
            IdentitySecretFile = Path.Combine(folder.Root, StateFolder.IdentitySecret),
            ServerThumbprint = leaf.Thumbprint,
        };
    }
}

/// <summary>Identifies the process.</summary>
internal sealed record ProcessFacts(int Id, DateTimeOffset Started);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadyFile))]
[JsonSerializable(typeof(Ports))]
internal sealed partial class HostingJson : JsonSerializerContext;
