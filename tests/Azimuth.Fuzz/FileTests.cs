using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Configuration;
using Azimuth.Configuration.Ini;
using Azimuth.Http.Tls;
using Azimuth.Storage;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Fuzz;

/// <summary>Every file that we read. What was read and written back has lost no key, at any level.</summary>
public sealed class FileTests
{
    private static readonly TokenCacheQuery Question = new(
        "ada@contoso.onmicrosoft.com",
        "login.microsoftonline.com",
        "11111111-1111-1111-1111-000000000001",
        ["https://management.core.windows.net//.default"])
    { ClientId = ClientIds.AzureCli };

    [Fact]
    public void The_profile() => Fuzz.Try(new Mutator(Seeds.Files("azureProfile.json"), Seeds.Json), (byte[] bytes) =>
    {
        JsonIntegrity.CheckProfile(bytes).ShouldBe(JsonIntegrity.CheckAnyProfile(bytes));
        if (ProfileJson.TryReadRows(bytes) is { } rows)
        {
            ProfileWriter.Write(rows).ShouldBe(ProfileWriter.Write(ProfileJson.TryRead(bytes)!));
        }

        if (JsonIntegrity.CheckProfile(bytes).Kind == FileIntegrityKind.Intact)
        {
            var written = ProfileWriter.Write(ProfileJson.Read(bytes));
            JsonIntegrity.CheckProfile(written).Kind.ShouldBe(FileIntegrityKind.Intact);
            Keys.ShouldHold(bytes, written);
        }
        else if (JsonIntegrity.Check(bytes).Kind == FileIntegrityKind.Intact)
        {
            Should.Throw<UserError>(() => ProfileJson.Read(bytes), "what could be read would be set aside");
        }
    });

    [Fact]
    public void The_token_cache() => Fuzz.Try(new Mutator(Seeds.Files("msal_token_cache.json"), Seeds.Json), (byte[] bytes) =>
    {
        CachedTokenReader.Find(bytes, Question, DateTimeOffset.UnixEpoch, out _);
        if (JsonIntegrity.CheckTexts(bytes).Kind == FileIntegrityKind.Intact)
        {
            Fuzz.Allow<JsonException>(() =>
            {
                var cache = UnifiedCache.Parse(bytes);
                Keys.ShouldHold(bytes, cache.ToBytes());
                UnifiedCache.Parse(CacheDialect.ForMsalNet(cache));
            });
        }
    });

    [Fact]
    public void How_applications_sign_in()
    {
        const string Id = "55555555-5555-5555-5555-555555555555";
        using var home = new Harness.Home();
        var folder = new ConfigFolder(home.Config);
        var cache = new TokenCache(
            new ConfigFiles(folder, static () => new(TimeProvider.System, 1, "az"), TimeProvider.System, static _ => { }));
        var seeds = Seeds.Of(
            $$"""[{"client_id": "{{Id}}", "tenant": "11111111-1111-1111-1111-000000000001", "client_secret": "s", "x": {"y": [1] } }]""",
            $$"""
            [{"client_id": "{{Id}}", "tenant": "t", "certificate": "/tmp/sp.pem", "use_cert_sn_issuer": true}, {"client_id": "b",
            "client_assertion": "a.b.c" }]
            """);
        Fuzz.Try(new Mutator(seeds, [.. Seeds.Json, "\"client_id\":", "\"tenant\": null,", "\"client_secret\": 1,"]), (byte[] bytes) =>
        {
            if (JsonIntegrity.CheckTexts(bytes).Kind == FileIntegrityKind.Intact) // others are healed, which a test of its own holds
            {
                File.WriteAllBytes(folder.ServicePrincipals, bytes);
                Fuzz.Allow<UserError>(() => cache.FindPrincipalAsync(Id, "t", CancellationToken.None).GetAwaiter().GetResult());
                _ = ServicePrincipalFile.Merge(bytes, seeds[0], isNewer: true);
            }
        });
    }

    [Fact]
    public void What_INI_files_hold() =>
        Fuzz.Try(new Mutator(Seeds.Files("config").Concat(Seeds.Files("clouds.config")).ToList(), Seeds.Ini), (string text) =>
        {
            var document = IniDocument.Parse(text);
            var before = Options(document);
            Fuzz.Allow<UserError>(() =>
            {
                var after = IniDocument.Parse(document.With("core", "output", "table"));
                after.Get("core", "output").ShouldBe("table");
                foreach (var (name, value) in before.Where(each => each.Key is not ("core", "output") && each.Key.Item1 != "DEFAULT"))
                {
                    after.Get(name.Section, name.Option).ShouldBe(value);
                }
            });
            _ = document.Without("core", "output");
            _ = document.WithoutSection("cloud");
        });

    [Fact]
    public void The_last_choices()
    {
        using var home = new Harness.Home();
        var folder = new ConfigFolder(home.Config);
        var warned = 0;
        var files = new ConfigFiles(folder, static () => new(TimeProvider.System, 1, "az"), TimeProvider.System, _ => warned++);
        Fuzz.Try(
            new Mutator(Seeds.Of("""{"AzureCloud/a.b": "99999999-9999-9999-9999-000000000001", "x": 1}"""), Seeds.Json),
            (byte[] bytes) =>
            {
                if (JsonIntegrity.CheckTexts(bytes).Kind == FileIntegrityKind.Intact) // others are healed, which a test of its own holds
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(folder.LastUsedSubscriptions)!);
                    File.WriteAllBytes(folder.LastUsedSubscriptions, bytes);
                    var reading = new LastUsedSubscriptions(files.LastUsedSubscriptions).FindAsync(
                        "AzureCloud", "a.b", CancellationToken.None);
                    Fuzz.Allow<UserError>(() => reading.GetAwaiter().GetResult());
                }
            });
    }

    [Fact]
    public void What_a_sandbox_says_of_itself()
    {
        using var home = new Harness.Home();
        var file = Path.Combine(home.Root, "ready.json");
        Fuzz.Try(
            new Mutator(
                Seeds.Of(
                    """{"version":1,"signIn":"https://localhost:8443","arm":"https://localhost:8444","caFile":"/tmp/ca.pem","pid":12}"""),
                [.. Seeds.Json, "https://evil.example", "http://", "@"]),
            (byte[] bytes) =>
            {
                File.WriteAllBytes(file, bytes);
                var origins = SandboxOrigins.Read(file);
                (origins?.Covers(new("https://login.microsoftonline.com/")) ?? false).ShouldBeFalse();
            });
    }

    private static Dictionary<(string Section, string Option), string?> Options(IniDocument document)
    {
        var options = new Dictionary<(string, string), string?>();
        foreach (var section in document.Sections)
        {
            foreach (var (name, _) in document.Items(section))
            {
                options[(section, name)] = document.Get(section, name);
            }
        }

        return options;
    }
}
