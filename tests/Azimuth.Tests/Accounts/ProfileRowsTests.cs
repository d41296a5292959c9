using System.Text;
using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Storage;
using CsCheck;

namespace Azimuth.Tests.Accounts;

/// <summary>Rows that are found in the file's bytes say, and are written as, what the general reader and writer make of them.</summary>
public sealed class ProfileRowsTests
{
    [Theory]
    [InlineData("user")]
    [InlineData("mixed")]
    [InlineData("unknown-keys")]
    public void What_the_Azure_CLI_wrote_is_read_from_its_rows(string fixture) =>
        ProfileJson.TryReadRows(Recorded.Read(fixture, "azureProfile.json")!).ShouldNotBeNull().Subscriptions.ShouldBeOfType<ProfileRows>();

    [Fact]
    public void Both_readers_agree_on_what_az_wrote() => Rows.Array[0, 5].Sample(
        rows =>
        {
            var bytes = ProfileWriter.Write(new() { Subscriptions = rows, InstallationId = "5c8a1e7e-eb3b-11ef-8b4e-00155d000001" });

            ProfileJson.TryReadRows(bytes).ShouldNotBeNull(Encoding.UTF8.GetString(bytes));
            ShouldAgree(bytes);
        },
        iter: 1_000);

    [Fact]
    public void Both_readers_agree_on_what_was_edited_or_damaged() =>
        Gen.Select(Gen.OneOf("user", "mixed", "unknown-keys", "old-profile"), Gen.Int[0, 6000], Edits, Gen.Int[0, 20]).Sample(
            (fixture, at, edit, length) =>
            {
                var bytes = Recorded.Read(fixture, "azureProfile.json")!;
                at %= bytes.Length;
                ShouldAgree([.. bytes[..at], .. Encoding.UTF8.GetBytes(edit), .. bytes[Math.Min(at + length, bytes.Length)..]]);
            },
            iter: 5_000);

    [Theory]
    [InlineData("""{"subscriptions": [], "subscriptions": null}""")]
    [InlineData("""{"subscriptions": [], "s\u0075bscriptions": []}""")]
    [InlineData("""{"installationId": "1", "subscriptions": [], "installationId": 2}""")]
    [InlineData("""{"subscriptions": []} """)]
    [InlineData("""{"subscriptions": []} x""")]
    [InlineData("""{"subscriptions": []""")]
    [InlineData("""{"subscriptions": [""")]
    [InlineData("""{"subscriptions": ]}""")]
    [InlineData("{")]
    [InlineData("")]
    public void What_is_around_the_rows_is_judged_as_before(string text) => ShouldAgree(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(""" "id": "2", """)]
    [InlineData(""" "isDefault": true, """)]
    [InlineData(""" "homeTenantId": null, """)]
    [InlineData(""" "x": 1.50, """)]
    [InlineData(""" "\u0069d": "2", """)]
    [InlineData(""" "x\ud800": 1, """)]
    [InlineData(""" "x": "\ud800", """)]
    [InlineData(""" "x": "é", """)]
    [InlineData(""" "x": [[{}], {"a": [true, null, "\\"]}], """)]
    public void Other_members_among_those_of_a_row_change_nothing(string member)
    {
        const string Row = """{"id": "1", "name": "One", "state": "Enabled", "user": {"name": "ada", "type": "user"}"""
            + """, "isDefault": false, "tenantId": "t", "environmentName": "AzureCloud"}""";
        for (var at = Row.IndexOf(", ", StringComparison.Ordinal); at >= 0; at = Row.IndexOf(", ", at + 1, StringComparison.Ordinal))
        {
            ShouldAgree(Encoding.UTF8.GetBytes($$"""{"subscriptions": [{{Row}}, {{Row.Insert(at + 2, $"{member.Trim()} ")}}]}"""));
        }

        ShouldAgree(Encoding.UTF8.GetBytes($$"""{"subscriptions": [{{Row[..^1]}}, {{member.Trim().TrimEnd(',')}}}]}"""));
    }

    [Fact]
    public void No_object_is_made_for_a_row_that_is_not_asked_for()
    {
        const int Many = 10_000;
        var bytes = ProfileWriter.Write(new()
        {
            Subscriptions = [.. Enumerable.Range(0, Many).Select(number => Row with
            {
                Id = $"{Guid.NewGuid()}", Name = $"Subscription {number}", IsDefault = number == Many / 2
            })],
        });

        var before = GC.GetAllocatedBytesForCurrentThread();
        var profile = ProfileJson.Read(bytes);
        profile.Find(null, Row.EnvironmentName).Name.ShouldBe($"Subscription {Many / 2}");
        profile.Find("SUBSCRIPTION 77", Row.EnvironmentName).Name.ShouldBe("Subscription 77");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(bytes.Length / 2);
    }

    private static Subscription Row { get; } = new()
    {
        Id = "99999999-9999-9999-9999-000000000001",
        Name = "One",
        State = "Enabled",
        User = AccountUser.Person("ada@contoso.onmicrosoft.com"),
        TenantId = "11111111-1111-1111-1111-000000000001",
        EnvironmentName = "AzureCloud",
    };

    private static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.OneOf("", "One", "one", "a\"b", "c\\d", "Z\u00fcrich \u6771\u4eac \u2601", "\ud83d\ude00", "\u007f\t\n", "\u212a", "\u017f"),
        Gen.String);

    private static Gen<IReadOnlyList<KeyValuePair<string, JsonElement>>> Unknown { get; } = Gen.Select(
            Gen.OneOf("cloudShellID", "useCertSNIssuerAuth", "future", "a b"),
            Gen.OneOf("true", "null", "\"x\"", "\"\\ud83d\"", "[]", "{}", "[{\"a\": [\"b\", false]}, \"\\\"\"]"))
        .Array[0, 3].Select(pairs => (IReadOnlyList<KeyValuePair<string, JsonElement>>)[
            .. pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, JsonElement.Parse(pair.Item2)))
        ]);

    private static Gen<Subscription> Rows { get; } = Gen.Select(
        Gen.Select(Texts, Texts, Gen.OneOf("AzureCloud", "Z\u00fcrich"), Gen.Bool), Texts.Null(), Texts.Null(), Texts.Array[0, 2].Null(),
        Unknown, Unknown, (texts, optional, assigned, managedBy, ofRow, ofUser) => Row with
        {
            Id = texts.Item1,
            Name = texts.Item2,
            EnvironmentName = texts.Item3,
            IsDefault = texts.Item4,
            HomeTenantId = optional,
            TenantDisplayName = assigned,
            ManagedByTenants = managedBy,
            Unknown = ofRow,
            User = Row.User with { AssignedIdentityInfo = assigned, Unknown = ofUser },
        });

    private static Gen<string> Edits { get; } = Gen.OneOf(
        "", "\"", "\\", "\\u00e9", "\\ud800", ", ", ",", " ", "]", "}", "{", "null", "1", "\n", "\u007f", "\u00fc", "\"id\": \"", "true");

    private static void ShouldAgree(byte[] bytes)
    {
        var general = JsonIntegrity.CheckAnyProfile(bytes);
        JsonIntegrity.CheckProfile(bytes).ShouldBe(general);
        if (ProfileJson.TryReadRows(bytes) is not { } rows)
        {
            return;
        }

        general.Kind.ShouldBe(FileIntegrityKind.Intact, Encoding.UTF8.GetString(bytes));
        var all = ProfileJson.TryRead(bytes).ShouldNotBeNull();
        Text(ProfileJson.TryReadRows(bytes)!).ShouldBe(Text(all));
        Text(rows with { Subscriptions = [.. rows.Subscriptions] }).ShouldBe(Text(all), "made one by one");
        for (var index = 0; index < all.Subscriptions.Count; index++)
        {
            var one = all.Subscriptions[index];
            Text(rows.WithDefault(rows.Subscriptions[index])).ShouldBe(Text(all.WithDefault(one)));
            var chosen = rows.WithDefault(rows.Subscriptions[index]);
            chosen.Subscriptions.Select(each => each.IsDefault).ShouldBe(all.WithDefault(one).Subscriptions.Select(each => each.IsDefault));
            foreach (var name in (string?[])[one.Id, one.Name.ToUpperInvariant(), null])
            {
                Found(rows, name, one.EnvironmentName).ShouldBe(Found(all, name, one.EnvironmentName));
            }
        }
    }

    private static string Text(Profile profile) => Encoding.UTF8.GetString(ProfileWriter.Write(profile));

    private static (string?, string?, bool) Found(Profile profile, string? nameOrId, string cloud)
    {
        try
        {
            var found = profile.Find(nameOrId, cloud);
            return (found.Id, found.Name, found.IsDefault);
        }
        catch (UserError refusal)
        {
            return (refusal.Message, refusal.Remedy, false);
        }
    }
}
