using System.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>The three streams and what is known of them. Tests build one over buffers.</summary>
internal sealed class Terminal
{
    /// <summary>What a person or a program reads; JSON and only JSON, tables, tokens.</summary>
    public required Stream Out { get; init; }

    /// <summary>Prompts, progress, warnings, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Typed answers. Never read where no command documents it.</summary>
    public required TextReader In { get; init; }

    /// <summary>Whether stdin is a terminal.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether stdout is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether stderr is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns; 80 when not known.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether <c>NO_COLOR</c> or <c>core.no_color</c> asks for none. Asked only on a terminal, and once.</summary>
    public Func<bool> NoColor { get; init; } = static () => false;

    /// <summary>Whether warnings are unwanted (<c>--only-show-errors</c>, <c>core.only_show_errors</c>). Asked when the first warning comes.</summary>
    public Func<bool> OnlyErrors { get; init; } = static () => false;

    /// <summary>Which of the quieter voices are heard: <c>--verbose</c>, <c>--debug</c>.</summary>
    public Loudness Loudness { get; set; }

    /// <summary>Whether colors are used. As the Azure CLI decides: only when stdout and stderr are both terminals.</summary>
    public bool Color => _color ??= OutIsTerminal && ErrorIsTerminal && !NoColor();

    private bool? _color;

    /// <summary>A warning to the person: <c>WARNING: …</c>, or yellow without the word on a terminal.</summary>
    public void Warn(string sentence)
    {
        if (!OnlyErrors())
        {
            Tell("WARNING", "\e[93m", sentence);
        }
    }

    /// <summary>What went wrong: <c>ERROR: …</c>, or red without the word on a terminal.</summary>
    public void Fail(string sentence) => Tell("ERROR", "\e[91m", sentence);

    /// <summary>What <c>--verbose</c> tells.</summary>
    public void Info(string sentence)
    {
        if (Loudness >= Loudness.Verbose)
        {
            Tell("INFO", "\e[92m", sentence);
        }
    }

    /// <summary>What <c>--debug</c> tells.</summary>
    public void Debug(string sentence)
    {
        if (Loudness >= Loudness.Debug)
        {
            Tell("DEBUG", "\e[96m", sentence);
        }
    }

    /// <summary>A line on stderr without any word before it; heard also under <c>--only-show-errors</c>.</summary>
    public void Say(string line) => Error.Write(ForTerminal(line, ErrorIsTerminal) + "\n");

    /// <summary>A line on stdout. Text in it that is not ours must have gone through <see cref="VisibleText"/>.</summary>
    public void Print(string line)
    {
        Out.Write(Encoding.UTF8.GetBytes(line + "\n"));
        Out.Flush();
    }

    private void Tell(string level, string color, string sentence)
    {
        var text = ForTerminal(sentence, ErrorIsTerminal);
        Error.Write(Color ? $"{color}{text}\e[0m\n" : $"{level}: {text}\n");
    }

    private static string ForTerminal(string text, bool isTerminal) => isTerminal ? VisibleText.Lines(text) : text;
}

/// <summary>How much is told on stderr.</summary>
internal enum Loudness
{
    /// <summary>Warnings and errors.</summary>
    Normal,

    /// <summary>What was decided, too (<c>--verbose</c>).</summary>
    Verbose,

    /// <summary>The protocol, too (<c>--debug</c>).</summary>
    Debug,
}
