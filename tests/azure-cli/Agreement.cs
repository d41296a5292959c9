using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.AzureCli;

/// <summary>
/// One run of the real Azure CLI against ours: exit code, stdout byte for byte, and each line of the real one's messages.
/// </summary>
internal static partial class Agreement
{
    /// <exception cref="HarnessException">They differ; both stories are told. With another version than the followed one bytes are only
    /// reported.</exception>
    public static void Check(AzResult real, AzResult ours)
    {
        if (Difference(real, ours) is not { } difference)
        {
            return;
        }

        if (RealCli.IsFollowed || difference.StartsWith("exit", StringComparison.Ordinal) || Shape(real.Stdout) != Shape(ours.Stdout))
        {
            throw new HarnessException($"{difference}\n--- the real one\n{real.Story}\n--- ours\n{ours.Story}");
        }

        RealCli.Report($"{difference}\n{real.Story}");
    }

    /// <summary>Null: they agree. Else what differs first.</summary>
    public static string? Difference(AzResult real, AzResult ours)
    {
        if (real.ExitCode != ours.ExitCode)
        {
            return $"exit code: {real.ExitCode} of the real one, {ours.ExitCode} of ours";
        }

        if (Still(real.Stdout) != Still(ours.Stdout))
        {
            return "stdout differs";
        }

        // Ours may say more, and may end a sentence of the real one by saying what helps.
        var missing = Messages(real.Stderr).FirstOrDefault(
            line => !Messages(ours.Stderr).Any(one => one.StartsWith(line, StringComparison.Ordinal)));
        return missing is null ? null : $"stderr lacks: {missing}";
    }

    /// <summary>What a run may say otherwise each time: IDs and times of a refusal.</summary>
    private static string Still(string text) => Passing.Replace(text, "$1 …");

    private static IEnumerable<string> Messages(string stderr) => Still(stderr).Split('\n')
        .Where(line => line.StartsWith("ERROR: ", StringComparison.Ordinal) || line.StartsWith("WARNING: ", StringComparison.Ordinal))
        .Where(line => !IsOfItself(line));

    /// <summary>What the Azure CLI says of its own state; docs/compatibility.md has the row.</summary>
    private static bool IsOfItself(string line) =>
        line.StartsWith("WARNING: Command group 'config' is experimental", StringComparison.Ordinal)
        || line.StartsWith("ERROR: The azure stack profile ", StringComparison.Ordinal)
        || line.StartsWith("ERROR: Error loading command module ", StringComparison.Ordinal); // Debian's SDK is another one than it wants

    // Keys and kinds, without values.
    private static string Shape(string stdout)
    {
        try
        {
            return Shape(JsonNode.Parse(stdout));
        }
        catch (JsonException)
        {
            return "text";
        }
    }

    private static string Shape(KeyValuePair<string, JsonNode?> field) => $"{field.Key}:{Shape(field.Value)}";

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject one => $"{{{string.Join(',', one.OrderBy(field => field.Key, StringComparer.Ordinal).Select(Shape))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Shape).Distinct())}]",
        null => "null",
        _ => node.GetValueKind().ToString(),
    };

    [GeneratedRegex(@"(Trace ID:|Correlation ID:|Timestamp:) [0-9a-f-]+( [0-9:]+Z)?")]
    private static partial Regex Passing { get; }
}
