using System.Text.Json;
using Azimuth.Cli;
using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;
using Azimuth.JmesPath;
using Azimuth.JmesPath.Errors;

namespace Azimuth.Fuzz;

/// <summary>What people and scripts type.</summary>
public sealed class LanguageTests
{
    private static readonly string[] Paths =
    [
        "[?isDefault].{Name:name, Tenant:tenantDisplayName}", "[].[name, id]", "reverse(sort_by(@, &name))[0]", "length([*])",
        "a.b | [0]", "*.id", "[0:10:2]", "join(', ', [].name)",
        "[?contains(name, 'x') && !isDefault || user.type == `\"user\"`]", "to_number('1') > `0`", "@.\"quoted name\"[-1]",
        "not_null(a, b, 'c')", "`{\"a\": [1, 2]}`.a[::-1]",
    ];

    [Fact]
    public void Queries()
    {
        using var rows = JsonDocument.Parse(
            """
            [{"name":"a","id":"1","isDefault":true,"user":{"type":"user"},"n":[1,2.5,null]},{"name":"b","id":"2","isDefault":false,
            "user":{"type":"x"}}]
            """);
        Fuzz.Try(
            new Mutator(
                Seeds.Of(Paths),
                [
                    "[", "]", "[]", "[*]", "[?", "(", ")", "{", "}", "&", "&&", "||", "!", "@", ".", "*", "'", "\"",
                    "`", "|", ",", ":", "sort_by(", "map(&", "1e999", "-", "==", "<=", "a", " "
                ]),
            (string text) => Fuzz.Allow<JmesPathException>(() => JmesExpression.Parse(text).Search(rows.RootElement)));
    }

    [Fact]
    public void Documents_of_queries() => Fuzz.Try(
        new Mutator(Seeds.Of("""[{"name":"a \ud83d\ude00","id":1.5,"n":[1,2,null,{"x":true}]}]""", """{"a":{"b":"c"}}"""), Seeds.Json),
        (byte[] bytes) => Fuzz.Allow<JsonException>(() =>
        {
            using var document = JsonDocument.Parse(bytes);
            Fuzz.Allow<JmesPathException>(() => JmesExpression.Parse("[].{n: name, l: length(name), all: *}").Search(document.RootElement));
        }));

    [Fact]
    public void Arguments()
    {
        var az = Az();
        string[] lines =
        [
            "account get-access-token --resource https://vault.azure.net -o json --query accessToken",
            "login --use-device-code --tenant x --scope a b", "account set -s name", "config set core.output=table --local",
            "login -u me -p secret --service-principal", "cloud show --name X", "account list --all --refresh -otsv",
            "--context x vm list --debug", "logout --username=me", "sandbox start", "help", "config get core", "version",
        ];
        Fuzz.Try(
            new Mutator(
                Seeds.Of(lines),
                [
                    " ", "-", "--", "=", "-o", "--output", "--query", "@", "@/dev/null", "\"", "'", "--no-such", "-h",
                    "--help", "--debug", "login", "account", "\0", "\n", "--tenant=", "-psecret", "[suggest]"
                ]),
            (string text) => Fuzz.Allow<UserError>(() => CommandTree.Read(text.Split(' '), az)));
    }

    [Fact]
    public void Claims() => Fuzz.Try(
        new Mutator(
            Seeds.Of("eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ==", "e30=", "bnVsbA=="),
            ["=", "-", "_", "A", " ", "W1tb", "\n"]),
        (string text) => Fuzz.Allow<UserError>(() => LoginUsage.Claims(text)));

    [Fact]
    public void Text_for_a_terminal() => Fuzz.Try(
        new Mutator(
            Seeds.Of("Contoso", "Größe 語 👩‍👩‍👧", "a\u001b[31mb\u001b]52;c;x\a"),
            ["\u001b[", "\u001b]", "\u009b", "\a", "\u202e", "\u2028", "\u200b", "\r", "\n", "\uD83D", "\u0085"]),
        (string text) =>
        {
            foreach (var character in VisibleText.Line(text))
            {
                if (character is < ' ' or (>= '\u007f' and < '\u00a0') or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e')
                    or (>= '\u2066' and <= '\u2069'))
                {
                    Assert.Fail($"U+{(int)character:X4} reaches the terminal.");
                }
            }
        });

    private static Composition Az() => new(
        new()
        {
            Out = Stream.Null,
            Error = TextWriter.Null,
            In = TextReader.Null,
            InIsTerminal = false,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            OnlyErrors = () => false,
            NoColor = () => true,
            MeasureWidth = () => 80,
        },
        new EnvironmentVariables(_ => null),
        TimeProvider.System);
}
