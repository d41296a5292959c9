using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Recorded;

/// <summary>
/// Turns what a recording's server held into a scenario of the sandbox. Fails on an option or value that it does not know.
/// </summary>
public static class ServerToScenario
{
    /// <summary>The person of all recordings.</summary>
    public static Person Person { get; } = new(
        Guid.Parse("22222222-2222-2222-2222-222222222222"), "a@contoso.onmicrosoft.com", "A")
    { Password = "pass" };

    /// <summary>The applications of all recordings: their names in <c>RecordedApplications</c>.</summary>
    public static IReadOnlyList<Application> Applications { get; } = [.. Enumerable.Range(5, 2).Select(number => new Application(
        Guid.Parse($"55555555-5555-5555-5555-55555555555{number}"), $"Application {number}", "contoso.onmicrosoft.com")
    {
        ExpiredSecrets = ["expired"],
        FederatedCredentials = [(RecordedApplication.Issuer, RecordedApplication.Subject)],
    })];

    // The recordings' server asked everybody called mfa… for a second factor.
    private static readonly Person WithSecondFactor = new(
        Guid.Parse("22222222-2222-2222-2222-222222222223"), "mfa@contoso.onmicrosoft.com", "Mfa")
    { Password = "pass", RequireMfa = true };

    private static readonly string[] ReferenceNames =
        [
            "Facility Services Subscription", "Finance Department Subscription", "Human Resources Subscription",
            "Information Technology Subscription"
        ];

    public static RecordedServer Convert(JsonObject server)
    {
        var options = new Options(server);
        var count = options.Take("tenants");
        var subscriptions = options.Take("subs");
        var guestSubscriptions = options.Take("guest_subs");
        var disabled = options.Take("disabled", highest: 1) == 1;
        var mfaTenant = options.Take("mfa_tenant");
        var tenants = Enumerable.Range(1, count).Select(number => Tenant(number) with
        {
            Subscriptions = number == 1 ? HomeSubscriptions(subscriptions, disabled) : GuestSubscriptions(number, guestSubscriptions),
            RequireMfa = mfaTenant > 0 && number == mfaTenant + 1,
        }).ToArray();
        var scenario = new Scenario
        {
            // The recordings' server answered for any identity but "missing".
            ManagedIdentities =
            [
                WebServer.System,
                new(
                    Guid.Parse("66666666-6666-6666-6666-666666666666"),
                    Guid.Parse("77777777-7777-7777-7777-777777777777"),
                    "/subscriptions/a/userAssignedIdentities/a"),
            ],
            Tenants = tenants,
            People = [Person with { GuestOf = [.. tenants.Skip(1).Select(tenant => tenant.Domain)] }, WithSecondFactor],
            AccessTokenSeconds = options.Take("expires"),
            PageSize = options.Take("page"),
            Applications = Applications,
            DeviceCodeInterval = options.Take("interval"),
        };
        options.Take("delay", highest: 0);
        var converted = new RecordedServer(scenario, PendingPolls: options.Take("polls"), Refuses: options.Take("deny", highest: 1) == 1);
        options.Finish();
        return converted;
    }

    /// <summary>Applies a step that changes the server. Returns whether all refresh tokens were revoked.</summary>
    public static bool Change(JsonObject server, JsonObject change)
    {
        var revoked = false;
        foreach (var (name, value) in change)
        {
            if (name == "revoke")
            {
                revoked = value!.GetValue<int>() == 1;
            }
            else if (server.ContainsKey(name))
            {
                server[name] = value!.DeepClone();
            }
            else
            {
                throw new HarnessException($"The converter does not know the server's option '{name}'.");
            }
        }

        return revoked;
    }

    private static Tenant Tenant(int number) => number switch
    {
        1 => new(Id(number), "Contoso", "contoso.onmicrosoft.com"),
        2 => new(Id(number), "Fabrikam", "fabrikam.onmicrosoft.com"),
        _ => new(Id(number), $"Tenant {number - 1:D3}", $"tenant{number - 1:D3}.onmicrosoft.com"),
    };

    private static Guid Id(int tenant) => Guid.Parse($"11111111-1111-1111-1111-{tenant:D12}");

    private static Guid SubscriptionId(int tenant, int number) => Guid.Parse($"99999999-9999-9999-{tenant:D4}-{number:D12}");

    private static Subscription[] HomeSubscriptions(
        int count, bool lastIsDisabled) => [.. Enumerable.Range(1, count).Select(number => new Subscription(
        SubscriptionId(1, number),
        number <= ReferenceNames.Length ? ReferenceNames[number - 1] : $"Subscription {number - 1:D5}",
        lastIsDisabled && number == count ? "Disabled" : "Enabled"))];

    private static Subscription[] GuestSubscriptions(int tenant, int count) =>
        [.. Enumerable.Range(1, count)
            .Select(number => new Subscription(SubscriptionId(tenant, number), $"{Tenant(tenant).Name} subscription {number}"))];

    private sealed class Options(JsonObject server)
    {
        private readonly HashSet<string> _left = [.. server.Select(option => option.Key)];

        public int Take(string name, int highest = int.MaxValue)
        {
            var value = _left.Remove(name) && server[name] is JsonValue given && given.TryGetValue<int>(out var number) ? number : -1;
            return value >= 0 && value <= highest
                ? value
                : throw new HarnessException(
                    $"The converter does not know the server's option '{name}' with the value {server[name]?.ToJsonString() ?? "(none)"}.");
        }

        public void Finish()
        {
            if (_left.Count > 0)
            {
                throw new HarnessException($"The converter does not know the server's option '{string.Join("', '", _left)}'.");
            }
        }
    }
}

/// <param name="PendingPolls">How often a device code is pending before it is approved.</param>
/// <param name="Refuses">The person says no.</param>
public sealed record RecordedServer(Scenario Scenario, int PendingPolls, bool Refuses);
