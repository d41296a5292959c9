using System.Text;

namespace Azimuth.Cli.Terminal.Text;

/// <summary>What a format prints on: text, in color where that is wanted.</summary>
/// <param name="isTerminal">Whether a user's terminal shows it, so that text which is not ours must be made visible.</param>
/// <param name="isColored">Whether inks become escape codes.</param>
internal sealed class StyledText(bool isTerminal = false, bool isColored = false)
{
    private const int Longest = 32 << 20;

    private readonly StringBuilder _text = new();

    /// <summary>Whether a terminal shows it: control characters must not reach it (attack S9).</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <exception cref="UserError">It becomes too long: a small result can be indented, or repeated by a query, without end (attack
    /// S15).</exception>
    public StyledText Write(string text)
    {
        if (_text.Length + text.Length > Longest)
        {
            throw new UserError(
                $"The result is larger than {Longest >> 20} MiB in this format. Use -o json, or select less of it with --query.");
        }

        _text.Append(text);
        return this;
    }

    /// <summary>Writes in color. Of several lines each is colored by itself, as the Azure CLI's highlighter does.</summary>
    public StyledText Write(TextStyle ink, string text)
    {
        if (!isColored)
        {
            return Write(text);
        }

        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                _text.Append('\n');
            }

            if (i < lines.Length - 1 || lines[i].Length > 0)
            {
                _text.Append(Code(ink)).Append(lines[i]).Append("\e[39;49;00m");
            }
        }

        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>The codes of Pygments' TerminalFormatter for dark-on-light terminals, which the Azure CLI uses.</summary>
    private static string Code(TextStyle ink) => ink switch
    {
        TextStyle.Key => "\e[94m",
        TextStyle.Text => "\e[33m",
        TextStyle.Constant => "\e[34m",
        TextStyle.End => "\e[04m\e[36m",
        _ => "\e[37m",
    };
}

/// <summary>What is colored apart in <c>jsonc</c> and <c>yamlc</c>.</summary>
internal enum TextStyle
{
    /// <summary>A member's name.</summary>
    Key,

    /// <summary>A quoted string.</summary>
    Text,

    /// <summary>A number, true, false or null.</summary>
    Constant,

    /// <summary>Blanks and line ends.</summary>
    Blank,

    /// <summary>YAML's end of a document.</summary>
    End,
}
