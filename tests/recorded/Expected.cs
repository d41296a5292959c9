using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Azimuth.Recorded;

/// <summary>Recorded text, in which names in braces stand for what differs from run to run.</summary>
public static partial class Expected
{
    /// <summary>Null: equal. Else a sentence that shows where they part.</summary>
    public static string? Difference(string recorded, string ours)
    {
        if (Pattern(recorded).IsMatch(ours))
        {
            return null;
        }

        var expected = recorded.Split('\n');
        var actual = ours.Split('\n');
        var line = 0;
        while (line < Math.Min(expected.Length, actual.Length) && Pattern(expected[line]).IsMatch(actual[line]))
        {
            line++;
        }

        return $"line {line + 1}\n    recorded: {Show(expected, line)}\n    ours:     {Show(actual, line)}";
    }

    /// <summary>
    /// Each recorded line must be the beginning of one of ours, in that order: ours may say more. Where nothing was said, nothing may be,
    /// but that a server is slow: the sandbox is, on a machine with much other work, and no recording can have that.
    /// </summary>
    public static string? DifferenceOfMessages(string recorded, string ours)
    {
        ours = SlowServer.Replace(ours, "");
        if (recorded.Length == 0)
        {
            return ours.Length == 0 ? null : $"recorded: nothing\n    ours:     {ours.TrimEnd()}";
        }

        var actual = ours.Split('\n');
        var at = 0;
        foreach (var line in recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var found = Array.FindIndex(actual, at, one => Beginning(line).IsMatch(one));
            if (found < 0)
            {
                return $"recorded: {line}\n    ours:     {ours.TrimEnd()}";
            }

            at = found + 1;
        }

        return null;
    }

    /// <summary>Files are equal as JSON or as text.</summary>
    public static bool SameFile(string recorded, string ours)
    {
        if (Difference(recorded, ours) is null)
        {
            return true;
        }

        return recorded.TrimStart('\uFEFF').StartsWith('{')
            && Parse(recorded) is { } expected && Parse(ours) is { } actual && JsonNode.DeepEquals(expected, actual);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text.TrimStart('\uFEFF'));
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // then they are compared as text
        }
    }

    private static string Show(string[] lines, int line) => line < lines.Length ? $"'{lines[line]}'" : "(ended)";

    private static Regex Pattern(string recorded) => new($@"\A{Escaped(recorded)}\z", RegexOptions.CultureInvariant);

    private static Regex Beginning(string recorded) => new($@"\A{Escaped(recorded)}", RegexOptions.CultureInvariant);

    private static string Escaped(string recorded) =>
        Placeholder.Replace(Regex.Escape(recorded), placeholder => placeholder.Groups[1].Value switch
        {
            "TOKEN" => @"eyJ[\w-]+\.[\w-]+\.[\w-]+",
            "TIME" => @"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z?",
            "SECONDS" => "[0-9]+",
            "GUID" => "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
            "PORT" => "[0-9]+",
            "URL" => @"https?://\S+",
            "ORIGIN" => @"https?://[\w.:-]+",
            "CODE" => "[0-9A-Z-]+",
            "TEXT" => "[^\n]*",
            _ => placeholder.Value,
        });

    [GeneratedRegex(@"^WARNING: \S+ has sent nothing for 8 seconds\. Waiting for up to \d+ seconds\.\n", RegexOptions.Multiline)]
    private static partial Regex SlowServer { get; }

    [GeneratedRegex(@"\\\{([A-Z_]+)}")]
    private static partial Regex Placeholder { get; }
}
