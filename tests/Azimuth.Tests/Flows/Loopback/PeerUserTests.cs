using System.Net;
using Azimuth.Flows.Loopback.Listener;

namespace Azimuth.Tests.Flows.Loopback;

/// <summary>Rows in the shape of proc(5), as Linux prints them on a little-endian machine.</summary>
public sealed class PeerUserTests
{
    private const uint Me = 1000;
    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 0xC001);
    private static readonly IPEndPoint Local = new(IPAddress.Loopback, 0x1F90);

    [Theory]
    [InlineData("01", "1000", "4711", "Ours")]
    [InlineData("05", "1000", "4711", "Foreign")] // closed its half: no browser does
    [InlineData("01", "1000", "0", "Foreign")]
    [InlineData("01", "0", "4711", "Ours")] // root
    [InlineData("01", "1001", "4711", "Foreign")]
    [InlineData("06", "0", "0", "Foreign")] // TIME_WAIT shows user 0, whoever it was
    [InlineData("05", "0", "0", "Foreign")] // an orphan in FIN_WAIT2 does too
    [InlineData("01", "0", "0", "Foreign")]
    public void The_kernels_row_for_the_far_end_decides(string state, string user, string inode, string verdict)
    {
        var table = Table(
            Row("0100007F:1F90", "0100007F:C001", "01", "1000", "1"), Row("0100007F:C001", "0100007F:1F90", state, user, inode));

        PeerUser.Check([table], Peer, Local, Me).ToString().ShouldBe(verdict);
    }

    [Theory]
    [InlineData("01", "0", "4711", "Ours")]
    [InlineData("01", "0", "0", "Foreign")]
    [InlineData("04", "0", "0", "Foreign")]
    [InlineData("05", "0", "0", "Foreign")]
    [InlineData("06", "0", "0", "Foreign")]
    [InlineData("08", "0", "0", "Foreign")]
    [InlineData("0B", "0", "0", "Foreign")]
    [InlineData("01", "1000", "4711", "Foreign")]
    [InlineData("01", "-0", "4711", "Foreign")]
    public void A_closed_socket_is_not_roots_for_root_either(string state, string user, string inode, string verdict)
    {
        var table = Table(Row("0100007F:1F90", "0100007F:C001", "01", "0", "1"), Row("0100007F:C001", "0100007F:1F90", state, user, inode));

        PeerUser.Check([table], Peer, Local, ownUser: 0).ToString().ShouldBe(verdict);
    }

    [Fact]
    public void A_peer_that_is_gone_from_the_table_is_foreign()
    {
        var table = Table(Row("0100007F:1F90", "0100007F:C001", "01", "1000", "1"));

        PeerUser.Check([table], Peer, Local, Me).ShouldBe(PeerOwnership.Foreign);
    }

    [Fact]
    public void A_table_that_lacks_even_our_own_end_proves_nothing() =>
        PeerUser.Check([Table()], Peer, Local, Me).ShouldBe(PeerOwnership.Unknown);

    [Fact]
    public void IPv6_is_found_in_its_own_table()
    {
        const string Loopback = "00000000000000000000000001000000";
        var table = Table(
            Row($"{Loopback}:1F90", $"{Loopback}:C001", "01", "1000", "1"), Row($"{Loopback}:C001", $"{Loopback}:1F90", "01", "7", "2"));

        PeerUser.Check([Table(), table], new(IPAddress.IPv6Loopback, 0xC001), new(IPAddress.IPv6Loopback, 0x1F90), Me)
            .ShouldBe(PeerOwnership.Foreign);
    }

    [Fact]
    public void A_dual_stack_client_is_found_by_its_mapped_address()
    {
        const string Mapped = "0000000000000000FFFF00000100007F";
        var table = Table(
            Row("0100007F:1F90", "0100007F:C001", "01", "1000", "1"), Row($"{Mapped}:C001", $"{Mapped}:1F90", "01", "1001", "2"));

        PeerUser.Check([table], Peer, Local, 1001).ShouldBe(PeerOwnership.Ours);
    }

    private static string Table(params string[] rows) =>
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + string.Join('\n', rows)
            + "\n";

    private static string Row(string local, string remote, string state, string user, string inode) =>
        $"   0: {local} {remote} {state} 00000000:00000000 00:00000000 00000000  {user}        0 {inode} 1 0000000000000000 20 4 30 10 -1";
}
