using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Identity;

/// <summary>An agent's session (<c>COPILOT_AGENT_SESSION_ID</c>) has tokens of its own, cached for it alone (attack T25).</summary>
public sealed class AgentSessionTests
{
    private const string Variable = "COPILOT_AGENT_SESSION_ID";
    private const string Token = "account get-access-token";

    [Fact]
    public async Task A_sessions_token_says_so_and_is_cached_where_the_Azure_CLI_looks_for_it()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var persons = await ClaimsAsync(home);
        var asked = await azure.Journal.CountAsync("token");

        home.Variables[Variable] = "7c1e8a52-agent";
        var first = await ClaimsAsync(home);
        var second = await ClaimsAsync(home);

        first["xms_cli_ses"]!.GetValue<string>().ShouldBe("7c1e8a52-agent"); // it was in the body: the sandbox reads nothing else
        first["xms_cli_sid"].ShouldNotBeNull();
        first["xms_sess_fct"]!.GetValue<string>().Split(' ').ShouldContain("21");
        second["uti"]!.ToString().ShouldBe(first["uti"]!.ToString());
        (await azure.Journal.CountAsync("token")).ShouldBe(asked + 1);
        persons["xms_cli_ses"].ShouldBeNull();

        // The key that MSAL Python 1.39 computes (_compute_ext_cache_key), in the entry and at the end of its name.
        var (name, entry) = JsonNode.Parse(home["msal_token_cache.json"])!["AccessToken"]!
            .AsObject()
            .Single(each => each.Value!["ext_cache_key"] is not null);
        entry!["ext_cache_key"]!.GetValue<string>().ShouldBe("aih9g09kk6tbq5-rnoja8ojs5dorlpz4chsc-uqgbli");
        entry["credential_type"]!.GetValue<string>().ShouldBe("AccessToken");
        entry["ext"].ShouldBeNull();
        name.ShouldContain("-atext-");
        name.ShouldEndWith("-aih9g09kk6tbq5-rnoja8ojs5dorlpz4chsc-uqgbli");
    }

    [Fact]
    public async Task A_token_goes_neither_to_another_session_nor_to_the_user()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var before = await ClaimsAsync(home);

        var seen = new List<string?>();
        foreach (var session in (string[])["one", "two", "one"])
        {
            home.Variables[Variable] = session;
            (await home.Az.RunAsync("account list --refresh -o none")).ShouldSucceed(); // discovery, too, asks for itself
            var claims = await ClaimsAsync(home);
            claims["xms_cli_ses"]!.GetValue<string>().ShouldBe(session);
            seen.Add(claims["uti"]!.ToString());
        }

        home.Variables.Remove(Variable);
        (await home.Az.RunAsync("account list --refresh -o none")).ShouldSucceed();
        var after = await ClaimsAsync(home);

        seen[1].ShouldNotBe(seen[0]);
        after["xms_cli_ses"].ShouldBeNull();
        after["uti"]!.ToString().ShouldBe(before["uti"]!.ToString());
        (await azure.Journal.ReadAsync("token")).Where(each => each.Field("grant_type") == "refresh_token")
            .Count(each => each.Field("client_session") is not null).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Sixteen_processes_of_one_session_make_one_request()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var before = await azure.Journal.CountAsync("token");
        home.Variables[Variable] = "sixteen";

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => home.Az.RunAsync(Token)));

        answers.Select(each => each.ShouldSucceed().Stdout).Distinct().Count().ShouldBe(1);
        (await azure.Journal.CountAsync("token")).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Signing_in_and_out_inside_a_session_leaves_nothing_behind()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables[Variable] = "all of it";
        await home.Az.SignInAsync(Contoso.Ada);
        (await ClaimsAsync(home))["xms_cli_ses"]!.GetValue<string>().ShouldBe("all of it");

        (await home.Az.RunAsync("logout")).ShouldSucceed();

        JsonNode.Parse(home["msal_token_cache.json"])!["AccessToken"]!.AsObject().ShouldBeEmpty();
    }

    private static async Task<JsonNode> ClaimsAsync(Home home) =>
        JsonNode.Parse(Base64Url.DecodeFromChars((await home.Az.RunAsync(Token)).ShouldSucceed().Text("accessToken").Split('.')[1]))!;
}
