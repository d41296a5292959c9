using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azimuth.Accounts;
using Azimuth.Storage;
using CsCheck;

namespace Azimuth.Tests.Accounts;

public sealed class ProfileJsonTests
{
    public static TheoryData<string> WholeProfiles =>
        [.. Recorded.Names.Where(
            each => Recorded.Read(each, "azureProfile.json") is { } bytes
                && JsonIntegrity.CheckProfile(bytes).Kind == FileIntegrityKind.Intact)];

    [Theory]
    [MemberData(nameof(WholeProfiles))]
    public void What_the_Azure_CLI_wrote_is_written_back_byte_for_byte(string fixture)
    {
        var bytes = Recorded.Read(fixture, "azureProfile.json")!;

        Encoding.UTF8.GetString(ProfileWriter.Write(ProfileJson.Read(bytes))).ShouldBe(Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Every_key_of_a_subscription_has_its_place()
    {
        var profile = ProfileJson.Read(Recorded.Read("mixed", "azureProfile.json"));

        var machine = profile.Subscriptions.Single(each => each.Name == "Machine two");
        machine.Id.ShouldBe("99999999-9999-9999-9999-000000000010");
        machine.User.AssignedIdentityInfo.ShouldBe("MSIClient-66666666-6666-6666-6666-666666666666");
        machine.User.IsPerson.ShouldBeFalse();
        var unicode = profile.Subscriptions.Single(each => each.Name == "Z\u00fcrich \u2013 \u6771\u4eac \u2601");
        unicode.ManagedByTenants.ShouldBe(["11111111-1111-1111-1111-000000000002", "11111111-1111-1111-1111-000000000003"]);
        unicode.TenantDefaultDomain.ShouldBe("contoso.onmicrosoft.com");
        profile.InstallationId.ShouldBe("5c8a1e7e-eb3b-11ef-8b4e-00155d000001");
    }

    [Theory]
    [InlineData("damaged-profile", FileIntegrityKind.Truncated)]
    [InlineData("zero-profile", FileIntegrityKind.Truncated)]
    [InlineData("list-profile", FileIntegrityKind.Damaged)]
    public void What_is_no_profile_is_told_apart(string fixture, FileIntegrityKind expected) =>
        JsonIntegrity.CheckProfile(Recorded.Read(fixture, "azureProfile.json")).Kind.ShouldBe(expected);

    [Theory]
    [InlineData("{\"subscriptions\": [1]}")]
    [InlineData("{\"subscriptions\": {}}")]
    [InlineData("{]")]
    public void What_nobody_could_add_to_is_damaged(string text) =>
        JsonIntegrity.CheckProfile(Encoding.UTF8.GetBytes(text)).Kind.ShouldBe(FileIntegrityKind.Damaged);

    [Fact]
    public void The_tail_of_an_older_profile_is_told_from_the_profile()
    {
        var whole = Recorded.Read("user", "azureProfile.json")!;

        var verdict = JsonIntegrity.CheckProfile((byte[])[.. whole, .. "}]}"u8]);

        verdict.ShouldBe(new FileIntegrity(FileIntegrityKind.TrailingBytes, whole.Length));
    }

    [Theory]
    [InlineData("{\"subscriptions\": [{\"id\": null, \"name\": 1, \"isDefault\": \"x\", \"user\": []}]}")]
    [InlineData("{\"subscriptions\": null}")]
    [InlineData("{\"subscriptions\": [{\"name\": \"half \\ud83d\", \"other\": \"\\udc00\"}]}")]
    [InlineData("{\"subscriptions\": [{\"managedByTenants\": [{\"tenantId\": \"a\", \"more\": 1}]}]}")]
    [InlineData("{\"subscriptions\": [{\"managedByTenants\": null, \"homeTenantId\": null}]}")]
    public void A_known_key_with_an_odd_value_keeps_it(string text)
    {
        var written = ParseWithMark(ProfileWriter.Write(ProfileJson.Read(Encoding.UTF8.GetBytes(text))));

        Keeps(JsonDocument.Parse(text).RootElement, written).ShouldBeTrue(written.GetRawText());
    }

    [Fact]
    public void Unknown_keys_survive_at_every_level() => Profiles.Sample(
        node =>
        {
            var bytes = Encoding.UTF8.GetBytes(node.ToJsonString());

            var profile = ProfileJson.Read(bytes);
            var written = ProfileWriter.Write(profile);

            Keeps(JsonDocument.Parse(bytes).RootElement, ParseWithMark(written)).ShouldBeTrue();
            ProfileWriter.Write(ProfileJson.Read(written)).SequenceEqual(written).ShouldBeTrue("a second round changes nothing");
        },
        iter: 5_000);

    [Fact]
    public void No_damage_crashes_the_reader() =>
        Gen.Select(Gen.OneOf("user", "mixed", "unknown-keys", "old-profile"), Gen.Int[0, 6000], Gen.Byte, Gen.Int[0, 3]).Sample(
        (fixture, at, value, kind) =>
        {
            var bytes = Recorded.Read(fixture, "azureProfile.json")!;
            at %= bytes.Length;
            byte[] damaged = kind switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], value, .. bytes[at..]],
                2 => [.. bytes[..at], .. bytes[(at + 1)..]],
                _ => [.. bytes, .. bytes[at..]],
            };

            if (JsonIntegrity.CheckProfile(damaged) is { Kind: FileIntegrityKind.Intact })
            {
                ProfileWriter.Write(ProfileJson.Read(damaged)).ShouldNotBeEmpty();
            }
        },
        iter: 100_000);

    private static Gen<JsonNode> Values { get; } = Gen.OneOf<JsonNode>(
        Gen.String.Select(text => (JsonNode)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode)JsonValue.Create(number)),
        Gen.Bool.Select(truth => (JsonNode)JsonValue.Create(truth)),
        Gen.Const(() => (JsonNode)new JsonArray(1, "x", null, new JsonObject { ["deep"] = new JsonArray() })),
        Gen.Const(() => (JsonNode)new JsonObject { ["a"] = null, ["\u00fc"] = 1.5e300 }));

    private static Gen<JsonNode> Profiles { get; } =
        Objects(
            "id",
            "name",
            "state",
            "isDefault",
            "tenantId",
            "environmentName",
            "homeTenantId",
            "managedByTenants",
            "tenantDefaultDomain",
            "futureA",
            "futureB")
            .Select(Objects("name", "type", "assignedIdentityInfo", "cloudShellID"), Gen.Bool, (subscription, user, hasUser) =>
            {
                if (hasUser)
                {
                    subscription["user"] = user;
                }

                return (JsonNode)subscription;
            })
            .Array[0, 4]
            .Select(Objects("installationId", "futureTop", "other"), (subscriptions, top) =>
            {
                top["subscriptions"] = new JsonArray([.. subscriptions]);
                return (JsonNode)top;
            });

    private static Gen<JsonObject> Objects(params string[] keys) => Gen.Select(Gen.OneOf(keys), Values).Array[0, 8].Select(pairs =>
    {
        var made = new JsonObject();
        foreach (var (key, value) in pairs)
        {
            made[key] = value.DeepClone();
        }

        return made;
    });

    private static JsonElement ParseWithMark(byte[] bytes) => JsonDocument.Parse(bytes.AsMemory(3)).RootElement;

    /// <summary>Whether everything of the one is in the other, which may hold more.</summary>
    private static bool Keeps(JsonElement before, JsonElement after) => (before.ValueKind, after.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            before.EnumerateObject().All(each => after.TryGetProperty(each.Name, out var kept) && Keeps(each.Value, kept)),
        (JsonValueKind.Null, JsonValueKind.Array) => after.GetArrayLength() == 0, // "subscriptions": null
        (JsonValueKind.Array, JsonValueKind.Array) => before.GetArrayLength() == after.GetArrayLength()
            && before.EnumerateArray().Zip(after.EnumerateArray()).All(each => Keeps(each.First, each.Second)),
        (JsonValueKind.String, JsonValueKind.String) => Same(before, after),
        _ => JsonElement.DeepEquals(before, after),
    };

    private static bool Same(JsonElement before, JsonElement after)
    {
        try
        {
            return before.GetString() == after.GetString();
        }
        catch (InvalidOperationException)
        {
            return before.GetRawText() == after.GetRawText(); // half a surrogate pair
        }
    }
}
