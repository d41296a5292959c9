using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.SandboxCommands;

/// <summary>The way to the console: its link, the browser that opens it, and the shell that shows where it is.</summary>
public sealed class SandboxConsoleTests : IAsyncLifetime
{
    private readonly Home _home = new();
    private readonly string _opened;

    public SandboxConsoleTests()
    {
        _home.Variables.Remove("AZURE_CONFIG_DIR");
        _home.Variables["PATH"] = "/usr/bin:/bin";
        _opened = Path.Combine(_home.Root, "opened");
    }

    public async ValueTask InitializeAsync() => (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();

    public async ValueTask DisposeAsync()
    {
        await _home.Az.RunAsync("sandbox stop");
        _home.Dispose();
    }

    [Fact]
    public async Task Status_has_the_link_and_it_is_short()
    {
        var link = (await _home.Az.RunAsync("sandbox status --query console -o tsv")).ShouldSucceed();

        link.Stdout.Trim().ShouldMatch("^http://127\\.0\\.0\\.1:[0-9]+/console#key=[A-Za-z0-9_-]{22}$");
        link.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_browser_the_link_is_printed()
    {
        _home.Variables.Remove("BROWSER");
        var link = (await _home.Az.RunAsync("sandbox status --query console -o tsv")).ShouldSucceed().Stdout;

        (await _home.Az.RunAsync("sandbox console")).ShouldSucceed().Stdout.ShouldBe(link);
    }

    [Fact]
    public async Task A_browser_that_fails_is_named_and_the_link_is_printed()
    {
        _home.Variables["BROWSER"] = "/bin/false";
        var link = (await _home.Az.RunAsync("sandbox status --query console -o tsv")).ShouldSucceed().Stdout;

        var console = (await _home.Az.RunAsync("sandbox console")).ShouldSucceed();

        console.Stdout.ShouldBe(link);
        console.Stderr.ShouldContain("/bin/false");
    }

    [Fact]
    public async Task A_browser_gets_a_ticket_and_not_the_key_and_the_ticket_opens_the_console_once()
    {
        var script = Path.Combine(_home.Root, "browser");
        File.WriteAllText(script, $"#!/bin/sh\nprintf '%s' \"$1\" >'{_opened}'\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _home.Variables["BROWSER"] = script;
        var link = new Uri((await _home.Az.RunAsync("sandbox status --query console -o tsv")).ShouldSucceed().Stdout.Trim());

        (await _home.Az.RunAsync("sandbox console")).ShouldSucceed().Stdout.ShouldBe("The console was opened in your browser.\n");

        var opened = new Uri(await File.ReadAllTextAsync(_opened, TestContext.Current.CancellationToken));
        opened.GetLeftPart(UriPartial.Path).ShouldBe(link.GetLeftPart(UriPartial.Path));
        opened.Fragment.ShouldNotBe(link.Fragment);
        var control = new Uri($"{opened.GetLeftPart(UriPartial.Authority)}/control/");
        (await AskAsync(control, "reset", opened)).Status.ShouldBe(HttpStatusCode.Unauthorized); // it opens nothing else
        var key = await AskAsync(control, "key", opened);
        $"#key={JsonNode.Parse(key.Text)!["key"]}".ShouldBe(link.Fragment);
        (await AskAsync(control, "key", opened)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/bin/bash", ".bashrc", "PS1='mine> '", "(sandbox) mine> ")]
    [InlineData("/usr/bin/zsh", ".zshrc", "PROMPT='mine> '", "(sandbox) mine> ")]
    [InlineData("/usr/bin/fish", ".config/fish/config.fish", "function fish_prompt; printf 'mine> '; end", "(sandbox) mine> ")]
    [InlineData("/bin/dash", ".profile", "", "(sandbox) $ ")]
    public async Task The_prompt_of_a_shell_shows_that_it_is_in_the_sandbox(string shell, string file, string own, string prompt)
    {
        var path = Path.Combine(_home.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, own + "\n");
        _home.Variables["SHELL"] = shell;
        await using var terminal = Terminal.Start(_home, "sandbox shell");

        await terminal.WaitForAsync(prompt);

        await terminal.TypeAsync("echo \"in $AZIMUTH_SANDBOX_STATE\"\n");
        await terminal.WaitForAsync($"in {_home.Folder}");
        await terminal.TypeAsync("exit\n");
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(Uri control, string path, Uri link)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(control, path))
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", link.Fragment["#key=".Length..]) },
        };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
