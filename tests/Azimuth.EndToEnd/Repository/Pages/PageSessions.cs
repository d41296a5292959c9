using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>
/// The sessions of a page of docs/sign-in: blocks of commands and what they print, each below a comment that names its surroundings.
/// </summary>
public static partial class PageSessions
{
    /// <summary>Runs each session in a home of its own; <c>…</c> stands for anything within a line.</summary>
    /// <param name="page">The page's name in docs/sign-in.</param>
    /// <param name="azure">Answers.</param>
    /// <param name="furnish">Lays out the home as the name says.</param>
    public static async Task CheckAsync(string page, Sandbox azure, Func<string, Home, Task> furnish)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Places.Repository, "docs", "sign-in", page));
        var sessions = Session.Matches(text);
        sessions.Count.ShouldBe(text.Split("```console").Length - 1, "each block says in which surroundings it runs");
        sessions.ShouldNotBeEmpty();
        foreach (Match session in sessions)
        {
            using var home = azure.NewHome();
            await furnish(session.Groups[1].Value, home);
            foreach (var part in session.Groups[2].Value.Split("$ az ", StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = part.Split('\n', 2);
                var result = await home.Az.RunAsync(lines[0]);
                Regex.IsMatch(result.Stderr + result.Stdout, $"^{Regex.Escape(lines[1]).Replace("…", "[^\n]*", StringComparison.Ordinal)}$")
                    .ShouldBeTrue(result.Story);
            }
        }
    }

    [GeneratedRegex(@"<!-- session: (\S+) -->\n```console\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Session { get; }
}
