using System.Text.Json;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Output.Text;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Tests.Output;

public sealed class OutputTests
{
    private static readonly JsonElement Person = Printing.Json(
        """{"name": "Zürich – 東京 ☁ 😀", "quote": "\"\\\u0001\b\f\n\r\t/<>&'+\u007f"}""");

    private static readonly JsonElement Unsorted = Printing.Json("""{"b": 1, "a": 2}""");

    [Theory]
    [InlineData(null)]
    [InlineData("@")]
    public void Strings_are_escaped_as_Python_escapes_them(string? query) =>
        Printing.Print(Person, "json", query).ShouldBe(
            "{\n  \"name\": \"Zürich – 東京 ☁ 😀\",\n  \"quote\": \"\\\"\\\\\\u0001\\b\\f\\n\\r\\t/<>&'+\u007f\"\n}\n");

    [Fact]
    public void The_result_of_a_command_goes_to_stdout_in_one_piece_and_nothing_else_is_asked()
    {
        var pieces = new PieceCounter();
        var terminal = new Cli.Terminal.Terminal { Out = pieces, Error = TextWriter.Null, In = TextReader.Null };
        var output = new Cli.Output.Output(
            terminal, new GlobalOptions { Output = "json" }, () => throw new InvalidOperationException("The configuration was read."));

        output.Write(json => Unsorted.WriteTo(json));

        pieces.Count.ShouldBe(1);
        pieces.Text.ShouldBe("{\n  \"b\": 1,\n  \"a\": 2\n}\n"); // no document in between, which would sort
    }

    [Theory]
    [InlineData(null, "table", "table")]
    [InlineData("tsv", "table", "tsv")]
    [InlineData("TSV", null, "tsv")]
    [InlineData(null, null, "json")]
    [InlineData(null, "YAML", "yaml")]
    public void The_option_counts_before_the_configuration_and_json_is_the_default(string? option, string? configured, string format)
    {
        var terminal = new TestTerminal();

        new Cli.Output.Output(terminal.Terminal, new GlobalOptions { Output = option }, () => configured).Write(
            json => Person.WriteTo(json));

        terminal.Out.ShouldBe(Printing.Print(Person, format));
        terminal.Error.ShouldBeEmpty();
    }

    [Fact]
    public void A_configured_format_that_does_not_exist_is_named_and_json_printed()
    {
        var terminal = new TestTerminal();

        new Cli.Output.Output(terminal.Terminal, new GlobalOptions(), () => "xml").Write(json => Person.WriteTo(json));

        terminal.Out.ShouldBe(Printing.Print(Person, "json"));
        terminal.Error.ShouldBe(
            "WARNING: 'xml' is not an output format, so json is used. Allowed values: json, jsonc, yaml, yamlc, table, tsv, none.\n");
    }

    [Fact]
    public void Null_prints_nothing_in_any_format()
    {
        foreach (var format in OutputFormats.Names)
        {
            Printing.Print(json => json.WriteNullValue(), format).ShouldBeEmpty(format);
        }
    }

    [Fact]
    public void A_query_that_is_none_is_refused_before_the_command_does_anything_and_says_where()
    {
        var error = Should.Throw<UserError>(
            () => new Cli.Output.Output(new TestTerminal().Terminal, new GlobalOptions { Query = "it's[" }, () => null));

        error.Message.ShouldBe("argument --query: invalid jmespath_type value: \"it's[\"");
        error.Remedy.ShouldBe("Bad jmespath expression: Unclosed ' delimiter");
        error.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_shape_names_and_orders_the_columns_unless_a_query_was_asked()
    {
        var rows = Printing.Json("""[{"id": "1", "user": {"name": "ada"}, "gone": null}, {"id": "2", "other": 1}]""");
        var shape = new TableShape([("Who", "user.name"), ("Key", "id"), ("Gone", "gone"), ("User", "user")]);

        Printing.Print(rows, "table", shape: shape).ShouldBe("Who    Key\n-----  -----\nada    1\n       2\n");
        Printing.Print(rows, "table", "[].{x: other}", shape).ShouldBe("X\n---\n\n1\n");
    }

    [Fact]
    public void A_query_sees_the_keys_in_the_order_in_which_the_Azure_CLI_holds_them()
    {
        var terminal = new TestTerminal();
        var output = new Cli.Output.Output(
            terminal.Terminal, new GlobalOptions { Query = "[keys([0]), keys([0].user), values([0])[0]]" }, () => null);

        output.Write(
            json => Printing.Json("""[{"a": 1, "id": "x", "name": "n", "user": {"name": "ada", "other": 1, "type": "user"}}]""")
                .WriteTo(json),
            held: new KeyOrder("name", "id", "user", "type"));

        JsonElement.DeepEquals(
            Printing.Json(terminal.Out), Printing.Json("""[["name", "id", "user", "a"], ["name", "type", "other"], "n"]"""))
            .ShouldBeTrue(terminal.Out);
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("東京", 4)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("👩\u200d🚀", 2)]
    [InlineData("❤\ufe0f", 2)]
    [InlineData("ｱ", 1)]
    [InlineData("Ａ", 2)]
    [InlineData("\u001b[31m", -1)]
    [InlineData("", 0)]
    public void Width_is_what_a_terminal_draws(string text, int columns) => TextWidth.Measure(text).ShouldBe(columns);

    private sealed class PieceCounter : MemoryStream
    {
        public int Count { get; private set; }

        public string Text => System.Text.Encoding.UTF8.GetString(ToArray());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count++;
            base.Write(buffer);
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonc")]
    public void A_query_that_multiplies_its_result_ends_with_a_sentence(string format)
    {
        var twiceAndAgain = string.Join(" | ", Enumerable.Repeat("[@, @]", 40));

        Should.Throw<UserError>(() => Printing.Print(Printing.Json("\"a\""), format, twiceAndAgain))
            .Message.ShouldContain("larger than 32 MiB");
    }
}
