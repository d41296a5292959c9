using System.Text;
using Azimuth.Configuration;
using Azimuth.Tests.Storage.Protection;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

/// <summary>
/// Where the Azure CLI after 2.91 keeps tokens and secrets: two items of the keyring, each told of by a <c>.sig</c> file.
/// </summary>
public sealed class LaterLayoutTests
{
    private const string CacheItem = "Microsoft Azure CLI: Token cache";
    private const string SecretsItem = "Microsoft Azure CLI: Secret store";
    private const string Entries = """[{"client_id": "app", "tenant": "t", "client_secret": "its-secret"}]""";

    private static readonly DateTime Long = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly FakeKeyring _keyring = new();
    private bool _isWanted = true;

    [Fact]
    public async Task What_it_wrote_is_read_and_written_where_it_is()
    {
        using var wallet = NewWallet();
        Sign(wallet, CacheFixture.SignedIn(CacheFixture.Token("hers")));

        Answer(wallet).ShouldBe("hers");
        await AddAsync(wallet, "grace");

        Item(CacheItem).ShouldContain("grace");
        Item(CacheItem).ShouldContain("hers");
        Files(wallet).ShouldBe(["msal_token_cache.sig"]);
        _keyring.Items.Count.ShouldBe(1);
        wallet.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_goes_into_the_secret_store_of_such_a_folder()
    {
        using var wallet = NewWallet();
        Sign(wallet, CacheFixture.SignedIn());

        await wallet.File.KeepPrincipalAsync(new() { ClientId = "app", Tenant = "t", ClientSecret = new("its-secret") }, Cancel);

        Item(SecretsItem).ShouldContain("its-secret");
        Item(CacheItem).ShouldNotContain("its-secret");
        Files(wallet).ShouldBe(["msal_token_cache.sig", "service_principal_entries.sig"]);
    }

    [Fact]
    public async Task Turned_off_by_the_user_it_moves_to_the_plain_file()
    {
        using var wallet = NewWallet();
        Sign(wallet, CacheFixture.SignedIn(CacheFixture.Token("hers")));
        _isWanted = false;

        await wallet.Open().SettleAsync(Cancel);

        Answer(wallet).ShouldBe("hers");
        Files(wallet).ShouldBe(["msal_token_cache.json"]);
        _keyring.Items.ShouldBeEmpty();
        wallet.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Of_two_places_the_newer_counts_and_the_older_is_never_used_silently(bool isWanted, bool isPlainNewer)
    {
        _isWanted = isWanted;
        using var wallet = NewWallet(CacheFixture.WithAccount(CacheFixture.SignedIn(CacheFixture.Token("plain")), "third.home", "third"));
        Sign(wallet, CacheFixture.WithAccount(CacheFixture.SignedIn(CacheFixture.Token("hidden")), "other.home", "other"));
        File.SetLastWriteTimeUtc(isPlainNewer ? SignalOf(wallet) : wallet.Folder.TokenCache, Long);

        Answer(wallet).ShouldBe(isPlainNewer ? "plain" : "hidden");
        var accounts = (await wallet.Open().ReadAsync(Cancel)).Entries(UnifiedCache.Accounts);
        accounts.Values.Any(each => each.Text("username") == "other").ShouldBe(!isPlainNewer);
        await AddAsync(wallet, "grace");

        Answer(wallet).ShouldBe(isPlainNewer ? "plain" : "hidden");
        wallet.Warnings.Any(each => each.Contains("had older accounts or tokens than", StringComparison.Ordinal))
            .ShouldBe(isWanted == isPlainNewer, "only what the setting moves becomes one");
    }

    [Fact]
    public async Task Signing_out_empties_both_and_the_newer_one_still_counts()
    {
        using var wallet = NewWallet(CacheFixture.WithAccount(CacheFixture.SignedIn(CacheFixture.Token("plain")), "other.home", "other"));
        Sign(wallet, CacheFixture.WithAccount(CacheFixture.SignedIn(), "grace.home", "grace"));
        File.SetLastWriteTimeUtc(SignalOf(wallet), Long);

        (await wallet.Open().ForgetAsync("grace", Cancel)).ShouldBeTrue();

        Item(CacheItem).ShouldNotContain("grace");
        Answer(wallet).ShouldBe("plain");
        await wallet.Open().ForgetAsync(CacheFixture.Ada, Cancel);
        wallet.Content.ShouldNotContain(CacheFixture.Ada);
        Item(CacheItem).ShouldNotContain(CacheFixture.Ada);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clearing_removes_all_places_whatever_the_setting_says(bool isWanted)
    {
        _isWanted = isWanted;
        using var wallet = NewWallet(CacheFixture.SignedIn());
        Sign(wallet, CacheFixture.SignedIn());
        File.WriteAllText(wallet.Folder.ServicePrincipals, Entries);
        File.WriteAllText(ConfigFolder.SignalOf(wallet.Folder.ServicePrincipals), "");
        _keyring.Items[SecretsItem] = Encoding.UTF8.GetBytes(Entries);
        File.WriteAllText(wallet.Hidden, "");
        _keyring.Items["my_schema_name"] = Encoding.UTF8.GetBytes(CacheFixture.SignedIn());
        File.SetLastWriteTimeUtc(wallet.Hidden, Long);

        await wallet.Open().ForgetAllAsync(Cancel);
        await wallet.Open().ForgetAllAsync(Cancel);

        _keyring.Items.ShouldBeEmpty();
        Files(wallet).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_an_earlier_version_wrote_since_its_place_counts()
    {
        using var wallet = NewWallet();
        Sign(wallet, CacheFixture.SignedIn(CacheFixture.Token("later")));
        File.SetLastWriteTimeUtc(SignalOf(wallet), Long);
        File.WriteAllText(wallet.Hidden, "");
        _keyring.Items["my_schema_name"] = Encoding.UTF8.GetBytes(CacheFixture.SignedIn(CacheFixture.Token("earlier")));

        Answer(wallet).ShouldBe("earlier");
        await AddAsync(wallet, "grace");

        Encoding.UTF8.GetString(_keyring.Items["my_schema_name"]).ShouldContain("grace");
        Item(CacheItem).ShouldNotContain("grace");
    }

    [Fact]
    public void Where_nothing_is_configured_the_signal_turns_encryption_on()
    {
        using var wallet = NewWallet();
        TokenProtection.IsDefault(SystemKind.Linux, wallet.Folder).ShouldBeFalse();

        Sign(wallet, "{}");

        TokenProtection.IsDefault(SystemKind.Linux, wallet.Folder).ShouldBeTrue();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string SignalOf(CacheFixture wallet) => ConfigFolder.SignalOf(wallet.Folder.TokenCache);

    private static IEnumerable<string?> Files(CacheFixture wallet) =>
        Directory.EnumerateFiles(wallet.Folder.Root)
            .Select(Path.GetFileName)
            .Where(each => !each!.EndsWith(".lockfile", StringComparison.Ordinal))
            .Order();

    private static string? Answer(CacheFixture wallet) => wallet.Open().Find(CacheFixture.Question())?.Token.Reveal();

    private static Task AddAsync(CacheFixture wallet, string user) => wallet.Open().UpdateAsync(
        cache =>
        {
            var entry = new CacheEntry();
            entry.Set("home_account_id", $"{user}.t");
            entry.Set("username", user);
            cache.Put(UnifiedCache.Accounts, $"{user}.t-{CacheFixture.Host}-t", entry);
            return true;
        },
        Cancel);

    private string Item(string name) => Encoding.UTF8.GetString(_keyring.Items[name]);

    private CacheFixture NewWallet(string? content = null) => new(content, new(() => _isWanted, null, _keyring));

    private void Sign(CacheFixture wallet, string content)
    {
        _keyring.Items[CacheItem] = Encoding.UTF8.GetBytes(content);
        File.WriteAllText(SignalOf(wallet), "");
    }
}
