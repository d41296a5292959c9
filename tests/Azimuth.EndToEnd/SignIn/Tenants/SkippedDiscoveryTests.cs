using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Tenants;

/// <summary><c>--skip-subscription-discovery</c>: one subscription by its ID, or none, without a list.</summary>
public sealed class SkippedDiscoveryTests(SkippedDiscoveryTests.Azure azure) : IClassFixture<SkippedDiscoveryTests.Azure>
{
    private const string TenantLevel = "N/A(tenant level account)";

    private static readonly string Login =
        $"login -u {Contoso.Ada.UserName} -p {Contoso.Ada.Password} --tenant {Contoso.Id} --skip-subscription-discovery";

    [Fact]
    public async Task One_subscription_is_asked_for_by_its_ID_and_is_the_only_one_and_the_default()
    {
        using var home = azure.Sandbox.NewHome();
        var (lists, gets) = await AskedAsync();

        (await home.Az.RunAsync($"{Login} --subscription {Contoso.SubscriptionId(2)}")).ShouldSucceed()
            .Texts("[].id").ShouldBe([$"{Contoso.SubscriptionId(2)}"]);

        (await AskedAsync()).ShouldBe((lists, gets + 1));
        var show = (await home.Az.RunAsync("account show")).ShouldSucceed();
        (show.Text("id"), show.Text("tenantId"), show.Text("isDefault")).ShouldBe(
            ($"{Contoso.SubscriptionId(2)}", $"{Contoso.Id}", "true"));
        (await home.Az.RunAsync("account list")).Texts("[].id").ShouldBe([$"{Contoso.SubscriptionId(2)}"]);
        var token = (await home.Az.RunAsync("account get-access-token")).ShouldSucceed();
        (TenantOf(token), token.Text("subscription")).ShouldBe(($"{Contoso.Id}", $"{Contoso.SubscriptionId(2)}"));
        token.Json("expiresOn").ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_a_subscription_there_is_the_tenant_alone_which_is_good_for_tokens_and_ARM_is_not_asked()
    {
        using var home = azure.Sandbox.NewHome();
        var asked = await AskedAsync();

        (await home.Az.RunAsync(Login)).ShouldSucceed().Texts("[].name").ShouldBe([TenantLevel]);

        (await AskedAsync()).ShouldBe(asked);
        var list = (await home.Az.RunAsync("account list")).ShouldSucceed();
        list.Texts("[].id").ShouldBe([$"{Contoso.Id}"]);
        list.Texts("[].name").ShouldBe([TenantLevel]);
        foreach (var resource in (string[])["", " --resource https://graph.microsoft.com"])
        {
            TenantOf((await home.Az.RunAsync($"account get-access-token{resource}")).ShouldSucceed()).ShouldBe($"{Contoso.Id}");
        }
    }

    [Fact]
    public async Task One_after_the_other_they_add_up_the_last_is_the_default_and_set_goes_back()
    {
        using var home = azure.Sandbox.NewHome();
        (await home.Az.RunAsync($"{Login} --subscription {Contoso.SubscriptionId(1)}")).ShouldSucceed();
        (await home.Az.RunAsync($"{Login} --subscription {Contoso.SubscriptionId(2)}")).ShouldSucceed();

        (await IdsAsync(home)).ShouldBe([$"{Contoso.SubscriptionId(1)}", $"{Contoso.SubscriptionId(2)}"]);
        (await DefaultAsync(home)).ShouldBe($"{Contoso.SubscriptionId(2)}");
        (await home.Az.RunAsync($"account set -s {Contoso.SubscriptionId(1)}")).ShouldSucceed();
        (await DefaultAsync(home)).ShouldBe($"{Contoso.SubscriptionId(1)}");

        (await home.Az.RunAsync(Login)).ShouldSucceed();
        (await IdsAsync(home)).ShouldBe([$"{Contoso.SubscriptionId(1)}", $"{Contoso.SubscriptionId(2)}", $"{Contoso.Id}"]);
        (await DefaultAsync(home)).ShouldBe($"{Contoso.Id}");
    }

    [Fact]
    public async Task The_subscriptions_of_an_earlier_sign_in_stay()
    {
        using var home = azure.Sandbox.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var before = await IdsAsync(home);
        before.Count.ShouldBeGreaterThan(1);

        (await home.Az.RunAsync($"{Login} --subscription {Contoso.SubscriptionId(3)}")).ShouldSucceed();

        (await IdsAsync(home)).ShouldBe(before);
        (await DefaultAsync(home)).ShouldBe($"{Contoso.SubscriptionId(3)}");
    }

    [Fact]
    public async Task One_out_of_reach_is_an_error_in_the_Azure_CLIs_words_and_nothing_is_kept()
    {
        using var home = azure.Sandbox.NewHome();

        var login = await home.Az.RunAsync($"{Login} --subscription 00000000-0000-0000-0000-000000000000");

        login.ShouldExit(1).Stderr.ShouldContain(
            $"ERROR: The subscription '00000000-0000-0000-0000-000000000000' could not be retrieved for '{Contoso.Ada.UserName}'. "
            + "Ensure the subscription exists and that you have access to it. (SubscriptionNotFound)");
        home.Has("azureProfile.json").ShouldBeFalse();
    }

    private async Task<(int Lists, int Gets)> AskedAsync()
    {
        var entries = await azure.Sandbox.Journal.ReadAsync();
        return (entries.Count(each => each.Kind is "tenants" or "subscriptions"), entries.Count(each => each.Kind == "subscription"));
    }

    private static string TenantOf(AzResult token) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Text("accessToken").Split('.')[1]))!["tid"]!.ToString();

    private static async Task<IReadOnlyList<string?>> IdsAsync(Home home) =>
        (await home.Az.RunAsync("account list")).ShouldSucceed().Texts("[].id");

    private static async Task<string> DefaultAsync(Home home) => (await home.Az.RunAsync("account show")).ShouldSucceed().Text("id");

    /// <summary>One sandbox for all of them.</summary>
    public sealed class Azure : IAsyncLifetime
    {
        internal Sandbox Sandbox { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Sandbox = await Sandbox.StartAsync();

        public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
    }
}
