using System.Globalization;
using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;

namespace Azimuth.AzureCli.Readers;

/// <summary>Python's answers to generated cases, beside ours.</summary>
internal static class Judge
{
    private const int Shown = 5;

    /// <summary>How many cases of each kind: <c>AZURE_CLI_JUDGE_CASES</c>, else ten thousand.</summary>
    public static int Count => Number("AZURE_CLI_JUDGE_CASES", 10_000);

    /// <summary>What the cases are made from: <c>AZURE_CLI_JUDGE_SEED</c>, else always the same.</summary>
    public static int Seed => Number("AZURE_CLI_JUDGE_SEED", 20_261_129);

    /// <summary>Asks Python about each case, and fails with the shortest ones about which we differ.</summary>
    /// <param name="kind">A kind of <c>readers.py</c>.</param>
    /// <param name="make">Makes a case, as Python is given it.</param>
    /// <param name="difference">Holds Python's answer to a case against ours; null: they agree.</param>
    public static async Task HoldAsync(string kind, Func<Random, JsonNode> make, Func<JsonNode, JsonNode?, string?> difference)
    {
        var random = new Random(Seed);
        var cases = new JsonArray();
        for (var i = 0; i < Count; i++)
        {
            cases.Add(make(random));
        }

        var answers = await AskAsync(kind, cases);
        var found = Enumerable.Range(0, Count)
            .Select(i => (Case: cases[i]!, Answer: answers[i], Difference: difference(cases[i]!, answers[i])))
            .Where(one => one.Difference is not null)
            .OrderBy(one => one.Case.ToJsonString().Length)
            .ToArray();
        if (found.Length > 0)
        {
            Assert.Fail($"{found.Length} of {Count} differ (seed {Seed}).\n" + string.Join("\n\n", found.Take(Shown).Select(one =>
                $"case:   {one.Case.ToJsonString()}\nPython: {one.Answer?.ToJsonString() ?? "null"}\nours:   {one.Difference}")));
        }
    }

    /// <summary>Between one and <paramref name="most"/> parts, beside each other.</summary>
    public static string Some(Random random, int most, params ReadOnlySpan<string> parts)
    {
        var text = "";
        for (var left = 1 + random.Next(most); left > 0; left--)
        {
            text += parts[random.Next(parts.Length)];
        }

        return text;
    }

    /// <summary>Texts as JSON has them.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>The texts of a JSON list.</summary>
    public static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(text => text!.ToString())];

    private static async Task<JsonArray> AskAsync(string kind, JsonArray cases)
    {
        var folder = Places.NewFolder();
        try
        {
            var file = Path.Combine(folder, kind);
            await File.WriteAllTextAsync(file, cases.ToJsonString());
            await using var python = RealCli.Current.StartPython("readers.py", kind, file);
            python.CloseInput();
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            await python.WaitAsync(late.Token);
            return python.ExitCode == 0
                ? JsonNode.Parse(await File.ReadAllTextAsync(file + ".answers"))!.AsArray()
                : throw new HarnessException($"Python could not answer.\n{python.Stderr}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;
}
