using System.Text.Json.Nodes;
using CsCheck;

namespace Azimuth.Tests.Tokens.Fixtures;

/// <summary>Token caches in which one name may be that of several accounts, and one account may have had several names.</summary>
internal static class GeneratedCaches
{
    private static readonly Gen<string> Home = Gen.OneOf(
        CacheFixture.Home, "22222222-2222-2222-2222-000000000099.11111111-1111-1111-1111-000000000001",
        "22222222-2222-2222-2222-222222222222.11111111-1111-1111-1111-000000000002");

    private static readonly Gen<string> Environment = Gen.Frequency(
        (4, Gen.Const(CacheFixture.Host)), (1, Gen.Const("login.chinacloudapi.cn")));

    private static readonly Gen<(string Key, JsonObject Entry)> Account = Gen.Select(
        Home,
        Environment,
        Gen.OneOf(CacheFixture.Contoso, CacheFixture.Fabrikam, "organizations"),
        Gen.OneOf(CacheFixture.Ada, "ADA@Contoso.onmicrosoft.com", "grace@contoso.onmicrosoft.com"),
        (home, environment, realm, name) => ($"{home}-{environment}-{realm}", new JsonObject
        {
            ["home_account_id"] = home,
            ["environment"] = environment,
            ["realm"] = realm,
            ["username"] = name,
            ["authority_type"] = "MSSTS",
        }));

    private static readonly Gen<(string Key, JsonObject Entry)> Token = Gen.Select(
        Gen.OneOf(CacheFixture.Contoso, CacheFixture.Contoso, CacheFixture.Fabrikam),
        Gen.OneOf(CacheFixture.Arm, "https://vault.azure.net/.default", $"https://vault.azure.net/.default {CacheFixture.Arm}"),
        Gen.Select(Home, Environment),
        Gen.Frequency((5, Gen.Const(CacheFixture.Client)), (1, Gen.Const("99999999-8ddb-461a-bbee-02f9e1bf7b46"))),
        Gen.OneOf(-100, 200, 3_000, 86_000), // far from 300 s, where both stop to answer with a token: Python looks earlier
        (
            realm,
            target,
            owner,
            client,
            endsIn) => CacheFixture.Token(
                $"{realm} {target} {owner} {client} {endsIn}", endsIn, realm, target, owner.Item1, owner.Item2, client));

    /// <summary>What a token is asked for.</summary>
    public static Gen<string> Scope { get; } = Gen.OneOf(CacheFixture.Arm, "https://vault.azure.net/.default");

    /// <summary>A cache, as text.</summary>
    public static Gen<string> Any { get; } = Gen.Select(Account.Array[0, 5], Token.Array[0, 6], (accounts, tokens) => new JsonObject
    {
        ["AccessToken"] = Section(tokens),
        ["Account"] = Section(accounts),
    }.ToJsonString());

    private static JsonObject Section((string Key, JsonObject Entry)[] entries) =>
        new(entries.DistinctBy(each => each.Key).Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Entry.DeepClone())));
}
