namespace Azimuth.Cli.Terminal;

/// <summary>
/// One line on stderr that says what is being done now, replaced as it changes and gone at the end. Where stderr is
/// not a terminal nothing is written.
/// </summary>
internal sealed class Progress(Terminal terminal) : IDisposable
{
    private const string ToStartAndErase = "\r\e[K";

    private readonly Lock _turn = new(); // events come from several requests at once
    private bool _shown;

    /// <summary>Replaces what is shown. Text that is not ours in it is made visible, and a line too long for the terminal is cut.</summary>
    public void Show(string line)
    {
        if (!terminal.ErrorIsTerminal)
        {
            return;
        }

        var visible = VisibleText.Line(line);
        var room = Math.Max(1, terminal.Width - 1); // a full line would wrap, and only its second half could be erased
        lock (_turn)
        {
            terminal.Error.Write(ToStartAndErase + (visible.Length <= room ? visible : visible[..(room - 1)] + "…"));
            _shown = true;
        }
    }

    /// <summary>Leaves no trace, so that something else can be written. <see cref="Show"/> may go on afterwards.</summary>
    public void Clear()
    {
        lock (_turn)
        {
            if (_shown)
            {
                terminal.Error.Write(ToStartAndErase);
                _shown = false;
            }
        }
    }

    public void Dispose() => Clear();
}
