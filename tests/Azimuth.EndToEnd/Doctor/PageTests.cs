using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Doctor;

/// <summary>
/// Every command that stands in a block of these pages is run, in order, by a shell on a machine where somebody is signed in.
/// </summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("networks.md")]
    [InlineData("doctor.md")]
    [InlineData("troubleshooting.md")]
    public async Task The_commands_of_the_page_work(string page)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        File.CreateSymbolicLink(Path.Combine(home.Programs, "az"), Places.Az);
        var script = string.Join(
            '\n',
            Commands(await File.ReadAllLinesAsync(Path.Combine(Places.Repository, "docs", page), TestContext.Current.CancellationToken)));

        var variables = home.Variables.ToDictionary(pair => pair.Key == "PATH" ? "SEARCH" : pair.Key, pair => pair.Value);
        var (exit, stdout, stderr) = await Tool.RunAsync(["/bin/sh", "-ec", $"PATH=\"$SEARCH\"\n{script}"], variables, home.WorkingFolder);

        script.ShouldContain("az ");
        exit.ShouldBe(0, $"{script}\n{stdout}\n{stderr}");
    }

    private static IEnumerable<string> Commands(string[] lines)
    {
        var inBlock = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inBlock = !inBlock && line == "```sh";
            }
            else if (inBlock)
            {
                yield return line;
            }
        }
    }
}
