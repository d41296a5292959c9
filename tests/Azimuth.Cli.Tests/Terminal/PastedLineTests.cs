using System.Text;
using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Tests.Terminal;

public sealed class PastedLineTests
{
    [Theory]
    [InlineData("abc\r", "abc")]
    [InlineData("abc\n", "abc")]
    [InlineData("abd\u007fc\n", "abc")]
    [InlineData("\u007f\bx\n", "x")]
    [InlineData("xyz\u0015" + "abc\n", "abc")] // Ctrl-U
    [InlineData("\e[200~ab\r\nc\e[201~\n", "abc")] // a paste's own line ends are a window's wrapping
    [InlineData("\e[200~abc\e[201~d\n", "abcd")]
    [InlineData("a\e[Db\e[1;5Cc\n", "abc")] // arrows
    [InlineData("a\eOHb\n", "aHb")]
    [InlineData("\n", "")]
    [InlineData("\u0004", null)] // Ctrl-D
    [InlineData("ä€\n", "ä€")]
    public void Keys_and_pastes_become_a_line(string keys, string? line)
    {
        var read = Read(keys);

        read.IsDone.ShouldBeTrue();
        read.Text.ShouldBe(line);
    }

    [Fact]
    public void The_length_of_a_paste_is_told_once()
    {
        var read = Read("\e[200~abc\e[201~");

        read.TakePasted().ShouldBe(3);
        read.TakePasted().ShouldBeNull();
        read.IsDone.ShouldBeFalse();
    }

    [Fact]
    public void What_is_too_long_is_longer_than_may_be_and_no_more()
    {
        var read = Read(new string('a', 1_000_000) + "\n");

        read.Text!.Length.ShouldBe(PastedLine.Longest + 1);
    }

    private static PastedLine Read(string keys)
    {
        var line = new PastedLine();
        foreach (var next in Encoding.UTF8.GetBytes(keys).TakeWhile(_ => !line.IsDone))
        {
            line.Take(next);
        }

        return line;
    }
}
