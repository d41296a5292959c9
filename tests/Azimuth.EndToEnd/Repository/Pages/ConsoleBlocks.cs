using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>The blocks of a page that show a session: commands, and what they print.</summary>
internal static class ConsoleBlocks
{
    public static IReadOnlyList<string> Of(string page) =>
        [.. page.Split("```console\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)])];

    /// <summary>Runs the commands of a block one after the other, those of others in a shell.</summary>
    /// <param name="translate">What is run instead of what the page shows.</param>
    /// <returns>The block as it should stand there.</returns>
    public static async Task<string> RunAsync(Home home, string block, Func<string, string>? translate = null)
    {
        var printed = new List<string>();
        foreach (var line in block.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            var command = translate is null ? line[2..] : translate(line[2..]);
            if (command.StartsWith("az ", StringComparison.Ordinal))
            {
                var result = await home.Az.RunAsync(command["az ".Length..]);
                printed.Add($"{line}\n{result.Stdout}{result.Stderr}".TrimEnd('\n'));
            }
            else
            {
                await using var shell = NativeProcess.Start("/bin/sh", ["-c", command], home.Variables, home.WorkingFolder);
                await home.Az.EndAsync(shell, []);
                printed.Add(line);
            }
        }

        return string.Join('\n', printed);
    }
}
