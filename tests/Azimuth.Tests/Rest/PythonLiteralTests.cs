using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azimuth.Rest;

namespace Azimuth.Tests.Rest;

public sealed class PythonLiteralTests : IDisposable
{
    // For each line, a JSON string: what json.dumps makes of what ast.literal_eval makes of it, as JSON; null where either refuses.
    private const string Script = """
        import ast, json, sys, warnings
        warnings.simplefilter('ignore')
        for line in open(sys.argv[1], encoding='utf-8'):
            try:
                print(json.dumps(json.dumps(ast.literal_eval(json.loads(line)))))
            except Exception:
                print('null')
        """;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "(", ")", ",", ":", "'", "\"", "'''", "\\", "\n", " ", "\t", "#", "a", "'a'", "\"b\"", "'c': ", "1",
        "0", "-", "+", ".", "_", "e", "x", "0x1f", "1.5", "1e3",
        "None", "True", "False", "\\n", "\\x41", "\\u00fc", "\\777", "\\N{BULLET}", "\\q", "r'\\'", "u'u'", "b'b'", "f'f'", "ü",
        "\U0001F600", "...", "j", "\\\n", "\r\n", "\f", "'''l\nm'''", "1_0", "00",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{'location': 'westeurope'}", """{"location": "westeurope"}""")]
    [InlineData(
        "{'a': True, 'b': None, 'c': [1, -2.5, (3,)], 'd': {'e': \"it's\"}}",
        """{"a": true, "b": null, "c": [1, -2.5, [3]], "d": {"e": "it's"}}""")]
    [InlineData("{\"a\": 1,}", """{"a": 1}""")]
    [InlineData("{'a':\n  1,  # one\n}\n", """{"a": 1}""")]
    [InlineData("'Zürich'", "\"Z\\u00fcrich\"")]
    [InlineData("{1: 2, True: 3, None: 4}", """{"1": 3, "null": 4}""")]
    [InlineData("1_000", "1000")]
    [InlineData("0x1F, 'a' 'b'", "[31, \"ab\"]")]
    [InlineData("hello", null)]
    [InlineData("{location: westeurope}", null)]
    [InlineData("{'a': true}", null)]
    [InlineData("{'a'}", null)]
    [InlineData("b'a'", null)]
    [InlineData("1 + 2", null)]
    [InlineData("__import__('os').system('id')", null)]
    [InlineData("a=1", null)]
    [InlineData("", null)]
    public void What_Python_reads_becomes_JSON(string text, string? expected) => PythonLiteral.ToJson(text).ShouldBe(expected);

    [Fact]
    public void Brackets_without_end_are_refused_and_take_no_stack()
    {
        PythonLiteral.ToJson($"{new string('[', 200)}{new string(']', 200)}").ShouldNotBeNull();
        PythonLiteral.ToJson($"{new string('[', 201)}{new string(']', 201)}").ShouldBeNull();
        PythonLiteral.ToJson(new string('[', 1_000_000)).ShouldBeNull();
        PythonLiteral.ToJson(new string('-', 1_000_000)).ShouldBeNull();
        PythonLiteral.ToJson(new string('9', 5000)).ShouldBeNull();
    }

    [Fact]
    public async Task It_is_read_as_Python_reads_it()
    {
        var random = new Random(11);
        var texts = Enumerable.Range(0, 60_000)
            .Select(number => number % 2 == 0 ? Anything(random) : Literal(random, 3))
            .Concat(
                [
                    "[1\f,2]", "\\\n{}", "{}\n\n# x\n", "\n{}", "\n {}", "# c\n{}", " \t{}", "1\\\n", "- 1", "--1",
                    "-(1)", "-(-1)", "(-1)", "-True", "0_0", "01", "1__0", "1_", "1_.0", "1e_1", "0x_f", "0x", "0xg",
                    "1.e3", ".5", ".", "1e400", "-1e400", "-0", "-0.0", "{-0.0: 1, 0: 2, False: 3}", "{1.5: 1}",
                    "{1e400: 1}", "{(1,): 2}", "{[]: 1}", "'\\u12'", "'\\U00110000'", "'\\ud800'", "'a\\\r\nb'",
                    "'''a\r\nb'''", "''''", "''''''", "'a", "(,)", "{,}", "[,]", "1,", ",", "()", "(1)", "((1),)",
                    "'a' 'b' u'c'", "'a' b'c'", "ur'a'", "Ur'a'", "R'a\\'b'", "True1", "Trueü", "None,None",
                    "10\n # c ", "10\n ", "10 ", "10 # c"
                ])
            .ToList();
        await File.WriteAllLinesAsync(
            _folder["texts"], texts.Select(text => JsonSerializer.Serialize(text)), TestContext.Current.CancellationToken);

        var theirs = await PythonAsync();

        theirs.Count.ShouldBe(texts.Count);
        theirs.Count(each => each is not null).ShouldBeInRange(10_000, 50_000, "both kinds are met");
        texts.Select((text, at) => (Text: text, Ours: Plain(PythonLiteral.ToJson(text)), Theirs: Plain(theirs[at])))
            .Where(each => each.Ours != each.Theirs && !IsLeftOut(each.Text))
            .Select(each => $"{JsonSerializer.Serialize(each.Text)}: {each.Ours ?? "nothing"}, Python {each.Theirs ?? "nothing"}")
            .ShouldBeEmpty();
    }

    // A table of characters' names is not worth its size; and a line that goes on in the next means something within brackets only.
    private static bool IsLeftOut(string text) =>
        text.Contains("\\N{", StringComparison.Ordinal) || text.Contains("\\\n", StringComparison.Ordinal);

    // 1e+16 and 1E+16, 1e-05 and 1E-05 are the same number.
    private static string? Plain(string? json) =>
        json?.Replace("e+", "E+", StringComparison.Ordinal).Replace("e-", "E-", StringComparison.Ordinal);

    private static string Anything(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Literal(Random random, int depth)
    {
        var text = new StringBuilder();
        Append(text, random, depth);
        if (random.Next(4) == 0)
        {
            text.Insert(random.Next(text.Length + 1), Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        string[] simple = [
            "None", "True", "False", "0", "-1", "1.5", "'a'", "\"it's\"", "'\\n'", "r'\\d'", "1_000", "'ü' \"'\"",
            "0b11", "0o17", "-2e-3"
        ];
        if (depth == 0 || random.Next(3) == 0)
        {
            text.Append(simple[random.Next(simple.Length)]);
            return;
        }

        var (open, close) = random.Next(3) switch { 0 => ('[', ']'), 1 => ('(', ')'), _ => ('{', '}') };
        text.Append(open);
        for (var left = random.Next(4); left > 0; left--)
        {
            if (open == '{')
            {
                Append(text, random, 0);
                text.Append(random.Next(2) == 0 ? ":" : " :\n ");
            }

            Append(text, random, depth - 1);
            text.Append(left > 1 || random.Next(2) == 0 ? ", " : "");
        }

        text.Append(close);
    }

    private async Task<List<string?>> PythonAsync()
    {
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", Script, _folder["texts"]]) { RedirectStandardOutput = true })!;
        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string?>(line))];
    }
}
