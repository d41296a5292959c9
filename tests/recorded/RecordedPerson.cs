using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.Recorded;

/// <summary>Whoever signed in while a case was recorded: approves or refuses, and types.</summary>
public sealed class RecordedPerson(RecordedHome home, Sandbox azure, RecordedServer server)
{
    private const string HiddenPrompt = "Password: ";
    private const string Prompt = "(Type a number or Enter for no changes): ";

    /// <summary>Runs a step without a terminal.</summary>
    public async Task<AzResult> RunAsync(RecordedStep step)
    {
        var words = await RecordedApplication.WordsAsync([.. Translation.Words(step.Words).Select(home.Localize)], azure);
        using var browser = Browser();
        await using var process = home.Az.Start(words);
        if (words[0] == "login")
        {
            await AnswerAsync(browser, () => Task.FromResult(process.HasExited ? "" : Code(process.Stderr)));
        }

        return await home.Az.EndAsync(process, words);
    }

    /// <summary>Runs a step in a terminal and types the recorded texts, one for each prompt.</summary>
    public async Task<AzResult> TypeAsync(RecordedStep step)
    {
        using var browser = Browser();
        await using var terminal = Terminal.Start(home.Home, Translation.Words(step.Words));
        if (step.Seen.Contains(HiddenPrompt, StringComparison.Ordinal))
        {
            await terminal.WaitForAsync(HiddenPrompt);
            await terminal.TypeAsync(step.Typed![0]);
            return await terminal.EndAsync();
        }

        await AnswerAsync(browser, () => Task.FromResult(terminal.HasEnded ? "" : Code(terminal.Seen)));
        var typed = step.Typed!.Take(step.Typed!.Count - step.NotAskedFor).ToArray();
        for (var i = 0; i < typed.Length; i++)
        {
            await terminal.WaitForAsync(Prompt, times: i + 1);
            await terminal.TypeAsync(typed[i]);
        }

        return await terminal.EndAsync();
    }

    // In a recording that puts a browser into the config folder, ours takes its place.
    private Browser? Browser() => home.Home.Variables.ContainsKey("BROWSER") ? new Browser(home.Home) : null;

    private async Task AnswerAsync(Browser? browser, Func<Task<string?>> code)
    {
        var asked = await Waiting.UntilAsync(
            "a device code, an opened browser or the end",
            async () => await code() ?? (browser?.TimesOpened > 0 ? "browser" : null));
        switch (asked)
        {
            case "":
                break; // it ended without asking anybody
            case "browser" when server.Refuses:
                await browser!.RefuseAsync();
                break;
            case "browser":
                await browser!.SignInAsync(ServerToScenario.Person);
                break;
            default:
                await PollsAsync();
                await (server.Refuses
                    ? azure.Control.RefuseDeviceCodeAsync(asked)
                    : azure.Control.ApproveDeviceCodeAsync(asked, ServerToScenario.Person));
                break;
        }
    }

    private async Task PollsAsync()
    {
        if (server.PendingPolls > 0)
        {
            await Waiting.UntilAsync(
                $"{server.PendingPolls} polls", async () => await azure.Journal.CountAsync("token") >= server.PendingPolls ? "" : null);
        }
    }

    private static string? Code(string said)
    {
        const string before = "enter the code ", after = " to authenticate.";
        var start = said.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var end = start < before.Length ? -1 : said.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? null : said[start..end];
    }
}
