using System.Net;
using Azimuth.Configuration;

namespace Azimuth.Flows.Loopback.Browser;

/// <summary>The SSH command that forwards a port of the user's own machine to this one.</summary>
public static class SshTunnel
{
    private const string UsualPort = "22";

    /// <summary>The line to type there; null when this is no SSH session.</summary>
    /// <param name="environment"><c>SSH_CONNECTION</c> says where the user came in: client, its port, server, its port.</param>
    /// <param name="hostName">This machine's name, for a session whose server address is of use on this machine only.</param>
    /// <param name="port">The port of the redirect.</param>
    public static string? Command(EnvironmentVariables environment, string hostName, int port)
    {
        if (environment.NonEmpty("SSH_CONNECTION")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [
            _, _, var server, var serverPort
        ]
            || !IPAddress.TryParse(server, out var address) || !ushort.TryParse(serverPort, out _))
        {
            return null;
        }

        var user = environment.NonEmpty("USER") ?? environment.NonEmpty("LOGNAME");
        var host = IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal ? hostName : address.ToString();
        var otherPort = serverPort == UsualPort ? "" : $" -p {serverPort}";
        return $"ssh -L {port}:localhost:{port}{otherPort} {(user is null ? host : $"{user}@{host}")}";
    }
}
