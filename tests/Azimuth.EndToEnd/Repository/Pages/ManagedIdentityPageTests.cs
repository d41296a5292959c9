using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>
/// docs/sign-in/managed-identity.md: each session is run on the kind of machine that the comment above it names, and prints what stands
/// there.
/// </summary>
public sealed partial class ManagedIdentityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Places.Repository, "docs", "sign-in", "managed-identity.md"));

    [Fact]
    public async Task Each_session_is_what_happens()
    {
        await using var azure = await Sandbox.StartAsync();
        var sessions = Session.Matches(Page);

        sessions.Count.ShouldBe(Page.Split("```console").Length - 1);
        foreach (Match session in sessions)
        {
            using var home = azure.NewHome();
            foreach (var (name, value) in azure.Variables(session.Groups[1].Value))
            {
                home.Variables[name] = value;
            }

            foreach (var part in session.Groups[2].Value.Split("$ az ", StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = part.Split('\n', 2);
                var result = await home.Az.RunAsync(lines[0]);
                Regex.IsMatch(result.Stderr + result.Stdout, $"^{Regex.Escape(lines[1]).Replace("…", "[^\n]*", StringComparison.Ordinal)}$")
                    .ShouldBeTrue(result.Story);
            }
        }
    }

    [Fact]
    public async Task Each_kind_of_machine_that_the_sandbox_can_be_is_on_its_page()
    {
        using var home = new Home();
        var page = await File.ReadAllTextAsync(
            Path.Combine(Places.Repository, "docs", "sandbox", "managed-identity.md"), TestContext.Current.CancellationToken);

        var wrong = await home.Az.RunAsync("sandbox env --managed-identity toaster");

        var kinds = Kind.Matches(page).Select(match => match.Groups[1].Value).ToArray();
        wrong.ShouldExit(2).Stderr.ShouldContain($"Allowed values: {string.Join(", ", kinds)}.");
    }

    [GeneratedRegex(@"<!-- machine: (\S+) -->\n```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Session { get; }

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Kind { get; }
}
