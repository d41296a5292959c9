using System.Text;
using Azimuth.Cli.Processes;

namespace Azimuth.Cli.Tests.Terminal;

public sealed class ProcessArgumentsTests
{
    [Theory]
    [InlineData("az login -p hunter2", "az login -p *******")]
    [InlineData("az login -phunter2", "az login -p*******")]
    [InlineData("az login --password=hunter2 --tenant hunter2x", "az login --password=******* --tenant hunter2x")]
    [InlineData("az login --tenant nothunter2 -p hunter2", "az login --tenant nothunter2 -p *******")]
    [InlineData("az login -p hunter2 -p hunter2", "az login -p ******* -p *******")]
    [InlineData("az login", "az login")]
    public void Only_the_secret_itself_is_overwritten(string words, string seen)
    {
        var memory = Encoding.UTF8.GetBytes(words.Replace(' ', '\0') + '\0');

        ProcessArguments.Wipe(memory, ["hunter2"]);

        Encoding.UTF8.GetString(memory).Replace('\0', ' ').TrimEnd().ShouldBe(seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("päßword")]
    public void Nothing_else_changes_whatever_the_secret_is(string secret)
    {
        var memory = Encoding.UTF8.GetBytes($"az\0login\0-p\0{secret}\0");

        ProcessArguments.Wipe(memory, [secret]);

        Encoding.UTF8.GetString(memory).ShouldBe($"az\0login\0-p\0{new string('*', Encoding.UTF8.GetByteCount(secret))}\0");
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_overwritten_too()
    {
        byte[] memory = [.. "az\0login\0--password=p"u8, 0xE4, .. "ss\0-u\0ada\0"u8];
        var asRead = Encoding.UTF8.GetString(memory).Split('\0')[2].Split('=')[1];

        ProcessArguments.Wipe(memory, [asRead]);

        Encoding.UTF8.GetString(memory).ShouldBe("az\0login\0--password=****\0-u\0ada\0");
    }
}
