using System.Text;

namespace Azimuth.Harness.Processes;

/// <summary>
/// What a terminal shows after some output: the part of ECMA-48 that command line programs use. Lines that scrolled away are kept.
/// </summary>
public sealed class Screen
{
    private readonly int _columns;
    private readonly int _rows;
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    private Screen(int columns, int rows)
    {
        _columns = columns;
        _rows = rows;
    }

    /// <summary>All lines, also those above the top, without trailing blanks.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Select(line => line.ToString().TrimEnd())];

    public string Text => string.Join('\n', Lines).TrimEnd('\n');

    public static Screen Of(string output, int columns, int rows)
    {
        var screen = new Screen(columns, rows);
        for (var i = 0; i < output.Length;)
        {
            i = output[i] == '\e' ? screen.Escape(output, i) : screen.Take(output, i);
        }

        return screen;
    }

    private int Take(string output, int i)
    {
        switch (output[i])
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                Down();
                break;
            case '\b':
                _column = Math.Max(0, _column - 1);
                break;
            case '\t':
                _column = Math.Min(_columns - 1, (_column / 8 * 8) + 8);
                break;
            case < ' ' or '\x7f':
                break;
            default:
                Put(output[i]);
                break;
        }

        return i + 1;
    }

    private void Put(char letter)
    {
        if (_column == _columns)
        {
            _column = 0;
            Down();
        }

        var line = _lines[_row];
        line.Append(' ', Math.Max(0, _column + 1 - line.Length));
        line[_column++] = letter;
    }

    private void Down()
    {
        if (++_row == _lines.Count)
        {
            _lines.Add(new StringBuilder());
        }
    }

    // ESC [ numbers letter (CSI), ESC ] text BEL or ESC \ (OSC), ESC letter.
    private int Escape(string output, int i)
    {
        if (i + 1 >= output.Length)
        {
            return output.Length;
        }

        if (output[i + 1] == ']')
        {
            var bell = output.IndexOfAny(['\a', '\e'], i + 2);
            return bell < 0 ? output.Length : output[bell] == '\a' ? bell + 1 : Math.Min(bell + 2, output.Length);
        }

        if (output[i + 1] != '[')
        {
            return i + 2;
        }

        var end = i + 2;
        while (end < output.Length && output[end] is < '@' or > '~')
        {
            end++;
        }

        if (end < output.Length)
        {
            Do(output[end], output[(i + 2)..end]);
        }

        return end + 1;
    }

    private void Do(char command, string parameters)
    {
        var numbers = parameters.TrimStart('?').Split(';').Select(text => int.TryParse(text, out var number) ? number : -1).ToArray();
        var count = Math.Max(1, numbers[0]);
        switch (command)
        {
            case 'A':
                _row = Math.Max(Top, _row - count);
                break;
            case 'B':
                MoveTo(Math.Min(Top + _rows - 1, _row + count));
                break;
            case 'C':
                _column = Math.Min(_columns - 1, _column + count);
                break;
            case 'D':
                _column = Math.Max(0, _column - count);
                break;
            case 'G':
                _column = Math.Min(_columns, count) - 1;
                break;
            case 'H':
                MoveTo(Top + count - 1);
                _column = Math.Max(1, numbers.ElementAtOrDefault(1)) - 1;
                break;
            case 'J':
                Erase(numbers[0], below: true);
                break;
            case 'K':
                Erase(numbers[0], below: false);
                break;
            default:
                break; // colors, modes: nothing that moves or removes text
        }
    }

    private int Top => Math.Max(0, _lines.Count - _rows);

    private void MoveTo(int row)
    {
        while (_lines.Count <= row)
        {
            _lines.Add(new StringBuilder());
        }

        _row = row;
    }

    private void Erase(int mode, bool below)
    {
        var line = _lines[_row];
        switch (mode)
        {
            case 1:
                for (var i = 0; i < Math.Min(_column + 1, line.Length); i++)
                {
                    line[i] = ' ';
                }

                break;
            case 2 or 3:
                line.Clear();
                break;
            default:
                line.Length = Math.Min(line.Length, _column);
                break;
        }

        if (below && mode != 1)
        {
            for (var row = mode >= 2 ? Top : _row + 1; row < _lines.Count; row++)
            {
                _lines[row].Clear();
            }
        }
    }
}
