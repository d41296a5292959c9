using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Tests.Parsing;

/// <summary>Windows permits half a character in arguments and variables.</summary>
public sealed class UnicodeTextTests
{
    public static TheoryData<string, string> Table => new()
    {
        { "", "" },
        { "plain", "plain" },
        { "\U0001F600", "\U0001F600" },
        { "\uD83D", "\uFFFD" },
        { "\uDE00", "\uFFFD" },
        { "\uDE00\uD83D", "\uFFFD\uFFFD" },
        { "a\uD83D", "a\uFFFD" },
        { "\uDC00a", "\uFFFDa" },
        { "\U0001F600\uD83Dx\U0001F600", "\U0001F600\uFFFDx\U0001F600" },
        { "\uD83D\uD83D\uDE00", "\uFFFD\U0001F600" },
        { "\U0001F600\U0001F600\uDE00", "\U0001F600\U0001F600\uFFFD" },
    };

    [Theory]
    [MemberData(nameof(Table), DisableDiscoveryEnumeration = true)] // a runner's own text cannot hold them
    public void Half_a_character_becomes_the_character_for_what_is_none(string given, string read)
    {
        UnicodeText.From(given).ShouldBe(read);
        UnicodeText.From(["account", given]).ShouldBe(["account", read]);
    }
}
