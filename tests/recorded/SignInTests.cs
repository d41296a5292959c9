using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.Recorded;

/// <summary>Cases with a server: the same sign-in, against a sandbox that holds what the recording's server held.</summary>
public sealed class SignInTests
{
    public static IEnumerable<TheoryDataRow<string>> Cases => Recording.WithServerNames.Select(OfflineTests.RecordedCase);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_recorded_sign_in_ends_as_the_Azure_CLI_ended_it(string name)
    {
        var recording = Recording.Find(name);
        var server = recording.Server.DeepClone().AsObject();
        await using var azure = await Sandbox.StartAsync(ServerToScenario.Convert(server).Scenario);
        using var home = new RecordedHome(recording, azure);
        using var application = new RecordedApplication();
        foreach (var (file, text) in recording.Put.Where(put => put.Value != "@browser"))
        {
            await File.WriteAllTextAsync(Path.Combine(home.Config, file), application.Text(text), TestContext.Current.CancellationToken);
        }

        await azure.Control.PostAsync(
            "reset",
            new()
            {
                ["scenario"] = JsonNode.Parse(application.Registered(ServerToScenario.Convert(server).Scenario, recording, home).ToJson())
            });
        var comparison = new Comparison(name);

        for (var i = 0; i < recording.Steps.Count; i++)
        {
            var step = recording.Steps[i];
            if (step.Server is { } change)
            {
                await ChangeAsync(azure, server, change);
                continue;
            }

            var person = new RecordedPerson(home, azure, ServerToScenario.Convert(server));
            var ours = step.Typed is null ? await person.RunAsync(step) : await person.TypeAsync(step);

            comparison.Ran(ours);
            CheckStep(comparison, i, step, ours, home);
            if (step.Crashed && step.Exit != ours.ExitCode)
            {
                comparison.Conclude(); // ours did what was wanted: what follows in the recording follows from the crash
                return;
            }
        }

        CheckFiles(comparison, recording, home);
        CheckRequests(comparison, recording, await azure.Journal.ReadAsync());
        comparison.Conclude();
    }

    private static async Task ChangeAsync(Sandbox azure, JsonObject server, JsonObject change)
    {
        if (ServerToScenario.Change(server, change))
        {
            await azure.Control.RevokeAsync(ServerToScenario.Person);
        }
        else
        {
            await azure.Control.PostAsync(
                "reset", new() { ["scenario"] = JsonNode.Parse(ServerToScenario.Convert(server).Scenario.ToJson()) });
        }
    }

    private static void CheckStep(Comparison comparison, int i, RecordedStep step, AzResult ours, RecordedHome home)
    {
        if (step.Crashed)
        {
            comparison.Check(
                "exit",
                i,
                ours.ExitCode is 0 or 1 && !ours.Stderr.Contains("\n   at ", StringComparison.Ordinal) ? null : $"ours {ours.ExitCode}");
            return;
        }

        comparison.Check("exit", i, step.Exit == ours.ExitCode ? null : $"recorded {step.Exit}, ours {ours.ExitCode}");
        if (step.Typed is not null)
        {
            // The width is that of no terminal: addresses and codes are of other lengths here, and would break lines elsewhere.
            var seen = Translation.Screen(home.Localize(step.Seen));
            comparison.Check("seen", i, Expected.Difference(ScreenOf(seen), ScreenOf(ours.Stdout)));
            comparison.Check(
                "seen",
                i,
                Colors.In(seen)
                    .Select(
                        piece => Colors.In(ours.Stdout).All(one => Expected.Difference(piece, one) is not null)
                            ? $"no such color: {piece}"
                            : null)
                    .FirstOrDefault(missing => missing is not null));
            return;
        }

        comparison.Check("stdout", i, Expected.Difference(Translation.Text(home.Localize(step.Stdout)), ours.Stdout));
        comparison.Check("stderr", i, Expected.DifferenceOfMessages(Translation.Text(home.LocalizeMessages(step.Stderr)), ours.Stderr));
    }

    private static string ScreenOf(string output) => Screen.Of(output.Replace("\n", "\r\n"), columns: 2000, rows: 2000).Text;

    private static void CheckFiles(Comparison comparison, Recording recording, RecordedHome home)
    {
        var last = recording.Steps.Count - 1;
        if (recording.Steps.Any(step => step.Crashed))
        {
            return; // what a crash left behind is no model
        }

        var files = home.Files;
        foreach (var (file, text) in recording.FilesAfter)
        {
            var ours = files.GetValueOrDefault(file);
            comparison.Check("files", last, file switch
            {
                "azureProfile.json" when !text!.Contains("subscriptions", StringComparison.Ordinal) =>
                    ours is null || Profile(ours) is "[]" ? null : $"{file}: none is expected; ours: {ours}",
                "azureProfile.json" =>
                    Profile(Translation.Text(text!)) == Profile(ours)
                        ? null
                        : $"{file}\n    recorded: {Translation.Text(text!)}\n    ours:     {ours}",
                "service_principal_entries.json" =>
                    ours is null
                        ? $"{file}: none"
                        : Expected.Difference(Sorted(JsonNode.Parse(home.Localize(text!)))!, Sorted(JsonNode.Parse(ours))!),
                _ => IniDifference(file, Translation.Text(text!), ours ?? ""),
            });
        }
    }

    // Without installationId, which is the Azure CLI's own; keys in any order.
    private static string? Profile(string? text) =>
        text is null ? null : Sorted(JsonNode.Parse(text.TrimStart('\uFEFF'))!["subscriptions"]) ?? "[]";

    private static string? Sorted(JsonNode? node) => node switch
    {
        JsonObject one =>
            "{"
                + string.Join(
                    ',', one.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{Sorted(field.Value)}"))
                + "}",
        JsonArray all => "[" + string.Join(',', all.Select(Sorted)) + "]",
        _ => node?.ToJsonString(),
    };

    // Our files hold the sandbox's endpoints too; what the Azure CLI wrote must be in them.
    private static string? IniDifference(string file, string recorded, string ours)
    {
        var expected = recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim());
        var actual = ours.Split('\n').Select(line => line.Trim()).ToHashSet();
        var missing = expected.Where(line => !actual.Contains(line)).ToArray();
        return missing.Length == 0 ? null : $"{file} lacks: {string.Join(" | ", missing)}\n    ours:     {ours.ReplaceLineEndings(" | ")}";
    }

    // Ours asks at most as often as the Azure CLI did. Polls of a device code are a matter of time.
    private static void CheckRequests(Comparison comparison, Recording recording, IReadOnlyList<JournalEntry> journal)
    {
        var last = recording.Steps.Count - 1;
        Compare("token:refresh_token", journal.Count(entry => entry.Kind == "token" && entry.Field("grant_type") == "refresh_token"));
        Compare("GET /tenants", journal.Count(entry => entry.Kind == "tenants"));
        Compare("GET /metadata/identity/oauth2/token", journal.Count(entry => entry.Path == "/metadata/identity/oauth2/token"));
        Compare("GET /msi/token", journal.Count(entry => entry.Path == "/managed-identity/app-service/token"));
        Compare("GET /subscriptions", journal.Count(entry => entry.Kind == "subscriptions"));

        void Compare(string what, int ours)
        {
            var recorded = recording.Requests.GetValueOrDefault(what);
            comparison.Check("requests", last, ours <= recorded ? null : $"{what}: recorded {recorded}, ours {ours}");
        }
    }
}
