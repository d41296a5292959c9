using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>A person's tokens from the sign-in to the sign-out, against the sandbox.</summary>
public sealed class TokenLifeTests
{
    [Fact]
    public async Task A_token_for_another_resource_is_asked_for_once_and_found_afterwards()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await SignedInAsync(azure);
        var before = await azure.Journal.CountAsync("token");

        var first = await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net -o json");
        var second = await home.Az.RunAsync("account get-access-token --scope https://vault.azure.net/.default -o json");

        second.ShouldSucceed().Stdout.ShouldBe(first.ShouldSucceed().Stdout);
        (await azure.Journal.CountAsync("token")).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_guest_tenant_is_found_by_its_ID_and_by_its_domain_without_asking_anybody()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await SignedInAsync(azure);
        var before = await azure.Journal.CountAsync("token");

        var byId = await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Id}");
        var byDomain = await home.Az.RunAsync($"account get-access-token --tenant {Fabrikam.Domain}");

        byDomain.ShouldSucceed().Text("accessToken").ShouldBe(byId.ShouldSucceed().Text("accessToken"));
        byDomain.Text("tenant").ShouldBe(Fabrikam.Domain);
        (await azure.Journal.CountAsync("token")).ShouldBe(before);
    }

    [Fact]
    public async Task After_a_revocation_the_cached_token_is_answered_and_a_new_one_is_refused_with_the_commands_that_mend_it()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await SignedInAsync(azure);
        await azure.Control.RevokeAsync(Contoso.Ada);

        var cached = await home.Az.RunAsync("account get-access-token");
        var asked = await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net");

        cached.ShouldSucceed();
        asked.ShouldExit(1).Stdout.ShouldBeEmpty();
        asked.Stderr.ShouldStartWith("ERROR: AADSTS50173: ");
        asked.Stderr.ShouldEndWith(
            "\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\n"
            + $"az login --tenant \"{Contoso.Id}\" --scope \"https://vault.azure.net/.default\"\n");
    }

    [Fact]
    public async Task Signing_out_leaves_no_token_in_any_file()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await SignedInAsync(azure);
        string[] canaries = [.. JsonNode.Parse(home["msal_token_cache.json"])!.AsObject()
            .SelectMany(section => section.Value!.AsObject())
            .Select(entry => entry.Value!["secret"]?.ToString())
            .OfType<string>()];
        canaries.ShouldNotBeEmpty();

        var ours = await home.Az.RunAsync("logout");
        var again = await home.Az.RunAsync("logout");

        ours.ShouldSucceed().Stderr.ShouldBeEmpty();
        again.ShouldExit(1).Stderr.ShouldBe("ERROR: There are no active accounts.\n");
        foreach (var file in Directory.EnumerateFiles(home.Config, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            canaries.ShouldAllBe(canary => !content.Contains(canary), file);
        }
    }

    [Fact]
    public async Task Debug_narrates_the_exchange_and_shows_no_secret()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await SignedInAsync(azure);

        var told = (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net --debug")).ShouldSucceed();

        told.Stderr.ShouldContain("→ POST https://localhost:");
        told.Stderr.ShouldContain("← 200");
        var secrets = JsonNode.Parse(home["msal_token_cache.json"])!.AsObject()
            .SelectMany(section => section.Value!.AsObject())
            .Select(entry => entry.Value!["secret"]?.ToString())
            .OfType<string>();
        secrets.ShouldAllBe(secret => !told.Stderr.Contains(secret.Substring(secret.Length - 24)));
    }

    private static async Task<Home> SignedInAsync(Sandbox azure)
    {
        var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        return home;
    }
}
