using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>
/// docs/rest.md and docs/status.md show what <c>az</c> prints, and prompts that work: each command in them is run, as Ada, in the sandbox.
/// </summary>
public sealed partial class RestPagesTests
{
    [Theory]
    [InlineData("rest.md")]
    [InlineData("status.md")]
    public async Task Each_command_prints_what_stands_below_it(string page)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = await SignedInAsync(azure);
        var text = Read(page);

        foreach (var block in ConsoleBlocks.Of(text))
        {
            var printed = await ConsoleBlocks.RunAsync(
                home, block, command => command.Replace("https://graph.microsoft.com", $"{azure.SignIn}/graph", StringComparison.Ordinal));
            Time.Replace(printed, "TIME").ShouldBe(Time.Replace(block, "TIME"));
        }
    }

    [Theory]
    [InlineData("bash", "source \"$0\"; printf %s \"${PS1@P}\"", "[ada@contoso.onmicrosoft.com 100% \\e[31mred] ")]
    [InlineData("zsh", "source \"$0\"; print -nP \"$RPROMPT\"", "ada@contoso.onmicrosoft.com 100% \\e[31mred")]
    [InlineData("fish", "source $argv[1]; fish_right_prompt", "ada@contoso.onmicrosoft.com 100% \\e[31mred")]
    public async Task A_prompt_shows_who_is_signed_in_and_hostile_names_as_text(string shell, string script, string prompt)
    {
        var hostile = Contoso.Tenant with { Subscriptions = [new(Contoso.SubscriptionId(1), "100% \e[31mred")] };
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso.With(hostile));
        using var home = await SignedInAsync(azure);
        var page = Read("status.md");
        var from = page.IndexOf($"```{shell}\n", StringComparison.Ordinal) + shell.Length + 4;
        home.Put("../work/snippet", page[from..page.IndexOf("```", from, StringComparison.Ordinal)]);
        File.CreateSymbolicLink(Path.Combine(home.Programs, "az"), Places.Az);
        string[] words = shell switch
        {
            "bash" => ["bash", "--norc", "-c", script, "snippet"],
            "zsh" => ["zsh", "-f", "-c", script, "./snippet"],
            _ => ["fish", "--no-config", "-c", script, "snippet"],
        };
        home.Variables["PATH"] = $"{home.Programs}:/usr/bin:/bin";
        await using var process = NativeProcess.Start("/usr/bin/env", words, home.Variables, home.WorkingFolder);
        await process.WaitAsync(TestContext.Current.CancellationToken);

        process.Stdout.TrimEnd('\n')
            .ShouldStartWith(prompt.Replace("\\e", "\\x1b", StringComparison.Ordinal), customMessage: process.Stderr);
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Places.Repository, "docs", page));

    private static async Task<Home> SignedInAsync(Sandbox azure)
    {
        var home = azure.NewHome();
        home.Put(
            "clouds.config",
            home["clouds.config"].Replace("https://graph.microsoft.com/", $"{azure.SignIn}/graph/", StringComparison.Ordinal));
        await home.Az.SignInAsync(Contoso.Ada);
        return home;
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time { get; }
}
