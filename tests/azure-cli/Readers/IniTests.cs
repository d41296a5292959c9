using System.Text.Json.Nodes;
using Azimuth.Configuration.Ini;

namespace Azimuth.AzureCli.Readers;

/// <summary>INI files as knack's configparser reads and changes them.</summary>
public sealed class IniTests
{
    private static readonly string[] Lines =
    [
        "[core]", "[core]", "[defaults]", "[ two words ]", "[a]b]", "[]", "[DEFAULT]", "[x", "name = value", "name=value", "Name : other",
        "a:b=c", "a=b:c", "key with blanks = v", "novalue", "= x", ": y", "k =", "k2 = %%", "k3 = 100%", "k4 = %(name)s", "k5 = %(none)s",
        "  more", "\tmore", "   [not a section]", "  deep = er", "  name = x", "\tk = y", "    deeper=1", "# comment", "; comment",
            "  # indented", "v = a ; no comment",
        "v2 = a # no comment", "ü = é", "", "", "\r", "\r\n", " ", "\t", "\u00a0", "\u0085", "\u2028", "\f",
    ];

    [Fact]
    public Task Sections_and_options_are_those_that_Python_finds_and_what_we_write_Python_reads() =>
        Judge.HoldAsync("ini", Case, Difference);

    private static JsonObject Case(Random random)
    {
        var text = random.Next(4) == 0 ? "" : "[core]\n";
        for (var left = random.Next(9); left > 0; left--)
        {
            text += Judge.Some(random, random.Next(5) == 0 ? 2 : 1, Lines) + "\n";
        }

        var change = new JsonArray(
            Judge.Some(random, 1, "core", "defaults", "new", " two words ", "a", "DEFAULT"),
            Judge.Some(random, 1, "name", "Name", "fresh", "k", "a", "ü", "key with blanks"),
            Judge.Some(random, 2, "v", " ", "", "%", "%%", "%(name)s", "a=b", "#x", ";", "[y]", "\n", "two\nlines", "é", "\t"));
        var one = new JsonObject { ["text"] = text, ["set"] = change };
        one["ours"] = After(one);
        return one;
    }

    private static string? After(JsonObject one)
    {
        try
        {
            var document = IniDocument.Parse(one["text"]!.ToString());
            return document.Problem is null ? document.With(Set(one, 0), Set(one, 1), Set(one, 2)) : null;
        }
        catch (UserError)
        {
            return null;
        }
    }

    private static string? Difference(JsonNode one, JsonNode? python)
    {
        var document = IniDocument.Parse(one["text"]!.ToString());
        if (document.Problem is not null || python!["error"] is not null)
        {
            return (document.Problem is null) == (python!["error"] is null) ? null : document.Problem ?? "read";
        }

        var sections = new JsonArray([.. document.Sections.Select(section => new JsonArray(section,
            new JsonArray([.. document.Items(section).Select(item => new JsonArray(item.Key, item.Value))])))]);
        if (!JsonNode.DeepEquals(sections, python["sections"]))
        {
            return sections.ToJsonString();
        }

        // What Python refuses to write, or writes so that it does not come back, is ours to refuse.
        var ours = one["ours"]?.ToString();
        if (ours is null || python["refused"] is not null)
        {
            return null;
        }

        return JsonNode.DeepEquals(python["sectionsOfOurs"], python["sectionsAfter"]) ? null : $"written: {ours}";
    }

    private static string Set(JsonNode one, int part) => one["set"]![part]!.ToString();
}
