using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>docs/token-cache.md: its commands are run one after the other, with a keyring, and print what stands below them.</summary>
public sealed class TokenCachePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Places.Repository, "docs", "token-cache.md"));

    [Fact]
    public async Task Each_command_prints_what_stands_below_it()
    {
        await using var keyring = await Keyring.StartAsync();
        using var home = new Home().WithFixture("user");
        foreach (var (name, value) in keyring.Variables)
        {
            home.Variables[name] = value;
        }

        var blocks = ConsoleBlocks.Of(Page);
        blocks.Count.ShouldBe(2);
        foreach (var block in blocks)
        {
            (await ConsoleBlocks.RunAsync(home, block)).ShouldBe(block);
            home.Has("msal_token_cache.json").ShouldBe(block == blocks[1], "it moved into the keyring, and back");
        }
    }

    [Theory]
    [InlineData("Tokens cannot be encrypted:")]
    [InlineData("this session has no D-Bus")]
    [InlineData("no secret service runs in this session")]
    [InlineData("libsecret, which az uses to reach the keyring, is not installed")]
    [InlineData("the keyring is locked")]
    [InlineData("Windows has no key for it")]
    [InlineData("could not be removed and may still be usable")]
    [InlineData("is not in the keyring")]
    public void Each_message_that_it_explains_is_one_that_az_says(string message)
    {
        Page.ShouldContain(message);

        Directory.EnumerateFiles(Path.Combine(Places.Repository, "src", "Azimuth"), "*.cs", SearchOption.AllDirectories)
            .ShouldContain(file => File.ReadAllText(file).Contains(message));
    }
}
