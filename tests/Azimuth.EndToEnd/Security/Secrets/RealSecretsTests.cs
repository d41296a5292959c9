using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>Attack S7: what belongs to the real Azure does not stay in the sandbox, and what it issues passes nowhere else.</summary>
public sealed class RealSecretsTests
{
    private static readonly string[] Canaries = [
        "Canary-password-8431", "canary-client-secret-73aa", "canary.assertion.of-a-pipeline-0001",
        "canary-refresh-token-0123456789abcdef", "canary-verifier", "canary-code-77f0"
    ];

    [Fact]
    public async Task A_real_secret_that_is_sent_to_it_by_mistake_is_in_no_journal_and_no_file()
    {
        await using var azure = await Sandbox.StartAsync();
        string[] grants =
        [
            $"grant_type=password&username=real@corp.example&password={Canaries[0]}",
            $"grant_type=client_credentials&client_secret={Canaries[1]}",
            $"grant_type=client_credentials&client_assertion_type=x&client_assertion={Canaries[2]}",
            $"grant_type=refresh_token&refresh_token={Canaries[3]}",
            $"grant_type=authorization_code&code={Canaries[5]}&code_verifier={Canaries[4]}",
        ];
        foreach (var grant in grants)
        {
            await Tool.RunAsync(
                "curl",
                "-s",
                "--noproxy",
                "*",
                "--cacert",
                azure.CaFile,
                "--data",
                $"client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&{grant}",
                $"{azure.SignIn}/common/oauth2/v2.0/token?password={Canaries[0]}");
        }

        var journal = (await azure.Control.GetAsync("journal")).ToJsonString();

        journal.ShouldContain("client_secret", customMessage: "that one came is known");
        foreach (var canary in Canaries)
        {
            journal.ShouldNotContain(canary);
            Directory.EnumerateFiles(azure.State, "*", SearchOption.AllDirectories)
                .ShouldAllBe(file => !File.ReadAllText(file).Contains(canary, StringComparison.Ordinal));
        }

        azure.Said.ShouldNotContain("anary");
    }

    [Fact]
    public async Task A_token_says_whose_it_is_and_no_claim_takes_that_away()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var issued = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed().Text("accessToken");
        var minted = await azure.Control.PostAsync("tokens", new() { ["claims"] = new JsonObject { ["azimuth_sandbox"] = null } });
        var denied = await azure.Control.PostAsync(
            "tokens", new() { ["claims"] = new JsonObject { ["azimuth_sandbox"] = false, ["iss"] = "https://sts.windows.net/x/" } });

        foreach (var token in (string[])[issued, minted["accessToken"]!.GetValue<string>(), denied["accessToken"]!.GetValue<string>()])
        {
            Payload(token)["azimuth_sandbox"]!.GetValue<bool>().ShouldBeTrue();
        }

        Payload(issued)["iss"]!.GetValue<string>().ShouldStartWith(azure.SignIn);
        Payload(minted["accessToken"]!.GetValue<string>())["iss"]!.GetValue<string>().ShouldStartWith(azure.SignIn);
    }

    [Fact]
    public async Task It_listens_on_this_machine_only()
    {
        await using var azure = await Sandbox.StartAsync();

        var ports = ((string[])[azure.SignIn, azure.Arm, azure.Pages]).Select(origin => $":{new Uri(origin).Port:X4}").ToHashSet();
        var bound = (await File.ReadAllLinesAsync("/proc/net/tcp", TestContext.Current.CancellationToken))
            .Concat(
                File.Exists("/proc/net/tcp6") ? await File.ReadAllLinesAsync("/proc/net/tcp6", TestContext.Current.CancellationToken) : [])
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(
                columns => columns.Length > 9
                    && columns[3] == "0A"
                    && ports.Any(port => columns[1].EndsWith(port, StringComparison.Ordinal)))
            .Select(columns => columns[1].Split(':')[0])
            .Distinct();

        bound.ShouldNotBeEmpty();
        bound.ShouldBeSubsetOf(["0100007F", "00000000000000000000000001000000"]);
    }

    private static JsonObject Payload(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='))))!.AsObject();
    }
}
