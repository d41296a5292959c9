using System.Text;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>The three streams and what is known of them. Tests build one over buffers.</summary>
internal sealed class Terminal
{
    /// <summary>What a user or a program reads; JSON and only JSON, tables, tokens.</summary>
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

    /// <summary>Whether a terminal draws escape codes. Consoles before Windows 10 show them as text.</summary>
    public bool DrawsEscapeCodes { get; init; } = true;

    /// <summary>Whether any of the three is one, so that a user may see or type something.</summary>
    public bool IsAny => InIsTerminal || OutIsTerminal || ErrorIsTerminal;

    /// <summary>Whether what was written to stderr went nowhere: its disk is full, its terminal gone, the caller closed it.</summary>
    public Func<bool> IsErrorLost { get; init; } = static () => false;

    /// <summary>Whether a user can be asked something: questions go to stderr.</summary>
    public bool CanAsk => InIsTerminal && ErrorIsTerminal;

    /// <summary>
    /// Text that others chose, as stderr may show it: on a terminal it must not make a line of its own. In a pipe it stays as it is.
    /// </summary>
    public string OnError(string text) => ErrorIsTerminal ? VisibleText.Line(text) : text;

    /// <summary>Asks the system how many columns stdout has.</summary>
    public Func<int> MeasureWidth { get; init; } = static () => 80;

    /// <summary>Columns; 80 when not known. Asked once.</summary>
    public int Width => _width ??= MeasureWidth();

    /// <summary>Asks the system how many rows the terminal has; 0 when not known.</summary>
    public Func<int> MeasureHeight { get; init; } = static () => 0;

    /// <summary>Whether stderr's terminal shows characters beyond ASCII.</summary>
    public Func<bool> ShowsUnicode { get; init; } = static () => false;

    /// <summary>Stops showing what is typed until the result is disposed; null where that cannot be.</summary>
    public Func<IDisposable?> HideTyping { get; init; } = static () => null;

    /// <summary>Reads one long line, unseen, into <see cref="Prompts"/>; tells how much was pasted. Null: as any other line.</summary>
    public Func<Action<int>, CancellationToken, Task<string?>>? ReadUnseen { get; init; }

    /// <summary>Ends when a key was pressed, and leaves it to the next reader; null where that cannot be known.</summary>
    public Func<CancellationToken, Task>? WaitForKey { get; init; }

    /// <summary>Whether stderr's terminal makes text a link. Asked when there is one to show.</summary>
    public Func<bool> ShowsLinks { get; init; } = static () => false;

    /// <summary>Whether <c>NO_COLOR</c> or <c>core.no_color</c> asks for none. Asked only on a terminal, and once.</summary>
    public Func<bool> NoColor { get; init; } = static () => false;

    /// <summary>Whether <c>core.disable_progress_bar</c> asks for no line of progress. Asked only on a terminal.</summary>
    public Func<bool> NoProgress { get; init; } = static () => false;

    /// <summary>
    /// Whether warnings are unwanted (<c>--only-show-errors</c>, <c>core.only_show_errors</c>). Asked when the first warning comes.
    /// </summary>
    public Func<bool> OnlyErrors { get; init; } = static () => false;

    /// <summary>Which of the quieter voices are heard: <c>--verbose</c>, <c>--debug</c>.</summary>
    public Loudness Loudness { get; set; }

    /// <summary>Whether colors are used. As the Azure CLI decides: only when stdout and stderr are both terminals.</summary>
    public bool Color => _color ??= OutIsTerminal && ErrorIsTerminal && DrawsEscapeCodes && !NoColor();

    private bool? _color;
    private int? _width;

    /// <summary>The line that says what is being done; everything else that is written clears it first.</summary>
    public Progress Progress => _progress ??= new(this);

    private Progress? _progress;

    /// <summary>A warning to the user: <c>WARNING: …</c>, or yellow without the word on a terminal.</summary>
    public void Warn(string sentence)
    {
        if (!OnlyErrors())
        {
            Log("WARNING", "\e[93m", sentence);
        }
    }

    /// <summary>What went wrong: <c>ERROR: …</c>, or red without the word on a terminal.</summary>
    public void Fail(string sentence) => Log("ERROR", "\e[91m", sentence);

    /// <summary>
    /// What ended the command: the sentence, and below it the remedy, ready to paste. What a server answered to <c>az rest</c> is whole in
    /// a pipe.
    /// </summary>
    public void Fail(UserError error)
    {
        Log("ERROR", "\e[91m", error.Message, isWhole: error.IsWhole);
        if (error.Remedy is { } remedy)
        {
            Say(remedy);
        }
    }

    /// <summary>What <c>--verbose</c> tells.</summary>
    public void Info(string sentence)
    {
        if (Loudness >= Loudness.Verbose)
        {
            Log("INFO", "\e[92m", sentence);
        }
    }

    /// <summary>What <c>--debug</c> tells.</summary>
    public void Debug(string sentence)
    {
        if (Loudness >= Loudness.Debug)
        {
            Log("DEBUG", "\e[96m", sentence, isWhole: true);
        }
    }

    /// <summary>One or more lines of ours on stderr without any word before them; heard also under <c>--only-show-errors</c>.</summary>
    public void Say(string lines)
    {
        _progress?.Clear();
        Error.Write((ErrorIsTerminal ? VisibleText.Lines(lines) : lines) + "\n");
    }

    /// <summary>A line in the color of warnings: what a user must see to go on, some of it as a server put it.</summary>
    public void SayAloud(string line)
    {
        _progress?.Clear();
        var text = OnError(line);
        Error.Write(Color ? $"\e[93m{text}\e[0m\n" : $"{text}\n");
    }

    /// <summary>
    /// An address on a line of its own, whole; also as a link, which keeps together what a narrow window wraps (attack S9: never a link
    /// that reads otherwise).
    /// </summary>
    public void SayLink(Uri address)
    {
        _progress?.Clear();
        var text = VisibleText.Whole(address.AbsoluteUri);
        Error.Write(ErrorIsTerminal && DrawsEscapeCodes && ShowsLinks() ? $"\e]8;;{text}\e\\{text}\e]8;;\e\\\n" : $"{text}\n");
    }

    /// <summary>A line on stdout. Text in it that is not ours must have gone through <see cref="VisibleText"/>.</summary>
    public void Print(string line)
    {
        _progress?.Clear();
        Out.Write(Encoding.UTF8.GetBytes(line + "\n"));
        Out.Flush();
    }

    // One line on a terminal, whatever it quotes; and in a pipe, too, it may quote what somebody else chose, however long.
    private void Log(string level, string color, string sentence, bool isWhole = false)
    {
        _progress?.Clear();
        var text = ErrorIsTerminal ? VisibleText.Line(sentence)
            : isWhole || sentence.Length <= VisibleText.LongestShown ? sentence
            : $"{sentence[..VisibleText.LongestShown]}…";
        Error.Write(Color ? $"{color}{text}\e[0m\n" : $"{level}: {text}\n");
    }
}

/// <summary>How much is written to stderr.</summary>
internal enum Loudness
{
    /// <summary>Warnings and errors.</summary>
    Normal,

    /// <summary>What was decided, too (<c>--verbose</c>).</summary>
    Verbose,

    /// <summary>The protocol, too (<c>--debug</c>).</summary>
    Debug,
}
