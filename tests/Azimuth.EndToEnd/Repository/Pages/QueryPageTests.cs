using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>docs/query.md shows what <c>az</c> prints: each command in it is run, on the recorded fixture <c>user</c>.</summary>
public sealed class QueryPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Places.Repository, "docs", "query.md"));

    public static TheoryData<string> Blocks => [.. ConsoleBlocks.Of(Page)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Each_command_prints_what_stands_below_it(string block)
    {
        using var home = new Home().WithFixture("user");

        (await ConsoleBlocks.RunAsync(home, block)).ShouldBe(block);
    }
}
