using System.Diagnostics;
using System.Text.Json;
using Azimuth.Accounts;
using CsCheck;

namespace Azimuth.Tests.Accounts;

/// <summary>Sentences and outcomes are those of the recordings named beside them (tests/recorded/az-2.91).</summary>
public sealed class ProfileTests
{
    private const string Cloud = "AzureCloud";

    [Theory]
    [InlineData("user", null, "Information Technology Subscription")]
    [InlineData("user", "", "Information Technology Subscription")] // show-13
    [InlineData("mixed", "99999999-9999-9999-9999-000000000002", "Finance Department Subscription")] // show-01
    [InlineData("mixed", "RETIRED, do not use", "Retired, do not use")]
    public void A_subscription_is_found_by_name_or_id_without_case(string fixture, string? nameOrId, string expected) =>
        Read(fixture).Find(nameOrId, Cloud).Name.ShouldBe(expected);

    [Theory]
    [InlineData("empty-profile", null, "Please run 'az login' to setup account.")]
    [InlineData("no-default", null, "No subscription found. Run 'az account set' to select a subscription.")]
    [InlineData("two-defaults", null, "Multiple subscriptions with the name 'None' found. Specify the subscription ID.")]
    [InlineData("mixed", "nope", "Subscription 'nope' not found. Check the spelling and casing and try again.")] // show-06
    [InlineData("same-names", "TWIN", "Multiple subscriptions with the name 'TWIN' found. Specify the subscription ID.")] // names-04
    // another cloud's
    [InlineData("mixed", "China One", "Subscription 'China One' not found. Check the spelling and casing and try again.")]
    public void What_is_not_found_is_said_as_the_Azure_CLI_says_it(string fixture, string? nameOrId, string sentence) =>
        Should.Throw<UserError>(() => Read(fixture).Find(nameOrId, Cloud)).Message.ShouldBe(sentence);

    [Theory]
    [InlineData("user", "NOPE", "The subscription of 'nope' doesn't exist in cloud 'AzureCloud'.")] // set-unknown
    [InlineData("same-names", "Twin", "The subscription of 'twin' has more than one match in cloud 'AzureCloud'.")] // names-05
    public void What_cannot_be_set_is_said_as_the_Azure_CLI_says_it(string fixture, string nameOrId, string sentence) =>
        Should.Throw<UserError>(() => Read(fixture).FindToSet(nameOrId, Cloud)).Message.ShouldBe(sentence);

    [Fact]
    public void There_is_one_default_after_one_was_chosen()
    {
        var profile = Read("two-defaults");

        var after = profile.WithDefault(profile.FindToSet("finance department subscription", Cloud));

        after.Subscriptions.Select(each => each.IsDefault).ShouldBe([false, true, false, false]); // set-two-defaults
    }

    [Fact]
    public void The_default_is_one_of_all_clouds()
    {
        var profile = Read("mixed");

        var after = profile.WithDefault(profile.FindToSet("China One", "AzureChinaCloud"));

        after.Subscriptions.Where(each => each.IsDefault).ShouldHaveSingleItem().Name.ShouldBe("China One"); // cloud-set-AzureChinaCloud
    }

    [Theory]
    [InlineData(new[] { "1", "2", "3", "4" }, "3", new[] { "1", "2", "3", "4" }, "1 2 3* 4")] // again
    [InlineData(new[] { "1", "2", "3", "4" }, "4", new[] { "1", "2" }, "1* 2 3 4")] // again-fewer
    [InlineData(new string[0], null, new[] { "1", "2" }, "1* 2")] // device
    [InlineData(new[] { "1" }, "1", new[] { "7", "8" }, "1 7* 8")]
    [InlineData(new[] { "1", "2" }, null, new[] { "3", "2" }, "1 2 3*")]
    [InlineData(new[] { "1", "2" }, "1", new string[0], "1* 2")]
    public void Signing_in_again_replaces_in_place_and_keeps_the_default_that_is_still_there(
        string[] before, string? oldDefault, string[] fresh, string expected)
    {
        var profile = new Profile { Subscriptions = [.. before.Select(id => Make(id, "ada") with { IsDefault = id == oldDefault })] };

        var after = profile.Merge([.. fresh.Select(id => Make(id, "ada"))]);

        string.Join(' ', after.Subscriptions.Select(each => each.IsDefault ? $"{each.Id}*" : each.Id)).ShouldBe(expected);
    }

    [Fact]
    public void A_disabled_subscription_is_the_default_only_when_no_other_is_there()
    {
        var disabled = Make("1", "ada") with { State = "Disabled" };

        new Profile().Merge([disabled, Make("2", "ada")]).Find(null, Cloud).Id.ShouldBe("2"); // disabled
        new Profile().Merge([disabled]).Find(null, Cloud).Id.ShouldBe("1"); // all-disabled
    }

    [Fact]
    public void The_same_subscription_belongs_to_who_signed_in_last() =>
        new Profile().Merge([Make("1", "ada"), Make("2", "ada")]).Merge([Make("1", "55555555")])
            .Subscriptions.Select(each => each.User.Name).ShouldBe(["55555555", "ada"]); // sp-user-then

    [Fact]
    public void Keys_that_we_do_not_know_survive_a_sign_in()
    {
        var profile = Read("unknown-keys");

        var after = profile.Merge([Make("99999999-9999-9999-9999-000000000002", "ada") with { Name = "Renamed" }]);

        var renamed = after.Subscriptions.Single(each => each.Name == "Renamed");
        renamed.Unknown.Single(each => each.Key == "futureField").Value.GetRawText().ShouldBe("""{"a": [1, "x", null]}""");
        after.Unknown.Single().Key.ShouldBe("futureTop");
    }

    [Fact]
    public void A_value_of_another_kind_gives_way_to_what_the_server_says()
    {
        var odd = Make("1", "ada") with { Unknown = [KeyValuePair.Create("tenantDisplayName", JsonElement.Parse("null"))] };

        var after = new Profile { Subscriptions = [odd] }.Merge([Make("1", "ada") with { TenantDisplayName = "Contoso" }]);

        after.Subscriptions[0].Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Merging_twice_is_merging_once() => Gen.Select(Some, Some).Sample(
        (before, fresh) =>
        {
            var once = new Profile { Subscriptions = before }.Merge(fresh);

            var twice = once.Merge(fresh);

            twice.Subscriptions.Select(each => (each.Id, each.IsDefault, each.User.Name))
                .ShouldBe(once.Subscriptions.Select(each => (each.Id, each.IsDefault, each.User.Name)));
            once.Subscriptions.Select(each => each.Id).ShouldBeUnique();
            before.Concat(fresh).Select(each => each.Id).Distinct().ShouldBe(once.Subscriptions.Select(each => each.Id));
            once.Subscriptions.Count(each => each.IsDefault).ShouldBe(fresh.Count > 0 ? 1 : before.Count(each => each.IsDefault));
        });

    [Fact]
    public void Somebody_is_removed_without_case_and_the_others_stay()
    {
        var after = Read("mixed").RemoveIdentity("ADA@contoso.onmicrosoft.com");

        after.Subscriptions.Select(each => each.Name).ShouldBe(["Pipeline", "Machine", "Machine two"]);
        after.RemoveIdentity("nobody").ShouldBeSameAs(after);
    }

    [Fact]
    public void Ten_thousand_subscriptions_merge_in_linear_time()
    {
        Subscription[] many = [.. Enumerable.Range(0, 10_000).Select(each => Make($"{each}", "ada"))];
        var profile = new Profile().Merge(many);

        var started = Stopwatch.GetTimestamp();
        var after = profile.Merge(many);
        var written = ProfileWriter.Write(after);
        ProfileJson.Read(written).Subscriptions.Count.ShouldBe(10_000);

        // Far from any machine's noise: the square of it takes minutes.
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static Gen<IReadOnlyList<Subscription>> Some { get; } = Gen.Select(
        Gen.Int[0, 12], Gen.OneOf("ada", "grace"), Gen.OneOf("Enabled", "Disabled")).Array[0, 8].Select(rows =>
        (IReadOnlyList<Subscription>)[
            .. rows.DistinctBy(each => each.Item1)
                .Select((each, index) => Make($"{each.Item1}", each.Item2) with { State = each.Item3, IsDefault = index == 2 })
        ]);

    private static Profile Read(string fixture) => ProfileJson.Read(Recorded.Read(fixture, "azureProfile.json"));

    private static Subscription Make(string id, string user) => new()
    {
        Id = id,
        Name = $"Subscription {id}",
        State = "Enabled",
        User = new() { Name = user, Type = "user" },
        TenantId = "11111111-1111-1111-1111-000000000001",
        EnvironmentName = Cloud,
    };
}
