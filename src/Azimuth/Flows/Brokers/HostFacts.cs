namespace Azimuth.Flows.Brokers;

/// <summary>What of the machine and of this process decides whether a broker can show itself. Asked only where one is wanted.</summary>
public sealed record HostFacts
{
    /// <summary>Whether this build has the broker's library.</summary>
    public required bool HasLibrary { get; init; }

    /// <summary>The system's version; of Windows 10 and later it is 10.0 and the build.</summary>
    public Version SystemVersion { get; init; } = new(0, 0);

    /// <summary>
    /// Windows: <c>Client</c>, <c>Server</c>, <c>Server Core</c> or <c>Nano Server</c>, as the registry has it (InstallationType).
    /// </summary>
    public string Edition { get; init; } = "Client";

    /// <summary>Windows: 0 is that of services and scheduled tasks, which nobody sees.</summary>
    public int Session { get; init; } = 1;

    /// <summary>
    /// Windows: whether this process is somebody else than who is signed in to the session (run as administrator with another account).
    /// </summary>
    public bool IsAnotherUser { get; init; }

    /// <summary>macOS: the Company Portal's version, such as 5.2603.0; null when it is not installed.</summary>
    public Version? CompanyPortal { get; init; }
}
