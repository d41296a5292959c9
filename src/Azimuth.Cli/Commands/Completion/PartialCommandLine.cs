using System.Text;

namespace Azimuth.Cli.Commands.Completion;

/// <summary>A command line as it stands before the cursor, in words.</summary>
/// <param name="Words">Without the program's own name; the last one is being typed, and may be empty.</param>
/// <param name="Raw">The last word as it is written: quotes and backslashes in it.</param>
internal sealed record PartialCommandLine(IReadOnlyList<string> Words, string Raw)
{
    /// <summary>Whether the last word was begun with a quote.</summary>
    public bool IsQuoted => Raw is ['"' or '\'', ..];

    /// <summary>Reads a line as a POSIX shell divides it; what the shell would expand stays as it is.</summary>
    /// <param name="line">What was typed, the program's name first.</param>
    /// <param name="point">Where the cursor is, in bytes of UTF-8 as bash and argcomplete count; what stands behind it does not
    /// count.</param>
    public static PartialCommandLine Split(string line, int point)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        if (point >= 0 && point < bytes.Length)
        {
            while (point > 0 && (bytes[point] & 0xC0) == 0x80)
            {
                point--; // not into the middle of a character
            }

            line = Encoding.UTF8.GetString(bytes.AsSpan(0, point));
        }

        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var start = -1;
        for (var at = 0; at < line.Length; at++)
        {
            var each = line[at];
            if (quote == '\0' && char.IsWhiteSpace(each))
            {
                if (start >= 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    start = -1;
                }

                continue;
            }

            start = start < 0 ? at : start;
            if (each == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (each is '"' or '\''))
            {
                quote = each;
            }
            else if (each == '\\' && quote != '\'' && at + 1 < line.Length)
            {
                word.Append(line[++at]);
            }
            else
            {
                word.Append(each);
            }
        }

        words.Add(word.ToString());
        var own = words.Count > 1 ? words[1..] : [""];
        return new(own, start < 0 ? "" : line[start..]);
    }
}
