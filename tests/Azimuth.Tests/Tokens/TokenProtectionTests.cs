using System.Text;
using Azimuth.Configuration;
using Azimuth.Tests.Storage.Protection;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens;

/// <summary><c>core.encrypt_token_cache</c>, for all three systems: their encryption is a twin here, the files are real.</summary>
public sealed class TokenProtectionTests
{
    private const string CacheItem = "my_schema_name";
    private readonly FakeKeyring _keyring = new();
    private bool _isWanted = true;

    [Theory]
    [InlineData(SystemKind.Windows, ProtectionKind.DataProtection, true)]
    [InlineData(SystemKind.MacOS, ProtectionKind.Keychain, false)]
    [InlineData(SystemKind.Linux, ProtectionKind.SecretService, false)]
    public void Each_system_encrypts_as_the_Azure_CLI_does_there(SystemKind system, ProtectionKind kind, bool isDefault)
    {
        using var wallet = new CacheFixture();
        TokenProtection.KindOf(system).ShouldBe(kind);
        TokenProtection.IsDefault(system, wallet.Folder).ShouldBe(isDefault);
    }

    [Theory]
    [InlineData(SystemKind.Linux)]
    [InlineData(SystemKind.Windows)]
    public async Task Turned_on_it_moves_what_was_there_and_leaves_nothing_behind(SystemKind system)
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(system));

        await wallet.File.SettleAsync(Cancel);

        File.Exists(wallet.Folder.TokenCache).ShouldBeFalse();
        File.Exists(wallet.Hidden).ShouldBeTrue();
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(wallet.Hidden, Cancel)).ShouldNotContain("hers");
        Answer(wallet).ShouldBe("hers");
        wallet.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SystemKind.Linux)]
    [InlineData(SystemKind.Windows)]
    public async Task Turned_off_it_moves_back_and_the_system_keeps_nothing(SystemKind system)
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(system));
        await wallet.File.SettleAsync(Cancel);

        _isWanted = false;
        await wallet.Open(For(system)).SettleAsync(Cancel);

        File.Exists(wallet.Hidden).ShouldBeFalse();
        _keyring.Items.ShouldBeEmpty();
        wallet.Json["RefreshToken"]!.AsObject().Count.ShouldBe(1);
        Answer(wallet, For(system)).ShouldBe("hers");
    }

    [Theory]
    [InlineData(SystemKind.Linux)]
    [InlineData(SystemKind.Windows)]
    public async Task Before_it_has_moved_everything_is_found_where_it_was(SystemKind system)
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(system));

        Answer(wallet).ShouldBe("hers");
        (await wallet.File.ReadAsync(Cancel)).Entries(UnifiedCache.RefreshTokens).Count.ShouldBe(1);
        File.Exists(wallet.Hidden).ShouldBeFalse("reading writes nothing");
    }

    [Theory]
    [InlineData(SystemKind.Linux)]
    [InlineData(SystemKind.Windows)]
    public async Task The_next_write_moves_it_too(SystemKind system)
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(system));

        await AddAsync(wallet.File, "grace");

        File.Exists(wallet.Folder.TokenCache).ShouldBeFalse();
        var cache = await wallet.File.ReadAsync(Cancel);
        cache.Entries(UnifiedCache.Accounts).Values.Select(each => each.Text("username")).ShouldBe([CacheFixture.Ada, "grace"]);
    }

    [Fact]
    public async Task Of_one_token_in_both_places_the_newer_counts()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("old")), For(SystemKind.Windows));
        await wallet.File.SettleAsync(Cancel);
        // az with encryption off, meanwhile
        await File.WriteAllTextAsync(wallet.Folder.TokenCache, CacheFixture.SignedIn(CacheFixture.Token("new")), Cancel);
        File.SetLastWriteTimeUtc(wallet.Folder.TokenCache, File.GetLastWriteTimeUtc(wallet.Hidden).AddSeconds(5));

        await wallet.File.SettleAsync(Cancel);

        Answer(wallet).ShouldBe("new");
        File.Exists(wallet.Folder.TokenCache).ShouldBeFalse();
    }

    [Fact]
    public async Task A_keyring_that_gives_nothing_back_costs_no_token()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(SystemKind.Linux));
        _keyring.Forgets = true;

        var failure = await Should.ThrowAsync<UserError>(() => wallet.File.SettleAsync(Cancel));

        failure.Message.ShouldBe("The tokens were not moved: the keyring does not return what was stored in it.");
        wallet.Content.ShouldContain("hers");
        Answer(wallet).ShouldBe("hers");
    }

    [Fact]
    public async Task Without_a_keyring_a_sign_in_goes_on_in_the_plain_file_and_says_so()
    {
        using var wallet = new CacheFixture(protection: For(SystemKind.Linux));
        _keyring.IsOutOfReach = true;

        await AddAsync(wallet.File, "grace");

        wallet.Content.ShouldContain("grace");
        new FileInfo(wallet.Folder.TokenCache).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        wallet.Warnings.ShouldHaveSingleItem().ShouldBe(
            $"Tokens cannot be encrypted: this session has no D-Bus. Until they can, they are kept unencrypted in "
                + $"'{wallet.Folder.TokenCache}', which only you can read. To fix this, run: dbus-run-session");
    }

    [Fact]
    public async Task When_the_keyring_is_back_what_waited_in_the_plain_file_goes_in()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(SystemKind.Linux));
        await wallet.File.SettleAsync(Cancel);
        _keyring.IsOutOfReach = true;
        await AddAsync(wallet.Open(), "grace");
        _keyring.IsOutOfReach = false;

        await AddAsync(wallet.Open(), "barbara");

        File.Exists(wallet.Folder.TokenCache).ShouldBeFalse();
        (await wallet.Open().ReadAsync(Cancel)).Entries(UnifiedCache.Accounts).Values.Select(each => each.Text("username"))
            .ShouldBe([CacheFixture.Ada, "grace", "barbara"], ignoreOrder: true);
    }

    [Fact]
    public async Task Signing_out_without_the_keyring_goes_on_and_says_what_is_left()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(SystemKind.Linux));
        await wallet.File.SettleAsync(Cancel);
        _keyring.IsOutOfReach = true;

        await wallet.File.ForgetAsync(CacheFixture.Ada, Cancel);
        await wallet.Open().ForgetAllAsync(Cancel);

        wallet.Warnings.Count.ShouldBe(2);
        wallet.Warnings.ShouldAllBe(
            each => each.StartsWith(
                $"The tokens of '{wallet.Hidden}' could not be removed and may still be usable: this session has no D-Bus."));
        _keyring.IsOutOfReach = false;
        await wallet.Open().ForgetAllAsync(Cancel);
        _keyring.Items.ShouldBeEmpty("the command that was named finishes it");
        File.Exists(wallet.Hidden).ShouldBeFalse();
    }

    [Fact]
    public async Task What_another_users_key_encrypted_is_set_aside_and_a_sign_in_begins_anew()
    {
        using var wallet = new CacheFixture(protection: For(SystemKind.Windows));
        await File.WriteAllBytesAsync(wallet.Hidden, new FakeDataProtection(99).Protect("{}"u8), Cancel);
        File.SetLastWriteTimeUtc(wallet.Hidden, DateTime.UtcNow.AddMinutes(-1));

        await AddAsync(wallet.File, "grace");

        var warning = wallet.Warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith($"'{wallet.Hidden}' cannot be decrypted: Windows has no key for it");
        warning.ShouldContain("It has been set aside as");
        Directory.GetFiles(wallet.Folder.Quarantine).ShouldHaveSingleItem();
        (await wallet.Open().ReadAsync(Cancel)).Entries(UnifiedCache.Accounts).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_decrypted_does_not_stop_a_sign_out()
    {
        using var wallet = new CacheFixture(protection: For(SystemKind.Windows));
        await File.WriteAllBytesAsync(wallet.Hidden, new FakeDataProtection(99).Protect("{}"u8), Cancel);
        File.SetLastWriteTimeUtc(wallet.Hidden, DateTime.UtcNow.AddMinutes(-1));

        await wallet.File.ForgetAsync(CacheFixture.Ada, Cancel);
        await wallet.Open().ForgetAllAsync(Cancel);

        Directory.EnumerateFiles(wallet.Folder.Root, "*", SearchOption.AllDirectories)
            .Where(each => !each.Contains("locks"))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plain_file_touches_no_keyring()
    {
        _isWanted = false;
        using var wallet = new CacheFixture(CacheFixture.SignedIn(CacheFixture.Token("hers")), For(SystemKind.Linux));

        Answer(wallet).ShouldBe("hers");
        await AddAsync(wallet.File, "grace");
        await wallet.File.ForgetAsync("grace", Cancel);
        await wallet.Open().ForgetAllAsync(Cancel);

        _keyring.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Service_principals_move_too_and_have_an_item_of_their_own()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(), For(SystemKind.Linux));
        await File.WriteAllTextAsync(
            wallet.Folder.ServicePrincipals, """[{"client_id": "app", "tenant": "t", "client_secret": "its-secret"}]""", Cancel);

        await wallet.File.SettleAsync(Cancel);

        File.Exists(wallet.Folder.ServicePrincipals).ShouldBeFalse();
        _keyring.Items.Count.ShouldBe(2);
        Item(CacheItem).ShouldContain(CacheFixture.Ada);
        Item("azimuth.service_principal_entries").ShouldContain("its-secret");
        await wallet.Open().ForgetAsync("app", Cancel);
        Item("azimuth.service_principal_entries").ShouldNotContain("its-secret");
    }

    [Fact]
    public async Task Service_principals_in_the_token_caches_item_as_the_Azure_CLI_puts_them_there_survive_a_sign_in()
    {
        using var wallet = new CacheFixture(protection: For(SystemKind.Linux));
        _keyring.Items[CacheItem] = """[{"client_id": "app", "tenant": "t", "client_secret": "its-secret"}]"""u8.ToArray();
        await File.WriteAllTextAsync(wallet.Hidden, "", Cancel);

        await AddAsync(wallet.File, "grace");

        Item(CacheItem).ShouldContain("grace");
        Item(CacheItem).ShouldNotContain("its-secret");
        Item("azimuth.service_principal_entries").ShouldContain("its-secret");
    }

    [Fact]
    public async Task An_item_that_is_gone_from_the_keyring_is_said_and_is_no_cache()
    {
        using var wallet = new CacheFixture(protection: For(SystemKind.Linux));
        await File.WriteAllTextAsync(wallet.Hidden, "", Cancel);

        (await wallet.File.ReadAsync(Cancel)).Entries(UnifiedCache.Accounts).ShouldBeEmpty();

        wallet.Warnings.ShouldHaveSingleItem().ShouldContain("is not in the keyring");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task A_sign_in_is_read_back_and_saved_again_when_another_program_wrote_over_it(int times)
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn(), For(SystemKind.Linux));
        await wallet.File.SettleAsync(Cancel);
        using var authority = new FakeAuthority();
        var session = wallet.Open().Open();
        var client = authority.Msal().For(CacheFixture.Contoso, session);
        await client.AcquireTokenSilent([CacheFixture.Arm], (await client.GetAccountsAsync()).Single())
            .WithForceRefresh(true)
            .ExecuteAsync(Cancel);
        _keyring.AfterWrite = () => Items(times--);

        var saving = () => session.SaveAndVerifyAsync(Cancel);

        if (times == 1)
        {
            await saving();
            Answer(wallet).ShouldBe($"fresh-access-token-1-for-{CacheFixture.Contoso}");
        }
        else
        {
            (await Should.ThrowAsync<UserError>(saving)).Message.ShouldStartWith(
                "The tokens were saved, but they are missing from the token cache: another program overwrites it.");
        }

        void Items(int left)
        {
            if (left > 0)
            {
                _keyring.Items[CacheItem] = "{}"u8.ToArray();
            }
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Item(string schema) => Encoding.UTF8.GetString(_keyring.Items[schema]);

    private TokenProtection For(SystemKind system) => TokenProtection.KindOf(system) == ProtectionKind.DataProtection
        ? new(() => _isWanted, new FakeDataProtection(7), null)
        : new(() => _isWanted, null, _keyring);

    private static string? Answer(CacheFixture wallet, TokenProtection? protection = null) =>
        wallet.Open(protection).Find(CacheFixture.Question())?.Token.Reveal();

    private static Task AddAsync(TokenCache file, string user) => file.UpdateAsync(
        cache =>
        {
            var entry = new CacheEntry();
            entry.Set("home_account_id", $"{user}.t");
            entry.Set("username", user);
            cache.Put(UnifiedCache.Accounts, $"{user}.t-{CacheFixture.Host}-t", entry);
            return true;
        },
        Cancel);
}
