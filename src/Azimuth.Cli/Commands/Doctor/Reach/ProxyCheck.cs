using System.Net.Sockets;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Http;

namespace Azimuth.Cli.Commands.Doctor.Reach;

/// <summary>Which proxy is used, whether it is there, and whether the variables agree.</summary>
internal sealed class ProxyCheck(Func<NetworkSettings> settings, Func<Clouds.Cloud> cloud, SystemKind system) : ICheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public string Name => "proxy";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var authority = cloud().AuthorityAddress;
        if (settings().Proxies.Route(authority) is not { } route)
        {
            return [Finding.Fine($"{authority.Host} is reached without a proxy.")];
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Timeout);
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(route.Address.IdnHost, route.Address.Port, limit.Token);
            return [
                Finding.Fine(
                    $"{authority.Host} is reached through {route}{(route.User is null ? "" : ", with a user name and a password")}.")
            ];
        }
        catch (Exception refused)
            when (refused is SocketException || (refused is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var reason = refused is SocketException ? refused.Message : "the connection timed out";
            return [
                Finding.Problem(
                    $"Cannot connect to {route}: {reason}.",
                    route.Source.Contains(' ', StringComparison.Ordinal) ? null
                        : $"To connect without it, run: {ShellVariables.Unset(system, route.Source)}")
            ];
        }
    }
}
