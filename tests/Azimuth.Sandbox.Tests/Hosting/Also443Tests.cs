using System.Net;
using System.Net.Sockets;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Hosting.Listening;

namespace Azimuth.Sandbox.Tests.Hosting;

/// <summary>Attack S7: port 443 is opt in, and never anything but loopback.</summary>
public sealed class Also443Tests
{
    [Fact]
    public void It_is_loopback_alone_where_the_machine_permits_and_a_sentence_where_not()
    {
        if (!MayBind443())
        {
            Should.Throw<SandboxError>(() => Listeners.Bind(0, also443: true, null)).Message
                .ShouldBe(
                    "Port 443 of localhost is taken or not permitted. Stop the program that uses it, or start without --also-443.");
            return;
        }

        using var listeners = Listeners.Bind(0, also443: true, null);

        listeners.Https.ShouldContain(new IPEndPoint(IPAddress.Loopback, 443));
        listeners.Https.ShouldAllBe(endpoint => IPAddress.IsLoopback(endpoint.Address));
        listeners.SignInPort.ShouldNotBe(443);
    }

    [Fact]
    public void Without_being_asked_nothing_listens_there()
    {
        using var listeners = Listeners.Bind(0, also443: false, null);

        listeners.Https.ShouldAllBe(endpoint => endpoint.Port == listeners.SignInPort);
    }

    [Fact]
    public void A_port_that_is_taken_is_named_with_the_option_that_chooses_another()
    {
        using var listeners = Listeners.Bind(0, also443: false, null);
        foreach (var endpoint in listeners.Https)
        {
            listeners.Take(endpoint).Listen();
        }

        Should.Throw<SandboxError>(() => Listeners.Bind(listeners.SignInPort, also443: false, null)).Message.ShouldBe(
            $"Port {listeners.SignInPort} of localhost is taken or not permitted. Stop the program that uses it, or choose another port "
                + "with --port.");
    }

    private static bool MayBind443()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 443));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
