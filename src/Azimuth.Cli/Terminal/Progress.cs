using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// One line on stderr that says what is being done now, replaced as it changes and gone at the end. Where stderr is
/// not a terminal nothing is written.
/// </summary>
internal sealed class Progress(Terminal terminal) : IDisposable
{
    private const string ToStartAndErase = "\r\e[K";

    private readonly Lock _lock = new(); // events come from several requests at once
    private bool _shown;
    private int _lines;

    /// <summary>Replaces what is shown. Text that is not ours in it is made visible, and a line too long for the terminal is cut.</summary>
    public void Show(string line)
    {
        if (!CanErase || terminal.NoProgress())
        {
            return;
        }

        var visible = VisibleText.Line(line);
        var room = Math.Max(1, terminal.Width - 1); // a full line would wrap, and only its second half could be erased
        lock (_lock)
        {
            ClearLines();
            terminal.Error.Write(ToStartAndErase + (visible.Length <= room ? visible : visible[..(room - 1)] + "…"));
            _shown = true;
        }
    }

    /// <summary>
    /// Shows lines of our own that stay until something else is written. None of them may be wider than the terminal, nor all of them
    /// higher.
    /// </summary>
    public void ShowLines(IReadOnlyList<string> lines)
    {
        if (!CanErase)
        {
            return;
        }

        Clear();
        lock (_lock)
        {
            terminal.Error.Write(string.Concat(lines.Select(line => $"{line}\n")));
            _lines = lines.Count;
        }
    }

    /// <summary>Leaves no trace, so that something else can be written. <see cref="Show"/> may go on afterwards.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_shown)
            {
                terminal.Error.Write(ToStartAndErase);
                _shown = false;
            }

            ClearLines();
        }
    }

    public void Dispose() => Clear();

    private bool CanErase => terminal.ErrorIsTerminal && terminal.DrawsEscapeCodes;

    // Up to the first of them, and everything from there on.
    private void ClearLines()
    {
        if (_lines > 0)
        {
            terminal.Error.Write($"\r\e[{_lines}A\e[J");
            _lines = 0;
        }
    }
}
