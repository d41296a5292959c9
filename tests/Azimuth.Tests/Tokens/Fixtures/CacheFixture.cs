using System.Globalization;
using System.Text.Json.Nodes;
using Azimuth.Configuration;
using Azimuth.Storage.Locks;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

namespace Azimuth.Tests.Tokens.Fixtures;

/// <summary>A config folder of its own with a token cache in it, written as MSAL Python 1.39 writes one.</summary>
internal sealed class CacheFixture : IDisposable
{
    public const string Client = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    public const string Ada = "ada@contoso.onmicrosoft.com";
    public const string Home = "22222222-2222-2222-2222-222222222222.11111111-1111-1111-1111-000000000001";
    public const string Contoso = "11111111-1111-1111-1111-000000000001";
    public const string Fabrikam = "11111111-1111-1111-1111-000000000002";
    public const string Host = "login.microsoftonline.com";
    public const string Arm = "https://management.core.windows.net//.default";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("azimuth-tokens-");

    private readonly TokenProtection? _protection;

    /// <param name="content">Of the plain file; null: there is none.</param>
    /// <param name="protection">How this person's tokens are encrypted; null: not at all.</param>
    public CacheFixture(string? content = null, TokenProtection? protection = null)
    {
        _protection = protection;
        Folder = new(_root.FullName);
        File = Open();
        if (content is not null)
        {
            System.IO.File.WriteAllText(Folder.TokenCache, content);
        }
    }

    public ConfigFolder Folder { get; }

    public TokenCache File { get; }

    public List<string> Warnings { get; } = [];

    public string Content => System.IO.File.ReadAllText(Folder.TokenCache);

    public JsonObject Json => JsonNode.Parse(Content)!.AsObject();

    /// <summary>Another look at the same file, as another process would have.</summary>
    public TokenCache Open(TokenProtection? protection = null) => new(Files(), protection ?? _protection);

    /// <summary>The folder's files, as another process would open them.</summary>
    public ConfigFiles Files(TimeProvider? time = null) => new(Folder, Locks, time ?? TimeProvider.System, Warnings.Add);

    public string Hidden => Path.ChangeExtension(Folder.TokenCache, ".bin");

    public static FileLocks Locks() => new(TimeProvider.System, System.Environment.ProcessId, "tests");

    /// <summary>What an ID token says of Ada.</summary>
    public static string IdTokenClaims(string tenant) =>
        $$"""{"tid":"{{tenant}}","oid":"33333333-3333-3333-3333-333333333333","sub":"s","preferred_username":"{{Ada}}","ver":"2.0"}""";

    public static TokenCacheQuery Question(string realm = Contoso, string scope = Arm) =>
        new(Ada, Host, realm, [scope]) { ClientId = Client };

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>Ada, signed in by the Azure CLI: an account, a family refresh token, and these access tokens.</summary>
    public static string SignedIn(params (string Key, JsonObject Entry)[] tokens) => new JsonObject
    {
        ["AccessToken"] = new JsonObject(tokens.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Entry))),
        ["Account"] = new JsonObject
        {
            [$"{Home}-{Host}-organizations"] = new JsonObject
            {
                ["home_account_id"] = Home,
                ["environment"] = Host,
                ["realm"] = "organizations",
                ["local_account_id"] = "22222222-2222-2222-2222-222222222222",
                ["username"] = Ada,
                ["authority_type"] = "MSSTS",
                ["account_source"] = "authorization_code",
            },
        },
        ["IdToken"] = new JsonObject(),
        ["RefreshToken"] = new JsonObject
        {
            [$"{Home}-{Host}-refreshtoken-{Client}--{Arm}".ToLowerInvariant()] = new JsonObject
            {
                ["credential_type"] = "RefreshToken",
                ["secret"] = "1.the-azure-clis-refresh-token",
                ["home_account_id"] = Home,
                ["environment"] = Host,
                ["client_id"] = Client,
                ["target"] = Arm,
                ["last_modification_time"] = "1893456000",
                ["family_id"] = "1",
            },
        },
        ["AppMetadata"] = new JsonObject
        {
            [$"appmetadata-{Host}-{Client}"] = new JsonObject { ["client_id"] = Client, ["environment"] = Host, ["family_id"] = "1" },
        },
    }.ToJsonString(new() { WriteIndented = true, IndentSize = 4, NewLine = "\n" });

    /// <summary>The same cache with one more entry of an account, in another tenant.</summary>
    public static string WithAccount(string cache, string home, string userName)
    {
        var json = JsonNode.Parse(cache)!.AsObject();
        json["Account"]![$"{home}-{Host}-{Fabrikam}"] = new JsonObject
        {
            ["home_account_id"] = home,
            ["environment"] = Host,
            ["realm"] = Fabrikam,
            ["username"] = userName,
            ["authority_type"] = "MSSTS",
        };
        return json.ToJsonString();
    }

    /// <summary>An access token that ends in so many seconds.</summary>
    public static (string Key, JsonObject Entry) Token(
        string secret, int endsIn = 3600, string realm = Contoso, string target = Arm, string? home = Home, string environment = Host,
        string client = Client, int? refreshIn = null, string? kind = "Bearer")
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var entry = new JsonObject
        {
            ["credential_type"] = "AccessToken",
            ["secret"] = secret,
            ["home_account_id"] = home,
            ["environment"] = environment,
            ["client_id"] = client,
            ["target"] = target,
            ["realm"] = realm,
            ["token_type"] = kind,
            ["cached_at"] = Text(now),
            ["expires_on"] = Text(now + endsIn),
            ["extended_expires_on"] = Text(now + endsIn),
        };
        if (kind is null)
        {
            entry.Remove("token_type");
        }

        if (refreshIn is { } seconds)
        {
            entry["refresh_on"] = Text(now + seconds);
        }

        return ($"{home}-{environment}-accesstoken-{client}-{realm}-{target}".ToLowerInvariant(), entry);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
