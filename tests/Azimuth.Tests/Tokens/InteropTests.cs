using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens.Cache;
using CsCheck;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Tokens;

/// <summary>
/// The token cache as others see it: MSAL Python, with which the Azure CLI reads and writes it, and MSAL.NET as it comes.
/// </summary>
public sealed class InteropTests
{
    [Fact]
    public async Task Msal_python_finds_the_account_and_the_token_that_we_wrote()
    {
        using var wallet = await WrittenByUsAsync();

        var answer = JsonNode.Parse(await PythonAsync("read", wallet.Folder.TokenCache, CacheFixture.Contoso, CacheFixture.Arm))!;

        answer["users"]!.ToJsonString().ShouldBe($"""["{CacheFixture.Ada}"]""");
        answer["token"]!.ToString().ShouldBe($"fresh-access-token-1-for-{CacheFixture.Contoso}");
    }

    [Fact]
    public async Task Msal_python_signs_out_what_we_wrote_and_leaves_nothing_behind()
    {
        using var wallet = await WrittenByUsAsync();

        await PythonAsync("logout", wallet.Folder.TokenCache, CacheFixture.Contoso, CacheFixture.Arm);

        wallet.Content.ShouldNotContain("fresh-");
        wallet.Content.ShouldNotContain("refresh-token\"");
        wallet.Content.ShouldNotContain(CacheFixture.Ada);
    }

    [Fact]
    public async Task Msal_net_as_it_comes_reads_what_we_wrote()
    {
        using var wallet = await WrittenByUsAsync();
        var plain = PublicClientApplicationBuilder.Create(CacheFixture.Client)
            .WithAuthority($"https://{CacheFixture.Host}/{CacheFixture.Contoso}", validateAuthority: false)
            .WithInstanceDiscovery(false)
            .Build();
        plain.UserTokenCache.SetBeforeAccess(args => args.TokenCache.DeserializeMsalV3(File.ReadAllBytes(wallet.Folder.TokenCache)));

        var account = (await plain.GetAccountsAsync()).ShouldHaveSingleItem();
        var result = await plain.AcquireTokenSilent([CacheFixture.Arm], account).ExecuteAsync(Cancel);

        account.Username.ShouldBe(CacheFixture.Ada);
        result.AccessToken.ShouldBe($"fresh-access-token-1-for-{CacheFixture.Contoso}");
        result.AuthenticationResultMetadata.TokenSource.ShouldBe(TokenSource.Cache);
    }

    [Fact]
    public async Task Sixty_four_writers_of_ours_and_two_of_msal_pythons_lose_no_account()
    {
        using var wallet = new CacheFixture(CacheFixture.SignedIn());
        var theirs = Enumerable.Range(0, 2).Select(number => PythonAsync("add", wallet.Folder.TokenCache, $"python-{number}", "8"));

        var ours = Enumerable.Range(0, 64).Select(number => Task.Run(() => AddAsync(wallet.Open(), $"ours-{number}"), Cancel));
        await Task.WhenAll([.. theirs, .. ours]);

        var users = wallet.Json["Account"]!.AsObject().Select(each => each.Value!["username"]!.ToString()).Order(StringComparer.Ordinal);
        users.ShouldBe(
            Enumerable.Range(0, 64).Select(number => $"ours-{number}")
                .Concat(Enumerable.Range(0, 2).SelectMany(writer => Enumerable.Range(0, 8).Select(number => $"python-{writer}-{number}")))
                .Append(CacheFixture.Ada)
                .Order(StringComparer.Ordinal));
        wallet.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_account_of_a_name_and_its_token_are_those_that_msal_python_finds()
    {
        const int Cases = 10_000;
        var cases = Gen.Select(GeneratedCaches.Any, GeneratedCaches.Scope).Array[Cases].Single();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Root, "cases");
        await File.WriteAllLinesAsync(
            file, cases.Select(each => new JsonObject { ["cache"] = each.Item1, ["scope"] = each.Item2 }.ToJsonString()), Cancel);

        var answers = (await PythonAsync("find", file, CacheFixture.Ada, CacheFixture.Contoso)).TrimEnd('\n').Split('\n');

        answers.Length.ShouldBe(Cases);
        var (found, several) = (0, 0);
        foreach (var ((cache, scope), line) in cases.Zip(answers))
        {
            var answer = JsonNode.Parse(line)!;
            string[] homes = [.. answer["homes"]!.AsArray().Select(each => each!.GetValue<string>()).Order(StringComparer.Ordinal)];
            string[] tokens = [.. answer["tokens"]!.AsArray().Select(each => each!.GetValue<string>())];

            var bytes = System.Text.Encoding.UTF8.GetBytes(cache);
            var ours = CachedTokenReader.Find(
                bytes, CacheFixture.Question(CacheFixture.Contoso, scope), TimeProvider.System.GetUtcNow(), out var rivals)?.Token.Reveal();

            CachedAccount.HomesOf(UnifiedCache.Parse(bytes), CacheFixture.Host, CacheFixture.Ada)
                .Order(StringComparer.Ordinal)
                .ShouldBe(homes, Case.Sensitive, cache);
            rivals?.Order(StringComparer.Ordinal).ShouldBe(homes, Case.Sensitive, cache);
            (ours is null ? tokens.Length == 0 : tokens.Contains(ours)).ShouldBeTrue($"ours: {ours}, MSAL Python's: {line}\n{cache}");
            found += ours is null ? 0 : 1;
            several += homes.Length > 1 ? 1 : 0;
        }

        found.ShouldBeGreaterThan(Cases / 40); // about Cases / 20 have one
        several.ShouldBeGreaterThan(Cases / 20);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task AddAsync(Azimuth.Tokens.TokenCache file, string user) => file.UpdateAsync(
        cache =>
        {
            var entry = new CacheEntry();
            foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
                ("home_account_id", $"{user}.t"), ("environment", CacheFixture.Host), ("realm", "t"),
                ("username", user)
            ])
            {
                entry.Set(name, value);
            }

            cache.Put(UnifiedCache.Accounts, $"{user}.t-{CacheFixture.Host}-t", entry);
            return true;
        },
        Cancel);

    private static async Task<CacheFixture> WrittenByUsAsync()
    {
        var wallet = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var session = wallet.File.Open();
        var client = authority.Msal().For(CacheFixture.Contoso, session);
        await client.AcquireTokenSilent([CacheFixture.Arm], (await client.GetAccountsAsync()).Single())
            .WithForceRefresh(true)
            .ExecuteAsync(Cancel);
        await session.SaveAsync(Cancel);
        return wallet;
    }

    // Debian's own interpreter, which has the packages python3-msal and python3-msal-extensions.
    private static async Task<string> PythonAsync(params string[] words)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3", [Script(), .. words])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        var said = python.StandardOutput.ReadToEndAsync(Cancel);
        var complained = python.StandardError.ReadToEndAsync(Cancel);
        await python.WaitForExitAsync(Cancel);
        python.ExitCode.ShouldBe(0, await complained);
        return await said;
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "msal_python.py");
}
