using Azimuth.Configuration;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Tests.Flows.Loopback;

public sealed class SshTunnelTests
{
    [Theory]
    [InlineData("203.0.113.7 50022 192.0.2.10 22", "ada", "ssh -L 8400:localhost:8400 ada@192.0.2.10")]
    [InlineData("203.0.113.7 50022 192.0.2.10 2222", "ada", "ssh -L 8400:localhost:8400 -p 2222 ada@192.0.2.10")]
    [InlineData("2001:db8::7 50022 2001:db8::10 22", "ada", "ssh -L 8400:localhost:8400 ada@2001:db8::10")]
    [InlineData("127.0.0.1 50022 127.0.0.1 22", "ada", "ssh -L 8400:localhost:8400 ada@devbox")]
    [InlineData("203.0.113.7 50022 192.0.2.10 22", null, "ssh -L 8400:localhost:8400 192.0.2.10")]
    [InlineData(null, "ada", null)]
    [InlineData("", "ada", null)]
    [InlineData("203.0.113.7 50022", "ada", null)]
    [InlineData("a b $(touch x) 22", "ada", null)]
    public void The_line_leads_back_to_where_the_person_came_from(string? connection, string? user, string? expected)
    {
        var environment = new EnvironmentVariables(name => name == "SSH_CONNECTION" ? connection : name == "USER" ? user : null);

        SshTunnel.Command(environment, "devbox", 8400).ShouldBe(expected);
    }
}
