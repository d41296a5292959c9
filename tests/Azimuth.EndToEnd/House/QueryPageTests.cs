using Azimuth.Harness;

namespace Azimuth.EndToEnd.House;

/// <summary>docs/query.md shows what <c>az</c> prints: each command in it is run, on the recorded fixture <c>user</c>.</summary>
public sealed class QueryPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Places.Repository, "docs", "query.md"));

    public static TheoryData<string> Blocks => [.. Page.Split("```console\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)])];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Each_command_prints_what_stands_below_it(string block)
    {
        using var home = new Home().WithFixture("user");
        var printed = new List<string>();

        foreach (var line in block.Split('\n').Where(line => line.StartsWith("$ az ", StringComparison.Ordinal)))
        {
            var result = await home.Az.RunAsync(line["$ az ".Length..]);
            printed.Add($"{line}\n{result.Stdout}{result.Stderr}".TrimEnd('\n'));
        }

        string.Join('\n', printed).ShouldBe(block);
    }
}
