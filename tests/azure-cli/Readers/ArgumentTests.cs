using System.Text.Json.Nodes;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.AzureCli.Readers;

/// <summary>Command lines of generated commands, read by ours and by argparse.</summary>
public sealed class ArgumentTests
{
    // As our commands are: at most one positional. Names that begin alike, short ones, and those of one letter that bundle.
    private static readonly string[][] Names =
    [
        ["--name", "-n"], ["--namespace"], ["--subscription", "-s"], ["--sub"], ["--tenant", "-t"], ["--verbose", "-v"], ["--very"],
        ["--output", "-o"], ["-x"], ["--y"], ["--a-b"], ["--a-b-c"], ["-q", "--query"], ["--1"],
    ];

    [Fact]
    public Task Words_mean_what_they_mean_to_argparse() =>
        Judge.HoldAsync("arguments", Case, (words, python) => Difference(Ours(words), python!));

    private static JsonObject Case(Random random)
    {
        var options = Names.OrderBy(_ => random.Next()).Take(random.Next(7)).ToArray();
        var positionals = Enumerable.Range(0, random.Next(2))
            .Select(number => new JsonArray($"<P{number}>", Judge.Some(random, 1, "One", "Optional", "Any", "OneOrMore")));
        return new()
        {
            ["options"] = new JsonArray([.. options.Select(names => new JsonArray(Judge.Texts(names), Taking(random)))]),
            ["positionals"] = new JsonArray([.. positionals]),
            ["words"] = Judge.Texts(Enumerable.Range(0, random.Next(8)).Select(_ => Word(random, options)).ToArray()),
        };
    }

    private static string Taking(Random random) =>
        Judge.Some(random, 1, "Nothing", "Nothing", "One", "One", "Optional", "Any", "OneOrMore");

    private static string Word(Random random, string[][] options)
    {
        if (options.Length == 0 || random.Next(3) == 0)
        {
            return Judge.Some(random, 1, "a", "b c", "", "-", "--", "-1", "-1.5", "-.5", "-a b", "--no such", "x=y", "--unknown", "-z",
                "-zx", "--=", "-=", "@x", "'q'", "-n", "-1x", "---", "é", "-é", "--help", "-h", "-vh");
        }

        var names = options[random.Next(options.Length)];
        var name = names[random.Next(names.Length)];
        return random.Next(7) switch
        {
            0 => name + "=" + Judge.Some(random, 2, "v", "", "=", "-", " "),
            1 when name.Length > 3 => name[..random.Next(2, name.Length)] + Judge.Some(random, 1, "", "", "=v", "="),
            2 => name + Judge.Some(random, 2, "v", "x", "o", "=", "q", "n", "-"),
            _ => name,
        };
    }

    private static JsonObject Ours(JsonNode one)
    {
        OptionSpec[] options = [.. one["options"]!.AsArray().Select(
            each => new ListOption(Judge.Texts(each![0])) { Arity = Takes(each), Kind = ValueKind.Text })];
        PositionalSpec[] positionals =
            [.. one["positionals"]!.AsArray().Select(each => new PositionalSpec(each![0]!.ToString(), Takes(each)))];
        try
        {
            var reading = new ArgumentReader("az x", options, positionals, _ => null).Read(Judge.Texts(one["words"]));
            if (reading.Help)
            {
                return new JsonObject { ["help"] = true };
            }

            var values = new JsonObject();
            for (var i = 0; i < options.Length; i++)
            {
                Add(values, $"o{i}", reading.Options.GetValueOrDefault(options[i]));
            }

            for (var i = 0; i < positionals.Length; i++)
            {
                Add(values, $"p{i}", reading.Positionals.GetValueOrDefault(positionals[i]) is { Count: > 0 } some ? some : null);
            }

            return new JsonObject { ["values"] = values, ["extras"] = Judge.Texts(reading.Extras) };
        }
        catch (UserError error)
        {
            return new JsonObject { ["error"] = error.Message };
        }
    }

    private static Arity Takes(JsonNode each) => Enum.Parse<Arity>(each[1]!.ToString());

    private static void Add(JsonObject values, string name, IReadOnlyList<string>? words)
    {
        if (words is not null)
        {
            values[name] = Judge.Texts(words);
        }
    }

    private static string? Difference(JsonNode ours, JsonNode python) => JsonNode.DeepEquals(ours, python) ? null : ours.ToJsonString();
}
