using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azimuth.Cli;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;

namespace Azimuth.Fuzz.OddValues;

/// <summary>What <c>az</c> did with its words.</summary>
/// <param name="Words">The words.</param>
/// <param name="Exit">Its exit code; null: it did not end.</param>
/// <param name="Stdout">Its result.</param>
/// <param name="Stderr">What it said.</param>
internal sealed partial record OddRun(IReadOnlyList<string> Words, int? Exit, string Stdout, string Stderr)
{
    private const int LongestSaid = 6_000;
    private const int MostLines = 13;
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(20);

    // What these print is text.
    private static readonly string[] Textual = ["completion", "sandbox", "doctor", "cloud set"];

    /// <summary>Runs it within this process: all of it but its streams, its variables and its way to become another program.</summary>
    public static OddRun InProcess(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> variables, byte[]? input = null)
    {
        using var stdout = new MemoryStream();
        using var stderr = new StringWriter();
        using var stdin = new StreamReader(new MemoryStream(input ?? []));
        int? exit = null;
        var thread = new Thread(() =>
        {
            var environment = new EnvironmentVariables(variables.GetValueOrDefault, () => variables);
            Composition? az = null;
            az = new(
                new()
                {
                    Out = stdout,
                    Error = TextWriter.Synchronized(stderr),
                    In = stdin,
                    OnlyErrors = () => az!.Options.OnlyShowErrors
                        || (az.Terminal.Loudness == Loudness.Normal
                            && az.Session.Settings.GetBoolean("core", "only_show_errors", fallback: false)),
                    ShowsUnicode = () => Locale.IsUnicode(environment),
                },
                environment,
                TimeProvider.System);
            using var interrupt = new Interrupt();
            exit = Program.Run([.. words], az, interrupt);
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread.Join(Hangs)
            ? new(words, exit, Encoding.UTF8.GetString(stdout.ToArray()), stderr.ToString())
            : new(words, null, "", "");
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="secret">What must not be shown.</param>
    public string? Problem(string? secret = null) =>
        Exit is null ? $"it does not end within {Hangs.TotalSeconds} s"
        : Defect.IsMatch(Stderr) || Defect.IsMatch(Stdout) ? "a bug in az"
        : Exit is not (0 or 1 or 2 or 3) ? $"exit code {Exit}"
        : Exit != 0 && Stdout.Length > 0 && !IsTextual ? "a failure with a result"
        : Exit != 0 && !Words.Contains("--query") && !Stderr.Contains("ERROR: ", StringComparison.Ordinal) && !IsTextual
            ? "a failure without a word"
        : Stderr.Length > LongestSaid ? $"{Stderr.Length} characters on stderr"
        : Stderr.Count(letter => letter == '\n') > MostLines + (Words.Contains("--debug") ? 100 : 0) && Exit != 2
            ? $"{Stderr.Count(letter => letter == '\n')} lines on stderr"
        : Exit == 0 && Stdout.Length > 0 && !IsTextual && !IsJson(Stdout) ? "a result that is not JSON"
        : secret is not null
            && Canary.IsMatch(secret)
            && Fingers(secret).Any(
                part => Stderr.Contains(part, StringComparison.Ordinal) || Stdout.Contains(part, StringComparison.Ordinal))
                ? "a secret that is shown"
        : null;

    public override string ToString() =>
        $"az {string.Join(' ', Words.Select(word => JsonSerializer.Serialize(Short(word))))}\n  exit {Exit}\n  stdout {Short(Stdout)}\n  "
            + $"stderr {Short(Stderr, 600)}";

    private bool IsTextual =>
        Textual.Any(each => string.Join(' ', Words).StartsWith(each, StringComparison.Ordinal)) || Words.Contains("--output");

    private static IEnumerable<string> Fingers(string secret) => secret
        .Split(['\n', '\r', ' ', '\0'], StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part.Length > 11 && !part.StartsWith("-----", StringComparison.Ordinal))
        .SelectMany(part => new[] { part[..12], part[^12..] });

    private static string Short(string text, int most = 200) =>
        VisibleText.Line(text.Length <= most ? text : $"{text[..most]}… ({text.Length})");

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 300 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // What nobody else would have said.
    [GeneratedRegex("S3CRET|MIIEvQ|c2ln")]
    private static partial Regex Canary { get; }

    [GeneratedRegex(@"(defect|bug) (of|in) az|Unhandled exception|   at [A-Z][A-Za-z]+\.")]
    private static partial Regex Defect { get; }
}
