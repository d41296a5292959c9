using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>
/// Attacks S2 and S5: another user of the same machine, with a user ID of his own. Without root there is no second user, and these fail.
/// </summary>
public sealed class StrangerTests
{
    private const string Nobody = "65534";

    private static readonly string[] Keys = ["control.key", "signing.pem", "sealing.key", "leaf.pem"];

    private static readonly Person Mallory = new(
        Guid.Parse("22222222-2222-2222-2222-000000000009"), "mallory@contoso.onmicrosoft.com", "Mallory");

    [Fact]
    public async Task Another_users_own_code_with_the_right_state_is_refused_and_the_persons_answer_is_taken()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, Mallory] });
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        string[] words = ["login"];
        await using var process = home.Az.Start(words);
        var address = await browser.OpenedAsync();
        var theirs = await azure.Control.AuthorizeAsync(address, Mallory);

        var refused = await AsNobodyAsync(
            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--data", Form(theirs), theirs["redirectUri"]!.GetValue<string>());
        var stillWaiting = !process.HasExited;
        await browser.SignInAsync(Contoso.Ada);

        refused.ShouldBe("403");
        stillWaiting.ShouldBeTrue();
        (await home.Az.EndAsync(process, words)).ShouldSucceed().Texts("[].user.name").ShouldAllBe(name => name == Contoso.Ada.UserName);
        (await azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "authorization_code")).ShouldBe(
            1, "the stranger's code was never redeemed");
    }

    [Fact]
    public async Task Another_user_who_posts_and_leaves_at_once_is_not_taken_for_root()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, Mallory] });
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        string[] words = ["login"];
        await using var process = home.Az.Start(words);
        var theirs = await azure.Control.AuthorizeAsync(await browser.OpenedAsync(), Mallory);
        var (redirect, form) = (new Uri(theirs["redirectUri"]!.GetValue<string>()), Form(theirs));
        var post =
            $"POST / HTTP/1.1\r\nHost: localhost:{redirect.Port}\r\nContent-Type: "
                + $"application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}";

        await AsNobodyAsync(
            "bash",
            "-c",
            $"for i in {{1..20}}; do (exec 3<>/dev/tcp/127.0.0.1/{redirect.Port} && printf %s \"$1\" >&3); done",
            "bash",
            post);
        var stillWaiting = !process.HasExited;
        await browser.SignInAsync(Contoso.Ada);

        stillWaiting.ShouldBeTrue();
        (await home.Az.EndAsync(process, words)).ShouldSucceed().Texts("[].user.name").ShouldAllBe(name => name == Contoso.Ada.UserName);
        (await azure.Journal.CountAsync("token", entry => entry.Field("grant_type") == "authorization_code")).ShouldBe(
            1, "the stranger's code was never redeemed");
    }

    [Fact]
    public async Task The_same_form_from_the_persons_own_user_is_taken()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        string[] words = ["login"];
        await using var process = home.Az.Start(words);
        var answer = await azure.Control.AuthorizeAsync(await browser.OpenedAsync(), Contoso.Ada);

        var taken = await Tool.RunAsync(
            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--data", Form(answer), answer["redirectUri"]!.GetValue<string>());

        taken.Stdout.ShouldBe("200");
        (await home.Az.EndAsync(process, words)).ShouldSucceed();
    }

    [Fact]
    public async Task Another_user_reads_no_key_of_the_sandbox_and_nothing_of_the_control_API()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada); // the first sign-in makes the keys that sign and seal
        var keys = Keys.Select(file => Path.Combine(azure.State, file)).ToArray();
        keys.ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        // Even where somebody opened the folder.
        File.SetUnixFileMode(azure.State, (UnixFileMode)0b111_101_101);

        var read = await AsNobodyAsync(["sh", "-c", "for file; do cat \"$file\" 2>/dev/null && echo read; done; true", "sh", .. keys]);
        var asked = await AsNobodyAsync("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", $"{azure.Pages}/control/status");

        read.ShouldBeEmpty();
        asked.ShouldBe("401");
    }

    private static string Form(JsonObject answer) => string.Join('&', answer["fields"]!.AsObject()
        .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value!.GetValue<string>())}"));

    private static async Task<string> AsNobodyAsync(params string[] words)
    {
        string[] become = ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups"];
        var ran = await Tool.RunAsync([.. Environment.IsPrivilegedProcess ? become : ["sudo", "-n", .. become], .. words]);
        return ran.ExitCode == 0
            ? ran.Stdout
            : throw new HarnessException($"A second user is needed: run this as root, or where sudo asks nothing.\n{ran.Stderr}");
    }
}
