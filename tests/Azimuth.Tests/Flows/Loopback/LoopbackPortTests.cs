using System.Net;
using System.Net.Sockets;
using Azimuth.Flows.Loopback.Listener;

namespace Azimuth.Tests.Flows.Loopback;

/// <summary>The port that the browser's answer comes to.</summary>
public sealed class LoopbackPortTests
{
    [Fact]
    public void Another_port_is_drawn_when_the_other_family_is_taken()
    {
        using var taken = LoopbackPort.Draw(IPAddress.IPv6Loopback);

        using var port = LoopbackPort.Draw([IPAddress.Loopback, IPAddress.IPv6Loopback], attempt => attempt == 0 ? taken.Number : 0);

        port.Number.ShouldNotBe(taken.Number);
        port.Listeners.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, 0)] // what Windows says of a port that it keeps for itself
    [InlineData(SocketError.AddressAlreadyInUse, 0)]
    [InlineData(SocketError.TooManyOpenSockets, null)]
    public void Another_port_is_drawn_where_the_first_may_not_be_had(SocketError error, int? drawn)
    {
        var attempts = 0;

        var drawing = () => LoopbackPort.Draw(
            [IPAddress.Loopback], attempt => attempts++ == 0 ? throw new SocketException((int)error) : drawn ?? attempt);

        if (drawn is null)
        {
            Should.Throw<UserError>(drawing).Message.ShouldStartWith("az cannot listen on any loopback port");
            attempts.ShouldBe(1);
        }
        else
        {
            using var port = drawing();
            port.Number.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void A_port_is_held_exclusively_in_both_families()
    {
        using var port = LoopbackPort.Draw(IPAddress.Loopback, IPAddress.IPv6Loopback);

        foreach (var family in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            using var thief = new Socket(family.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            thief.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            Should.Throw<SocketException>(() => thief.Bind(new IPEndPoint(family, port.Number))).SocketErrorCode
                .ShouldBe(OperatingSystem.IsWindows() ? SocketError.AccessDenied : SocketError.AddressAlreadyInUse);
        }
    }
}
