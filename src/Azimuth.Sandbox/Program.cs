using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Azimuth.Sandbox.Certificates;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.Hosting.Startup;
using Azimuth.Sandbox.ManagedIdentity;

// The process's own arguments and streams are touched here and nowhere else.
#pragma warning disable RS0030

try
{
    return args switch
    {
        [.. var all] when all.Contains("--help") || all.Contains("-h") => Say(Usage.Text),
        ["serve", .. var words] => await ServeAsync(ServeOptions.Parse(words) with { Arc = Arc() }, words),
        ["--version"] => Say($"az-sandbox {typeof(SandboxServer).Assembly.GetName().Version?.ToString(3)}"),
        [] => Say(Usage.Text),
        _ => throw new UsageError($"'{args[0]}' is not a command of az-sandbox."),
    };
}
catch (UsageError wrong)
{
    Console.Error.WriteLine($"az-sandbox: {wrong.Message} To see the options, run: az-sandbox --help");
    return 2;
}
catch (SandboxError failed)
{
    Console.Error.WriteLine($"az-sandbox: {failed.Message}");
    return 1;
}
catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"az-sandbox: The state folder cannot be used: {failed.Message} Choose another folder with --state.");
    return 1;
}

static ArcAgent Arc() => OperatingSystem.IsWindows()
    ? ArcAgent.OfWindows(
        Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
        Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles))
    : ArcAgent.OfLinux;

static int Say(string text)
{
    Console.Out.WriteLine(text);
    return 0;
}

static async Task<int> ServeAsync(ServeOptions options, string[] words)
{
    if (options.Detach)
    {
        return await Detachment.StartAsync(Environment.ProcessPath!, words, Console.Out, Console.Error, CancellationToken.None);
    }

    if (options.Detached)
    {
        Detachment.LeaveSession(new StateFolder(options.State));
    }

    var stop = StopSignals.Watch();
    try
    {
        await ServeUntilStoppedAsync(options, stop);
    }
    catch (Exception) when (stop.IsCancellationRequested)
    {
        // Asked to end while it started, and its folder may be gone already: it ends, which is what was asked for.
    }

    return 0;
}

static DateTime StartOf(Process self)
{
    try
    {
        return self.StartTime.ToUniversalTime();
    }
    catch (Win32Exception) // no /proc, as in a bare chroot
    {
        return TimeProvider.System.GetUtcNow().UtcDateTime;
    }
}

static async Task ServeUntilStoppedAsync(ServeOptions options, CancellationToken cancel)
{
    TrustBundle.LeaveOutSystemRoots();
    using var self = Process.GetCurrentProcess();
    var facts = new ProcessFacts(self.Id, StartOf(self));
    await using var server = await SandboxServer.StartAsync(options, facts, TimeProvider.System, cancel);
    Say(JsonSerializer.Serialize(server.Ready, HostingJson.Default.ReadyFile));
    if (options.Detached)
    {
        Detachment.LeaveStreams(new StateFolder(options.State));
    }

    using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    var folder = FolderWatch.UntilGoneAsync(new StateFolder(options.State), ended.Token);
    var parent = options.Parent is { } id ? ParentWatch.UntilGoneAsync(id, ended.Token) : Task.Delay(Timeout.Infinite, ended.Token);
    await Task.WhenAny(server.WaitForShutdownAsync(ended.Token), parent, folder);
    await ended.CancelAsync();
}
