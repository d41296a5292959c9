using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azimuth.Cli.Commands.Account;
using Azimuth.Cli.Output.Yaml;
using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;
using Azimuth.Rest;

namespace Azimuth.AzureCli.Readers;

/// <summary>What we read and write as Python does, held against Python.</summary>
public sealed partial class ReaderTests
{
    [Fact]
    public Task A_Python_literal_becomes_the_JSON_that_Python_makes_of_it() => Judge.HoldAsync(
        "literals",
        random => Literal(random, 0),
        (literal, python) => Same(python?.ToString(), PythonLiteral.ToJson(literal.ToString())));

    [Fact]
    public Task YAML_is_PyYAMLs_to_the_byte() => Judge.HoldAsync(
        "yaml",
        random => JsonValue.Create(Value(random, 0)?.ToJsonString() ?? "null"),
        (json, python) =>
        {
            using var document = JsonDocument.Parse(json.ToString());
            var sheet = new StyledText();
            YamlEmitter.Emit(JmesValue.From(document.RootElement), sheet);
            return Same(python!.ToString(), sheet.ToString());
        });

    [Fact]
    public async Task Local_times_are_the_C_librarys_in_every_zone()
    {
        // The zones of the Azure CLI's system, which both see, by their paths.
        var zones = Directory
            .EnumerateFiles(Path.Combine(RealCli.Current.Root, "usr", "share", "zoneinfo"), "*", SearchOption.AllDirectories)
            .Select(path => path[RealCli.Current.Root.Length..])
            .Where(path => File.ReadAllBytes(RealCli.Current.Root + path) is [(byte)'T', (byte)'Z', (byte)'i', (byte)'f', ..])
            .Order(StringComparer.Ordinal)
            .ToArray();
        string[] rules = ["UTC", "", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT", "<+0330>-3:30", "XYZ-25", "A1B", "No/Such_Zone",
            "NZST-12NZDT,M9.5.0,M4.1.0/3", "PST8PDT,J60/0,J300/25"];

        // Nothing else in this process asks the C library for local times.
        await Judge.HoldAsync(
            "times",
            random => new JsonObject
            {
                ["zone"] = random.Next(3) > 0 && zones.Length > 0 ? zones[random.Next(zones.Length)] : rules[random.Next(rules.Length)],
                ["seconds"] = random.NextInt64(0, 4_102_444_800),
            },
            (time, python) =>
            {
                var zone = time["zone"]!.ToString();
                _ = SetVariable("TZ", zone.StartsWith('/') ? RealCli.Current.Root + zone : zone, 1);
                ReadZone();
                return Same(python!.ToString(), LocalTime.Format(DateTimeOffset.FromUnixTimeSeconds(time["seconds"]!.GetValue<long>())));
            });
    }

    private static string? Same(string? python, string? ours) => python == ours ? null : ours ?? "(null)";

    private static JsonValue Literal(Random random, int depth)
    {
        var text = LiteralText(random, depth);
        // Some of them are spoiled.
        if (random.Next(4) == 0)
        {
            var at = random.Next(text.Length + 1);
            var put = Judge.Some(random, 1, "'", "\"", "{", "]", ",", ":", " ", "\\", "\n", "#", "0", "e", "_", "u", "\t", "", "", "");
            text = text[..at] + put + text[Math.Min(text.Length, at + (put.Length == 0 ? 1 : 0))..];
        }

        return JsonValue.Create(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))); // half an emoji reaches nobody
    }

    private static string LiteralText(Random random, int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        0 => Judge.Some(random, 1, "None", "True", "False", "true", "null", "...", "none", "set()"),
        1 => Judge.Some(random, 1, "0", "1", "-1", "+2", "--3", "007", "0x1F", "0o17", "0b101", "1_000", "1__0",
            "12345678901234567890123", "1234567890123456", "1", "- 5", "-0")
            + Judge.Some(random, 1, "", "", "", ".", ".5", "e5", "e14", "e15", "e16", "E-3", "e-5", "e999", "j", "L", "_", ".0", ".e1"),
        2 or 3 or 4 => Quoted(random),
        5 => $"[{Items(random, depth)}]",
        6 => $"({Items(random, depth)})",
        _ => $"{{{Entries(random, depth)}}}",
    };

    private static string Quoted(Random random)
    {
        var quote = Judge.Some(random, 1, "'", "\"", "'''", "\"\"\"");
        var prefix = Judge.Some(random, 1, "", "", "", "", "r", "u", "b", "R", "U", "rb", "f", "ur");
        var text = Judge.Some(random, 6, "a", "B", " ", "\\n", "\\t", "\\\\", "\\'", "\\\"", "\\x41", "\\u00e9", "\\U0001F600", "\\0",
            "\\101", "\\777", "\\q", "é", "😀", "{", "#", "'", "\"", "\\\n", "\n", "%", "\\ud83d", "\u007f", "\u2028");
        return prefix + quote + text + quote + (random.Next(6) == 0 ? " " + (random.Next(2) == 0 ? "'more'" : "\"more\"") : "");
    }

    private static string Items(Random random, int depth) => Listed(random, () => LiteralText(random, depth + 1));

    private static string Entries(Random random, int depth) => Listed(random, () =>
        (random.Next(3) == 0 ? LiteralText(random, depth + 2) : Quoted(random))
            + Judge.Some(random, 1, ":", ": ", " : ") + LiteralText(random, depth + 1));

    private static string Listed(Random random, Func<string> item) =>
        string.Join(Judge.Some(random, 1, ",", ", ", " ,", ",\n", ", # why\n"), Enumerable.Range(0, random.Next(4)).Select(_ => item()))
            + Judge.Some(random, 1, "", "", "", ",", " ");

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        0 => JsonNode.Parse(Judge.Some(
            random, 1, "true", "false", "null", "0", "-1", "1.5", "1e20", "-0.0", "1e-7", "123456789012345678901", "1E400", "0.1")),
        1 or 2 or 3 or 4 => YamlText(random),
        5 or 6 => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(_ => YamlText(random)).Distinct()
            .Select(name => KeyValuePair.Create(name, Value(random, depth + 1)))),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
    };

    private static string YamlText(Random random) => random.Next(3) switch
    {
        0 => Judge.Some(random, 1, "", "yes", "No", "null", "~", "1", "0x1F", "1_000", "1:30", "2026-11-29", "2026-11-29 10:00:00",
            ".5", "1e3", "+.inf", "=", "<<", "-", "?", "on", "y", "0o7", "010", "1.", "---", "...", "!x", "&a", "*b", "@c", "`d", "%e",
            "|", ">", "true "),
        1 => Judge.Some(random, 6, "a", "B", " ", "  ", "\n", "\t", ":", ": ", " #", "#", "-", "- ", ",", "[", "}", "'", "\"", "\\",
            "é", "語", "😀", "\u0085", "\u00a0", "\u2028", "\u007f", "\0", "\u001b", "\r", "\ufeff", "?", "!", "&", "%", "@", "=", "1"),
        _ => Judge.Some(random, 40, "word ", "two words ", "longer-than-that ", " ", "x", ": ", "\n", "'", "\"", "é ", "\n\n",
            "/subscriptions/99999999-9999-9999-9999-000000000001 ", "語語語語 ", "\t"),
    };

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "tzset")]
    private static partial void ReadZone();
}
