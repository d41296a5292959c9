using Azimuth.Accounts;
using Azimuth.Configuration;
using Azimuth.Sessions;
using Azimuth.Tests.Tokens.Fixtures;

namespace Azimuth.Tests.Sessions;

/// <summary>The front door, in process: which folder, which application, and whose token.</summary>
public sealed class AzureSessionTests : IDisposable
{
    private const string Own = "33333333-3333-3333-3333-000000000002";
    private const string Other = "33333333-3333-3333-3333-000000000003";

    private readonly CacheFixture _cache = new(CacheFixture.SignedIn(
        CacheFixture.Token("the-azure-clis"), CacheFixture.Token("our-own", client: Own)));

    private readonly FakeAuthority _authority = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _cache.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData(AzureSessionOptions.AzureCliClientId, "the-azure-clis")]
    [InlineData(Own, "our-own")]
    public async Task A_cached_token_is_the_applications_own(string clientId, string expected)
    {
        await AddRowAsync();
        using var session = Open(clientId);

        var issued = await session.GetTokenAsync(CacheFixture.Arm, Cancel);

        issued.Token.Reveal().ShouldBe(expected);
        _authority.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_asked_for_as_the_application()
    {
        await AddRowAsync();
        using var session = Open(Other);

        await session.GetTokenAsync(["https://vault.azure.net/.default"], cancel: Cancel);

        _authority.Asked.ShouldHaveSingleItem().Form.ShouldContain($"client_id={Other}&");
    }

    [Fact]
    public async Task Opening_and_looking_writes_nothing()
    {
        using var root = new TemporaryFolder();
        var folder = root["none"];
        using var session = AzureSession.Open(new() { ClientId = Own, Folder = folder, Environment = Variables() });

        (await session.GetSubscriptionsAsync(Cancel)).ShouldBeEmpty();
        (await session.GetAccountsAsync(Cancel)).ShouldBeEmpty();

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public void The_folder_is_the_applications_own_unless_one_is_named()
    {
        using var session = AzureSession.Open(
            new() { ClientId = Own, Environment = Variables(("HOME", "/home/ada"), ("AZURE_CONFIG_DIR", "/home/ada/.azure")) });

        session.Services.Folder.Root.ShouldBe($"/home/ada/.azimuth/{Own}");
    }

    /// <summary>Attack S6: a folder that every user can write, such as the temporary one, must not name a sandbox and its CA.</summary>
    [Fact]
    public void Without_a_home_no_sandbox_is_believed()
    {
        using var root = new TemporaryFolder();
        using var session = AzureSession.Open(new() { ClientId = Own, Folder = root["none"], Environment = Variables() });
        using var atHome = AzureSession.Open(new() { ClientId = Own, Environment = Variables(("HOME", "/home/ada")) });

        session.Services.NetworkSettings.SandboxReadyFile.ShouldBeNull();
        atHome.Services.NetworkSettings.SandboxReadyFile.ShouldBe("/home/ada/.azure/azimuth/sandbox/ready.json");
    }

    [Fact]
    public void A_client_id_that_is_not_a_guid_is_refused() =>
        Should.Throw<ArgumentException>(() => AzureSession.Open(new() { ClientId = "../x" })).Message.ShouldContain("'../x' is not a GUID");

    [Fact]
    public async Task Accounts_defaults_and_sign_out_are_those_of_the_folder()
    {
        await AddRowAsync();
        using var session = Open(AzureSessionOptions.AzureCliClientId);

        (await session.GetAccountsAsync(Cancel)).ShouldHaveSingleItem().Name.ShouldBe(CacheFixture.Ada);
        (await session.SetDefaultSubscriptionAsync("Two", Cancel)).Id.ShouldEndWith("2");
        (await session.GetSubscriptionAsync(cancel: Cancel)).Name.ShouldBe("Two");
        var result = await session.SignOutAsync(cancel: Cancel);

        (result.UserName, result.WasSignedIn, result.HadSubscriptions).ShouldBe((CacheFixture.Ada, true, true));
        result.StillSignedIn.ShouldBeEmpty();
        (await session.GetSubscriptionsAsync(Cancel)).ShouldBeEmpty();
        _cache.Content.ShouldNotContain("refresh-token\"");
    }

    private AzureSession Open(string clientId) => AzureSession.Open(new()
    {
        ClientId = clientId,
        Folder = _cache.Folder.Root,
        Environment = Variables(),
        HttpHandler = _authority,
    });

    private static EnvironmentVariables Variables(params (string Name, string Value)[] all) =>
        new(name => all.FirstOrDefault(each => each.Name == name).Value);

    private async Task AddRowAsync()
    {
        var file = new ProfileFile(_cache.Files().Profile);
        await file.UpdateAsync(
            profile => profile with { Subscriptions = [Row(1, "One", isDefault: true), Row(2, "Two", isDefault: false)] }, Cancel);
    }

    private static Subscription Row(int number, string name, bool isDefault) => new()
    {
        Id = $"00000000-0000-0000-0000-00000000000{number}",
        Name = name,
        State = "Enabled",
        User = AccountUser.Person(CacheFixture.Ada),
        IsDefault = isDefault,
        TenantId = CacheFixture.Contoso,
        EnvironmentName = "AzureCloud",
    };
}
