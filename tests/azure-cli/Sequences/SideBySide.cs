using System.Text.Json;
using System.Text.Json.Nodes;
using Azimuth.Configuration.Ini;
using Azimuth.Harness;

namespace Azimuth.AzureCli.Sequences;

/// <summary>Two machines that begin with the same folder; one has the real Azure CLI, the other one ours.</summary>
internal sealed class SideBySide : IDisposable
{
    private static readonly string[] Files =
        ["azureProfile.json", "config", "clouds.config", "msal_token_cache.json", "service_principal_entries.json"];

    private readonly Home _real;
    private readonly Home _ours;
    private readonly Az _theirAz;

    private SideBySide(string folder)
    {
        (_real, _ours) = (NewHome(folder), NewHome(folder));
        _theirAz = RealCli.Current.In(_real);
    }

    /// <summary>Runs the steps until the two differ.</summary>
    /// <returns>The number of the step that differs and how; null: they agree to the end.</returns>
    public static async Task<(int Step, string How)?> RunAsync(string folder, IReadOnlyList<string> steps)
    {
        using var machines = new SideBySide(folder);
        for (var i = 0; i < steps.Count; i++)
        {
            if (await machines.StepAsync(steps[i]) is { } how)
            {
                return (i, how);
            }
        }

        return null;
    }

    public void Dispose()
    {
        _real.Dispose();
        _ours.Dispose();
    }

    private static Home NewHome(string folder)
    {
        var home = new Home().WithFixture(folder);
        home.Variables["AZURE_CORE_COLLECT_TELEMETRY"] = "no";
        home.Variables["HTTPS_PROXY"] = "http://127.0.0.1:1"; // nothing answers, at once
        return home;
    }

    private async Task<string?> StepAsync(string line)
    {
        var real = Told(await _theirAz.RunAsync(line), _real);
        var ours = Told(await _ours.Az.RunAsync(line), _ours);
        if (KnownDifference.All.Any(one => one.Covers(line, real, ours)))
        {
            GoOnAlike();
            return null;
        }

        if (Agreement.Difference(real, ours) is { } difference)
        {
            return $"{difference}\n--- the real one\n{real.Story}\n--- ours\n{ours.Story}";
        }

        foreach (var file in Files)
        {
            var (theirs, mine) = (Content(_real, file), Content(_ours, file));
            if (theirs != mine)
            {
                return $"{file} differs\n--- the real one\n{theirs}\n--- ours\n{mine}";
            }
        }

        return null;
    }

    // What differs on purpose is not to differ ever after.
    private void GoOnAlike()
    {
        foreach (var file in Files)
        {
            var (theirs, ours) = (Path.Combine(_real.Config, file), Path.Combine(_ours.Config, file));
            File.Delete(theirs);
            if (File.Exists(ours))
            {
                File.Copy(ours, theirs);
            }
        }
    }

    private static AzResult Told(AzResult result, Home home) => new(
        "", result.ExitCode, result.Stdout.Replace(home.Root, "/root", StringComparison.Ordinal), result.Stderr.Replace(home.Root,
            "/root", StringComparison.Ordinal), "");

    // What a file means. The Azure CLI makes an empty profile and names the active cloud in passing, whatever the command.
    private static string Content(Home home, string file)
    {
        var text = home.Has(file) ? home[file] : "";
        return file.EndsWith(".json", StringComparison.Ordinal) ? Json(text) : Settings(text);
    }

    private static string Json(string text)
    {
        try
        {
            var node = JsonNode.Parse(text.Length == 0 ? "{}" : text);
            if (node is JsonObject profile)
            {
                profile.Remove("installationId");
                foreach (var name in profile.Where(field => field.Value is JsonArray { Count: 0 } or JsonObject { Count: 0 })
                    .Select(field => field.Key).ToArray())
                {
                    profile.Remove(name);
                }
            }

            return node is JsonArray { Count: 0 } ? "{}" : node?.ToJsonString() ?? "null";
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Settings(string text)
    {
        var document = IniDocument.Parse(text);
        return document.Problem is not null ? text : string.Concat(document.Sections
            .Select(section => (Name: section, Items: document.Items(section).Where(item => (section, item.Key, item.Value) != ("cloud",
                "name", "AzureCloud")).ToArray()))
            .Where(section => section.Items.Length > 0 || section.Name != "cloud")
            .OrderBy(section => section.Name != "cloud") // which comes first or last, by whether it was named in passing before
            .Select(section => $"[{section.Name}] {string.Join(", ", section.Items.Select(item => $"{item.Key}={item.Value}"))}\n"));
    }
}
