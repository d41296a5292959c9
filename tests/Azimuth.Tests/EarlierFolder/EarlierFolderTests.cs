using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.EarlierFolder;

/// <summary>Names and contents on disk stay: what an earlier version wrote (README.md beside this) is read by this one.</summary>
public sealed class EarlierFolderTests : IDisposable
{
    private const string Ada = "ada@contoso.onmicrosoft.com";
    private const string Tenant = "11111111-1111-1111-1111-000000000001";
    private const string First = $"22222222-2222-2222-2222-000000000001.{Tenant}";
    private const string Second = $"22222222-2222-2222-2222-000000000077.{Tenant}";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public EarlierFolderTests() => Recorded.Copy("tests/Azimuth.Tests/EarlierFolder/azure", _folder.Root);

    [Fact]
    public async Task The_profile_and_the_last_used_subscription_are_known()
    {
        var profile = await new ProfileFile(Files().Profile).ReadAsync(Cancel);

        profile.In("Sandbox").Single(each => each.IsDefault).Id.ShouldBe("99999999-9999-9999-0001-000000000003");
        (await new LastUsedSubscriptions(Files().LastUsedSubscriptions).FindAsync("Sandbox", First, Cancel)).ShouldBe(
            "99999999-9999-9999-0001-000000000003");
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_accounts_of_one_name_the_one_that_signed_in_last_counts() =>
        (await new TokenCache(Files()).HomeOfAsync("localhost", "Sandbox", Ada, Cancel)).ShouldBe(Second);

    [Fact]
    public void The_authority_of_the_sign_in_is_known()
    {
        var clouds = new CloudList(Files(), new Settings(Files().Folder, new(static _ => null)));
        var authorities = new TokenCache(Files()).Authorities;

        authorities.CheckUser(clouds.Active, Ada);
        var elsewhere = clouds.Active with
        {
            Endpoints = new Dictionary<string, string>(clouds.Active.Endpoints) { ["active_directory"] = "https://localhost:1" },
        };
        Should.Throw<UserError>(() => authorities.CheckUser(elsewhere, Ada)).Message
            .ShouldContain("signed in to the cloud 'Sandbox' at localhost:37465");
    }

    [Fact]
    public async Task A_refusal_is_heard_by_who_waits_for_the_same_token()
    {
        var question = new TokenCacheQuery(
            Ada, "localhost", Tenant, ["https://vault.azure.net/.default"])
        { ClientId = ClientIds.AzureCli, Cloud = "Sandbox" };
        var time = new Before();
        var held = new SingleFlightRefresh(Files(time), new(Files())).TryTake(question).ShouldNotBeNull();

        var waiting = new SingleFlightRefresh(Files(time), new(Files())).WaitAsync(question, Cancel);
        held.Dispose();

        (await Should.ThrowAsync<UserError>(waiting)).Message.ShouldStartWith("AADSTS50173: ");
    }

    [Fact]
    public async Task A_sign_out_of_everybody_removes_the_copies_that_were_set_aside()
    {
        Directory.GetFiles(_folder["azimuth/aside"]).ShouldHaveSingleItem();

        await new TokenCache(Files()).ForgetAllAsync(Cancel);

        Directory.GetFiles(_folder["azimuth/aside"]).ShouldBeEmpty();
        File.ReadAllText(_folder["azimuth/accounts.json"]).ShouldNotContain(Ada);
        File.ReadAllText(_folder["azimuth/authorities.json"]).ShouldNotContain(Ada);
        File.Exists(_folder["msal_token_cache.json"]).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ConfigFiles Files(TimeProvider? time = null) =>
        new(
            new(_folder.Root),
            static () => new(TimeProvider.System, Environment.ProcessId, "tests"),
            time ?? TimeProvider.System,
            _warnings.Add);

    /// <summary>Some seconds before the refusal.</summary>
    private sealed class Before : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 29, 16, 20, 0, TimeSpan.Zero);
    }
}
