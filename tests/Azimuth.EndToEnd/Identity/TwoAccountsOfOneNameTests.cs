using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Identity;

/// <summary>
/// A user who was deleted and created anew has the old name and another account; both are in the token cache (attack T24).
/// </summary>
public sealed class TwoAccountsOfOneNameTests
{
    private static readonly Person Anew = Contoso.Ada with { Id = Guid.Parse("22222222-2222-2222-2222-000000000077") };
    private static readonly string First = $"{Contoso.Ada.Id}.{Contoso.Id}";
    private static readonly string Second = $"{Anew.Id}.{Contoso.Id}";

    [Fact]
    public async Task Whoever_signed_in_last_counts_and_the_sign_in_says_whom_it_replaces()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = azure.NewHome();
        var first = (await home.Az.RunAsync(SignIn)).ShouldSucceed();
        await azure.Control.LoadAsync(Scenario.Contoso with { People = [Anew] });

        var second = (await home.Az.RunAsync(SignIn)).ShouldSucceed();
        var cached = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
        var renewed = (await home.Az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        var again = (await home.Az.RunAsync(SignIn)).ShouldSucceed();

        first.Stderr.ShouldNotContain("account");
        second.Stderr.ShouldContain($"'{Anew.UserName}' is now the account {Second}. The token cache also has {First} under this name");
        Oid(cached).ShouldBe($"{Anew.Id}");
        Oid(renewed).ShouldBe($"{Anew.Id}");
        again.Stderr.ShouldNotContain("is now the account");
    }

    [Theory]
    [InlineData("account get-access-token")]
    [InlineData("account get-access-token --resource https://vault.azure.net")]
    [InlineData("account status")]
    [InlineData("rest --url /subscriptions?api-version=2022-12-01")]
    public async Task Where_it_is_not_known_which_one_is_meant_none_is_taken(string line)
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await WithBothAsync(azure);
        File.Delete(Path.Combine(home.Config, "azimuth", "accounts.json")); // as the Azure CLI leaves it

        var refused = (await home.Az.RunAsync(line)).ShouldExit(1);

        refused.Stdout.ShouldBeEmpty();
        refused.Stderr.ShouldBe(
            $"ERROR: Found multiple accounts with the same username '{Anew.UserName}': {First}, {Second}. az cannot determine "
                + "which one to use.\nTo choose one, sign out of all of them and sign in again. Run:\naz logout --username "
                + $"{Anew.UserName}\naz login\n");
    }

    [Fact]
    public async Task The_remedy_leaves_one_account_and_its_token()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await WithBothAsync(azure);

        (await home.Az.RunAsync($"logout --username {Anew.UserName}")).ShouldSucceed();
        var signedOut = home["msal_token_cache.json"];
        (await home.Az.RunAsync(SignIn)).ShouldSucceed().Stderr.ShouldNotContain("is now the account");

        signedOut.ShouldNotContain(First);
        signedOut.ShouldNotContain(Second);
        Oid((await home.Az.RunAsync("account get-access-token")).ShouldSucceed()).ShouldBe($"{Anew.Id}");
    }

    [Fact]
    public async Task An_account_that_another_program_signed_in_later_is_not_passed_over_in_silence()
    {
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = await WithBothAsync(azure);
        var cache = JsonNode.Parse(home["msal_token_cache.json"])!;
        var third = cache["Account"]!.AsObject().First().Value!.DeepClone();
        third["home_account_id"] = $"22222222-2222-2222-2222-000000000078.{Contoso.Id}";
        cache["Account"]!["third"] = third;
        home.Put("msal_token_cache.json", cache.ToJsonString());

        (await home.Az.RunAsync("account get-access-token"))
            .ShouldExit(1).Stderr
            .ShouldStartWith("ERROR: Found multiple accounts with the same username");
    }

    private static string SignIn => $"login -u {Anew.UserName} -p {Anew.Password} -o none";

    private static async Task<Home> WithBothAsync(Sandbox azure)
    {
        var home = azure.NewHome();
        (await home.Az.RunAsync(SignIn)).ShouldSucceed();
        await azure.Control.LoadAsync(Scenario.Contoso with { People = [Anew] });
        (await home.Az.RunAsync(SignIn)).ShouldSucceed();
        return home;
    }

    private static string? Oid(AzResult token) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Text("accessToken").Split('.')[1]))!["oid"]?.GetValue<string>();
}
