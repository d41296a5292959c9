using System.Text.Json.Nodes;

namespace Azimuth.Sandbox.Tests.Control;

/// <summary>Attack S7: a journal that is passed around gives nothing away.</summary>
public sealed class JournalTests
{
    [Fact]
    public async Task No_secret_that_a_request_carried_is_in_the_journal_or_the_logs()
    {
        const string Canary = "canary-Zq3vN8sJ5tK2wL7xP4rB6yC1dF0gH9mA";
        await using var sandbox = await Running.StartAsync();
        string[] secret = [
            "password", "client_secret", "client_assertion", "refresh_token", "code", "device_code", "code_verifier",
            "state", "nonce", "claims", "assertion", "username", "id_token_hint"
        ];

        await sandbox.TokenAsync("organizations", [("grant_type", "password"), .. secret.Select(name => (name, Canary + name))]);
        await sandbox.ArmAsync(
            "/organizations/oauth2/v2.0/authorize?" + string.Join('&', secret.Select(name => $"{name}={Canary}{name}")), Canary);
        var browser = sandbox.NewBrowser();
        await browser.OpenAsync($"/device?code={Canary}");
        await browser.PostAsync("/device", ("code", Canary));
        await browser.PostAsync("/interaction/0", ("step", "password"), ("password", Canary));
        var tokens = await sandbox.SignInAsync();
        await sandbox.RefreshAsync(tokens);

        var journal = (await sandbox.GetControlAsync("journal")).ToJsonString();
        journal.ShouldContain("grant_type"); // it does hold what these requests were
        journal.ShouldNotContain(Canary);
        journal.ShouldNotContain($"{tokens["refresh_token"]}"[2..14]);
        foreach (var log in Directory.GetFiles(Path.Combine(Path.GetDirectoryName(sandbox.Ready.CaFile)!, "logs")))
        {
            using var open = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            (await open.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Canary);
        }
    }

    [Fact]
    public async Task It_tells_two_tokens_apart_and_knows_one_again()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        await sandbox.RefreshAsync(tokens);
        await sandbox.RefreshAsync(tokens, Running.Fabrikam);
        await sandbox.RefreshAsync(await sandbox.SignInAsync(Running.Grace));

        var seen = (await EntriesAsync(sandbox))
            .Select(entry => $"{entry["fields"]!["refresh_token"]}")
            .Where(text => text.Length > 0)
            .ToArray();

        seen.Length.ShouldBe(3);
        seen[0].ShouldBe(seen[1]);
        seen[2].ShouldNotBe(seen[0]);
        seen[0].ShouldMatch("^#[0-9a-f]{8}$");
    }

    [Fact]
    public async Task Requests_that_are_open_together_are_counted_together()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var last = (await EntriesAsync(sandbox))[^1]["id"]!.GetValue<long>();
        await sandbox.PostControlAsync("switches/delay", """{"on":true,"kinds":["token"],"milliseconds":2000}""");

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => sandbox.RefreshAsync(tokens)));

        (await sandbox.GetControlAsync("journal"))["maxConcurrent"]!["token"]!.GetValue<int>().ShouldBe(30);
        (await EntriesAsync(sandbox))
            .Count(entry => entry["id"]!.GetValue<long>() > last && entry["milliseconds"]!.GetValue<double>() >= 1990)
            .ShouldBe(30);
    }

    [Fact]
    public async Task After_a_number_come_only_newer_ones()
    {
        await using var sandbox = await Running.StartAsync();
        await sandbox.SignInAsync();
        var last = (await EntriesAsync(sandbox))[^1]["id"]!.GetValue<long>();

        await sandbox.StartDeviceCodeAsync();

        var newer = (await sandbox.GetControlAsync($"journal?after={last}"))["entries"]!.AsArray();
        newer.Count.ShouldBe(1);
        $"{newer[0]!["kind"]}".ShouldBe("deviceCode");
    }

    private static async Task<List<JsonObject>> EntriesAsync(Running sandbox) =>
        [.. (await sandbox.GetControlAsync("journal"))["entries"]!.AsArray().Select(entry => entry!.AsObject())];
}
