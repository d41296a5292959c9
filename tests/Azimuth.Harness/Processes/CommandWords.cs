using System.Text;

namespace Azimuth.Harness.Processes;

/// <summary>A command line as a person types it, in words: quotes of both kinds and backslashes as in a shell, no expansion.</summary>
public static class CommandWords
{
    public static string[] Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var inWord = false;
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (quote != '\0' ? letter == quote : letter is '"' or '\'')
            {
                quote = quote == '\0' ? letter : '\0';
                inWord = true;
            }
            else if (letter == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                inWord = true;
            }
            else if (letter == ' ' && quote == '\0')
            {
                Finish();
            }
            else
            {
                word.Append(letter);
                inWord = true;
            }
        }

        Finish();
        return quote == '\0' ? [.. words] : throw new HarnessException($"A quote is not closed: {line}");

        void Finish()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }

    /// <summary>The other way round, for messages that can be pasted.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=@[]".Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''")}'";
}
