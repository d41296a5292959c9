using System.Text;
using Azimuth.Configuration;
using Azimuth.Tests.Storage.Protection;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

/// <summary>Between the plain file and the keyring: what other programs do while tokens are moved loses none of them.</summary>
public sealed class TokenMoveTests
{
    private const string CacheItem = "my_schema_name";
    private const string PrincipalsItem = "azimuth.service_principal_entries";
    private const string Vault = "https://vault.azure.net/.default";

    private readonly FakeKeyring _keyring = new();

    [Fact]
    public async Task What_the_new_place_does_not_give_back_is_not_removed_from_the_old_one()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), Wanted());
        _keyring.AfterWrite = () => _keyring.Items[CacheItem] = "{}"u8.ToArray(); // another program overwrites it at once

        var failure = await Should.ThrowAsync<UserError>(() => wallet.File.SettleAsync(Cancel));

        failure.Message.ShouldContain("but cannot be read back from there.");
        wallet.Content.ShouldContain("hers");
    }

    [Fact]
    public async Task What_another_program_writes_to_the_old_place_meanwhile_is_moved_too()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), Wanted());
        var rounds = 0;
        _keyring.AfterWrite = () =>
        {
            if (rounds++ == 0)
            {
                var more = CacheFixture.SignedIn(CacheFixture.Token("hers"), CacheFixture.Token("came meanwhile", target: Vault));
                File.WriteAllText(wallet.Folder.TokenCache, more);
            }
        };

        await wallet.File.SettleAsync(Cancel);

        File.Exists(wallet.Folder.TokenCache).ShouldBeFalse();
        wallet.Open().Find(CacheFixture.Question())?.Token.Reveal().ShouldBe("hers");
        wallet.Open().Find(CacheFixture.Question(scope: Vault)).ShouldNotBeNull().Token.Reveal().ShouldBe("came meanwhile");
    }

    [Fact]
    public async Task So_is_an_applications_credential()
    {
        using var wallet = new CacheFixture(protection: Wanted());
        await File.WriteAllTextAsync(
            wallet.Folder.ServicePrincipals, """[{"client_id": "app", "tenant": "t", "client_secret": "old"}]""", Cancel);
        var rounds = 0;
        _keyring.AfterWrite = () =>
        {
            if (rounds++ == 0)
            {
                var renewed = """[{"client_id": "app", "tenant": "t", "client_secret": "renewed"}]""";
                File.WriteAllText(wallet.Folder.ServicePrincipals, renewed);
            }
        };

        await wallet.File.SettleAsync(Cancel);

        File.Exists(wallet.Folder.ServicePrincipals).ShouldBeFalse();
        Item(PrincipalsItem).ShouldContain("renewed");
        Item(PrincipalsItem).ShouldNotContain("\"old\"");
    }

    [Fact]
    public async Task Credentials_that_the_Azure_CLI_put_into_the_token_caches_item_join_those_that_are_kept_already()
    {
        using var wallet = new CacheFixture(protection: Wanted());
        await wallet.Open().KeepPrincipalAsync(new() { ClientId = "ours", Tenant = "t", ClientSecret = new("our-secret") }, Cancel);
        _keyring.Items[CacheItem] = """[{"client_id": "theirs", "tenant": "t", "client_secret": "their-secret"}]"""u8.ToArray();
        await File.WriteAllTextAsync(wallet.Hidden, "", Cancel);

        await wallet.Open().UpdateAsync(
            static cache =>
            {
                cache.Put(UnifiedCache.Accounts, "grace", new());
                return true;
            },
            Cancel);

        Item(PrincipalsItem).ShouldContain("our-secret");
        Item(PrincipalsItem).ShouldContain("their-secret");
        Item(CacheItem).ShouldNotContain("their-secret");
    }

    /// <summary>Before anything was moved both places are read.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Until_it_is_moved_the_place_that_was_written_later_counts(int seconds)
    {
        var protection = new TokenProtection(static () => true, new FakeDataProtection(7), null);
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("encrypted")), protection);
        await wallet.File.SettleAsync(Cancel);
        await File.WriteAllTextAsync(wallet.Folder.TokenCache, CacheFixture.SignedIn(CacheFixture.Token("plain")), Cancel);
        File.SetLastWriteTimeUtc(wallet.Folder.TokenCache, File.GetLastWriteTimeUtc(wallet.Hidden).AddSeconds(seconds));

        var cache = await wallet.Open(protection).ReadAsync(Cancel);

        cache.Entries(UnifiedCache.AccessTokens).Values.ShouldHaveSingleItem().Text("secret").ShouldBe(seconds > 0 ? "plain" : "encrypted");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Item(string schema) => Encoding.UTF8.GetString(_keyring.Items[schema]);

    private TokenProtection Wanted() => new(static () => true, null, _keyring);
}
