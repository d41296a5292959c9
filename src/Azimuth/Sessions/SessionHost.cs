using Azimuth.Configuration;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Loopback.Browser;
using Azimuth.Http;

namespace Azimuth.Sessions;

/// <summary>
/// What a session takes from the process around it. Functions are called when their answer is first needed, and not before.
/// </summary>
public sealed record SessionHost
{
    /// <summary>The application that users sign in to.</summary>
    public required string ClientId { get; init; }

    /// <summary>The config folder.</summary>
    public required Func<ConfigFolder> Folder { get; init; }

    /// <summary>The process's variables.</summary>
    public required EnvironmentVariables Environment { get; init; }

    /// <summary>The operating system.</summary>
    public required SystemKind System { get; init; }

    /// <summary>What of this machine decides how a user can sign in.</summary>
    public required Func<Platform> Platform { get; init; }

    /// <summary>The process, as lock files name their holder.</summary>
    public required Func<(int Id, string Command)> Process { get; init; }

    /// <summary>What decides how servers are reached.</summary>
    public required Func<NetworkSettings> Network { get; init; }

    /// <summary>The cloud's name; null for the folder's active one.</summary>
    public string? CloudName { get; init; }

    /// <summary>The working folder, whose own <c>[defaults]</c> count too; null where there is none.</summary>
    public Func<string?> WorkingFolder { get; init; } = static () => null;

    /// <summary>The browser that shows a sign-in page; null for the system's.</summary>
    public Func<IBrowser>? Browser { get; init; }

    /// <summary>The system's own sign-in; null where it is not to be used.</summary>
    public Func<IBroker?> Broker { get; init; } = static () => null;

    /// <summary>
    /// The address that a browser elsewhere ended at, as the user pastes it; null at the end of input. Gets the redirect's port.
    /// </summary>
    public Func<int?, CancellationToken, Task<string?>>? Paste { get; init; }

    /// <summary>What this machine calls itself, for the command that makes a tunnel to it.</summary>
    public Func<string> HostName { get; init; } = static () => "localhost";

    /// <summary>For how long a keyring may ask the user for its password.</summary>
    public Func<TimeSpan> KeyringTimeout { get; init; } = static () => TimeSpan.FromSeconds(6);

    /// <summary>Sets a variable of this process, which MSAL.NET reads: Cloud Shell is known to it by nothing else.</summary>
    public Action<string, string>? SetVariable { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long servers and locks are waited for; null for the usual.</summary>
    public Func<CommandTimeouts>? Timeouts { get; init; }

    /// <summary>Receives one sentence for the user at a time.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>Receives what happens step by step, secrets redacted.</summary>
    public DebugLog DebugLog { get; init; } = DebugLog.Silent;
}
