using System.Text;

namespace Azimuth.Cli.Terminal;

/// <summary>
/// A line as it comes byte by byte from a terminal that neither shows nor edits it. A terminal's own line ends at 4,095 bytes
/// (1,024 on macOS), and what a browser was sent to can be longer.
/// </summary>
internal sealed class PastedLine
{
    /// <summary>What comes beyond is dropped, and the line counts as too long.</summary>
    public const int Longest = 16 * 1024;

    private const byte EndOfInput = 0x04; // Ctrl-D
    private const byte EraseAll = 0x15; // Ctrl-U
    private const byte Escape = 0x1b;

    private readonly List<byte> _line = [];
    private readonly List<byte> _sequence = [];
    private bool _pasting;
    private int? _pasted;

    /// <summary>The line is complete.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How many bytes were pasted when the paste has just ended; asked once. The user sees nothing else of it.</summary>
    public int? TakePasted()
    {
        var pasted = _pasted;
        _pasted = null;
        return pasted;
    }

    /// <summary>The line; null when the input ended.</summary>
    public string? Text { get; private set; }

    /// <summary>One more byte. In a paste, an end of line is a window's wrapping and ends nothing.</summary>
    public void Take(byte next)
    {
        if (_sequence.Count > 0 || next == Escape)
        {
            TakeSequence(next);
            return;
        }

        switch (next)
        {
            case (byte)'\r' or (byte)'\n' when !_pasting:
                (IsDone, Text) = (true, Encoding.UTF8.GetString([.. _line]));
                break;
            case EndOfInput when !_pasting && _line.Count == 0:
                IsDone = true;
                break;
            case EraseAll when !_pasting:
                _line.Clear();
                break;
            case 0x7f or 0x08 when !_pasting:
                _line.RemoveRange(Math.Max(0, _line.Count - 1), Math.Min(1, _line.Count));
                break;
            case >= 0x20 when _line.Count <= Longest:
                _line.Add(next);
                break;
        }
    }

    // ESC [ … letter or ~: arrows and the like mean nothing here; 200~ and 201~ begin and end a paste (xterm, "bracketed paste").
    private void TakeSequence(byte next)
    {
        _sequence.Add(next);
        var isWhole = _sequence.Count == 2 ? next != '[' : _sequence.Count > 2 && next is >= 0x40 and <= 0x7e;
        if (!isWhole && _sequence.Count < 16)
        {
            return;
        }

        switch (Encoding.ASCII.GetString([.. _sequence]))
        {
            case "\e[200~":
                _pasting = true;
                break;
            case "\e[201~":
                _pasting = false;
                _pasted = _line.Count;
                break;
        }

        _sequence.Clear();
    }
}
