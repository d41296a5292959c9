using System.Buffers;
using System.Globalization;
using System.Text;
using Azimuth.Cli.HandOver;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Completion;

/// <summary>
/// The side of completion that shells talk to: <c>az completion --complete SHELL …</c> for our own scripts, and argcomplete's
/// protocol (https://kislyuk.github.io/argcomplete/) for those who registered the Azure CLI's. What is not ours is asked of the
/// next <c>az</c> in that protocol. It never says anything on stderr and never fails: a person is in the middle of a line.
/// </summary>
/// <param name="environment">Where argcomplete's protocol puts the line.</param>
/// <param name="terminal">Where our own scripts read the answer.</param>
/// <param name="completer">What finds values, in the context of that name; null: in the one that the environment chooses.</param>
/// <param name="next">The next <c>az</c> on <c>PATH</c>.</param>
internal sealed class CompletionResult(
    EnvironmentVariables environment, Terminal.Terminal terminal, Func<string?, Completer> completer, Func<ForwardTarget?> next)
{
    private const string Marker = "_ARGCOMPLETE";
    private const string Line = "COMP_LINE";
    private const string Point = "COMP_POINT";
    private const string Separator = "_ARGCOMPLETE_IFS";
    private const int AnswerStream = 8;
    private static readonly SearchValues<char> Divides = SearchValues.Create(" \t\"'\\$`");

    /// <summary>Whether a shell asks.</summary>
    public static bool IsAsked(string[] arguments, EnvironmentVariables environment) =>
        arguments is ["completion", "--complete", _, ..]
            || (arguments.Length == 0 && environment[Marker] is not null && environment[Line] is not null);

    /// <summary>Answers the shell.</summary>
    public Task<int> AnswerAsync(string[] arguments, CancellationToken cancel) =>
        arguments is ["completion", "--complete", var shell, .. var rest]
            ? AnswerScriptAsync(shell, rest, cancel)
            : AnswerArgcompleteAsync(environment[Line]!, cancel);

    // bash and PowerShell hand over the line and the cursor; zsh and fish have divided it already.
    private async Task<int> AnswerScriptAsync(string shell, string[] rest, CancellationToken cancel)
    {
        var typed = (shell, rest) switch
        {
            ("bash" or "pwsh", [var line, var point, ..]) => PartialCommandLine.Split(line, Number(point)),
            ("bash" or "pwsh", _) => new([""], ""),
            (_, []) => new([""], ""),
            _ => new PartialCommandLine(rest, rest[^1]),
        };
        var answer = await FindAsync(typed.Words, cancel);
        terminal.Out.Write(Encoding.UTF8.GetBytes(Text(answer.Candidates, shell, typed)));
        terminal.Out.Flush();
        if (answer.AsksNext)
        {
            AskNext(typed.Words, "\n", moveStdout: true);
        }

        return 0;
    }

    private async Task<int> AnswerArgcompleteAsync(string line, CancellationToken cancel)
    {
        var typed = PartialCommandLine.Split(line, Number(environment[Point]));
        var answer = await FindAsync(typed.Words, cancel);
        var separator = environment.NonEmpty(Separator) ?? "\v";
        if (!OperatingSystem.IsWindows())
        {
            using var stream = new StandardStream(AnswerStream);
            stream.Write(
                Encoding.UTF8.GetBytes(string.Concat(answer.Candidates.Select(each => InShell(each.Word, typed, "bash") + separator))));
        }

        if (answer.AsksNext)
        {
            AskNext(typed.Words, separator, moveStdout: false);
        }

        return 0;
    }

    private async Task<Answer> FindAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        try
        {
            var context = words.Count > 2 && words[0] == GlobalOptionSpecs.Context.Name ? words[1] : null;
            return await completer(context).FindAsync(words, cancel);
        }
        catch (UserError)
        {
            return new([], AsksNext: false); // a file that cannot be read has nothing to offer
        }
    }

    private static string Text(IReadOnlyList<CompletionItem> candidates, string shell, PartialCommandLine typed)
    {
        var text = new StringBuilder();
        foreach (var (word, description) in candidates)
        {
            text.Append(InShell(VisibleText.Line(word), typed, shell));
            if (shell != "bash" && description is not null)
            {
                text.Append('\t').Append(VisibleText.Line(description).Replace('\t', ' '));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    // What bash puts in the place of the word, or of its part behind the last '=' or ':', which divide words for its line editor.
    private static string InShell(string word, PartialCommandLine typed, string shell)
    {
        if (shell != "bash" || typed.IsQuoted)
        {
            return word;
        }

        var escaped = new StringBuilder(word.Length);
        foreach (var each in word)
        {
            if (each < 128 && !char.IsAsciiLetterOrDigit(each) && !"_-./=:,@+%^".Contains(each, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(each);
        }

        var from = typed.Raw.LastIndexOfAny(['=', ':']) + 1;
        return from <= escaped.Length ? escaped.ToString(from, escaped.Length - from) : "";
    }

    // The next az answers on the stream that the shell reads; it takes our place, so its candidates follow ours.
    private void AskNext(IReadOnlyList<string> words, string separator, bool moveStdout)
    {
        if (OperatingSystem.IsWindows() || next() is not { } azureCli)
        {
            return;
        }

        var line = new StringBuilder("az");
        for (var at = words[0] == GlobalOptionSpecs.Context.Name && words.Count > 2 ? 2 : 0; at < words.Count; at++)
        {
            line.Append(' ')
                .Append(
                    at < words.Count - 1 && words[at].AsSpan().ContainsAny(Divides)
                        ? $"'{words[at].Replace("'", "'\\''", StringComparison.Ordinal)}'"
                        : words[at]);
        }

        azureCli.Changed[Marker] = "1";
        azureCli.Changed[Line] = line.ToString();
        azureCli.Changed[Point] = Encoding.UTF8.GetByteCount(line.ToString()).ToString(CultureInfo.InvariantCulture);
        azureCli.Changed[Separator] = separator;
        azureCli.Changed["_ARGCOMPLETE_SUPPRESS_SPACE"] = "1";
        azureCli.Changed["_ARGCOMPLETE_COMP_WORDBREAKS"] = " \t\n\"'><=;|&(:";
        // A shell moves the streams: under our own feet their numbers may be something of the runtime's.
        _ = moveStdout
            ? SystemProcess.Become(
                "/bin/sh",
                ["sh", "-c", $"exec \"$0\" {AnswerStream}>&1 9>/dev/null 1>/dev/null 2>/dev/null", azureCli.File],
                azureCli.Changed)
            : SystemProcess.Become(azureCli.File, [azureCli.File], azureCli.Changed);
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
