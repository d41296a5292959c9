using System.Text;

namespace Azimuth.Cli.Output.Text;

/// <summary>Text in lines that fit a terminal. It breaks at spaces only: a word that is too long has a line of its own.</summary>
internal static class WrappedText
{
    /// <summary>Appends the text and the end of its last line.</summary>
    /// <param name="page">What it is appended to.</param>
    /// <param name="text">One paragraph, or a command.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="indent">Blanks before each line.</param>
    /// <param name="used">Columns of the first line that are taken already; the text begins at <paramref name="indent"/>.</param>
    /// <param name="continuation">Of a command: what ends each line but the last. Then nothing in quotation marks is broken.</param>
    public static void AppendWrapped(
        this StringBuilder page, string text, int width, int indent, int used = 0, string continuation = "")
    {
        page.Append(' ', Math.Max(0, indent - used));
        var at = indent;
        foreach (var word in continuation.Length == 0 ? [.. text.Split(' ')] : Arguments(text))
        {
            var length = TextWidth.Measure(word);
            if (at > indent && at + 1 + length + continuation.Length > width)
            {
                page.Append(continuation).Append('\n').Append(' ', indent);
                at = indent;
            }
            else if (at > indent)
            {
                page.Append(' ');
                at++;
            }

            page.Append(word);
            at += length;
        }

        page.Append('\n');
    }

    private static List<string> Arguments(string command)
    {
        List<string> arguments = [];
        var from = 0;
        char? quotation = null;
        for (var at = 0; at < command.Length; at++)
        {
            var character = command[at];
            quotation = quotation == character ? null : quotation ?? (character is '"' or '\'' ? character : null);
            if (character == ' ' && quotation is null)
            {
                arguments.Add(command[from..at]);
                from = at + 1;
            }
        }

        arguments.Add(command[from..]);
        return arguments;
    }
}
