using System.Security.Cryptography;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// The files by which a program on an Arc machine proves that it may read what root wrote. Clients take only a file of the
/// agent's own directory, so one is written there too where that is permitted (a container, say), and never where a real agent lives.
/// </summary>
internal sealed class ArcChallenges(StateFolder folder, ArcAgent agent) : IDisposable
{
    private const int AtMost = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _open = []; // key to the file that holds it

    /// <summary>A new key in a new file; the file's path is what the challenge names.</summary>
    public string Begin()
    {
        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var name = $"{Guid.NewGuid()}.key";
        var path = InAgentFolder(name, key) ?? InState(name, key);
        lock (_lock)
        {
            if (_open.Count == AtMost)
            {
                Forget(_open.Keys.First());
            }

            _open[key] = path;
        }

        return path;
    }

    /// <summary>Whether this is the content of a file that was named; each is good once.</summary>
    public bool Redeem(string key)
    {
        lock (_lock)
        {
            return Forget(key);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var key in _open.Keys.ToList())
            {
                Forget(key);
            }
        }
    }

    private bool Forget(string key)
    {
        if (!_open.Remove(key, out var path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    private string? InAgentFolder(string name, string key)
    {
        if (File.Exists(agent.Program))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(agent.Tokens);
            var path = Path.Combine(agent.Tokens, name);
            StateFolder.Write(path, key);
            return path;
        }
        catch (Exception notPermitted) when (notPermitted is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    private string InState(string name, string key)
    {
        var path = Path.Combine(folder.ArcTokens, name);
        StateFolder.Write(path, key);
        return path;
    }
}

/// <summary>Where Azure Arc's agent is installed on this system.</summary>
/// <param name="Tokens">The folder whose files clients accept.</param>
/// <param name="Program">The agent's program, which exists if a real agent is installed.</param>
internal sealed record ArcAgent(string Tokens, string Program)
{
    public static ArcAgent OfLinux { get; } = new("/var/opt/azcmagent/tokens", "/opt/azcmagent/bin/himds");

    public static ArcAgent OfWindows(string programData, string programFiles) => new(
        Path.Combine(programData, "AzureConnectedMachineAgent", "Tokens"),
        Path.Combine(programFiles, "AzureConnectedMachineAgent", "himds.exe"));
}
