using System.Text;

namespace Azimuth.Rest;

/// <summary>Reads one Python literal; see <see cref="PythonLiteral"/>. Whatever is none ends in a <see cref="FormatException"/>.</summary>
internal sealed class PythonValueParser
{
    // Python's own bound: "too many nested parentheses".
    private const int MostDepth = 200;

    private readonly string _text;
    private int _at;
    private int _depth;

    private PythonValueParser(string text) => _text = text;

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    /// <exception cref="FormatException">It is no literal that JSON can hold.</exception>
    public static PythonValue Parse(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw Wrong();
        }

        // Blanks before it are forgiven on the first line only: what is indented further down belongs to nothing.
        var parser = new PythonValueParser(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart(' ', '\t'));
        parser.SkipEmptyLines();
        var value = parser.ReadTop();
        parser.SkipBlanks();
        parser.SkipEmptyLines();
        return parser._at == parser._text.Length ? value : throw Wrong();
    }

    // A tuple needs no parentheses.
    private PythonValue ReadTop()
    {
        var first = ReadExpression();
        SkipBlanks();
        if (Here != ',')
        {
            return first;
        }

        var items = new List<PythonValue> { first };
        while (Here == ',')
        {
            _at++;
            SkipBlanks();
            if (_at == _text.Length || Here is '\n' or '#')
            {
                break;
            }

            items.Add(ReadExpression());
            SkipBlanks();
        }

        return new PythonValue.Sequence(items);
    }

    private PythonValue ReadExpression()
    {
        SkipBlanks();
        switch (Here)
        {
            case '+' or '-':
                return ReadSigned();
            case '(':
                return ReadParentheses();
            case '[':
                return new PythonValue.Sequence(ReadItems(']', out _));
            case '{':
                return ReadMap();
            case (>= '0' and <= '9') or '.':
                return PythonNumber.Read(_text, ref _at);
            default:
                return ReadWordOrText();
        }
    }

    private PythonValue.Number ReadSigned()
    {
        var isNegative = _text[_at++] == '-';
        SkipBlanks();
        if (Here is '+' or '-' || ReadExpression() is not PythonValue.Number { IsSigned: false } number)
        {
            throw Wrong();
        }

        var isZero = number.Json == "0";
        return !isNegative || isZero
            ? number with { IsSigned = true }
            : new($"-{number.Json}", number.Is == "0" ? "0" : $"-{number.Is}", IsSigned: true);
    }

    private PythonValue ReadParentheses()
    {
        var items = ReadItems(')', out var hasComma);
        return items is [var only] && !hasComma ? only : new PythonValue.Sequence(items);
    }

    private List<PythonValue> ReadItems(char end, out bool hasComma)
    {
        var items = new List<PythonValue>();
        hasComma = false;
        Enter();
        while (Here != end)
        {
            items.Add(ReadExpression());
            SkipBlanks();
            if (Here == ',')
            {
                hasComma = true;
                _at++;
                SkipBlanks();
            }
            else if (Here != end)
            {
                throw Wrong();
            }
        }

        Leave();
        return items;
    }

    private PythonValue.Map ReadMap()
    {
        var map = new PythonValue.Map();
        Enter();
        while (Here != '}')
        {
            var key = ReadExpression();
            SkipBlanks();
            Take(':'); // without it, a set
            map.Set(key, ReadExpression());
            SkipBlanks();
            if (Here == ',')
            {
                _at++;
                SkipBlanks();
            }
            else if (Here != '}')
            {
                throw Wrong();
            }
        }

        Leave();
        return map;
    }

    private PythonValue ReadWordOrText()
    {
        var start = _at;
        while (char.IsAsciiLetter(Here))
        {
            _at++;
        }

        var word = _text[start.._at];
        if (Here is '\'' or '"')
        {
            return ReadTexts(word);
        }

        return char.IsAsciiLetterOrDigit(Here) || Here is '_' or > '\x7f'
            ? throw Wrong()
            : word switch
            {
                "None" => new PythonValue.Word("null", "None"),
                "True" => new PythonValue.Word("true", "1"),
                "False" => new PythonValue.Word("false", "0"),
                _ => throw Wrong(),
            };
    }

    // Strings beside each other are one.
    private PythonValue.Text ReadTexts(string prefix)
    {
        var value = new StringBuilder();
        while (true)
        {
            PythonString.Read(_text, ref _at, prefix, value);
            SkipBlanks();
            var start = _at;
            while (char.IsAsciiLetter(Here))
            {
                _at++;
            }

            prefix = _text[start.._at];
            if (Here is not ('\'' or '"'))
            {
                _at = start;
                return new(value.ToString());
            }
        }
    }

    private void Enter()
    {
        _at++;
        if (++_depth > MostDepth)
        {
            throw Wrong();
        }

        SkipBlanks();
    }

    private void Leave()
    {
        _at++;
        _depth--;
    }

    private void Take(char each) => _at = Here == each ? _at + 1 : throw Wrong();

    // Within brackets line ends and comments are blanks, too.
    private void SkipBlanks()
    {
        while (true)
        {
            if (Here is ' ' or '\t' or '\f' || (_depth > 0 && Here == '\n'))
            {
                _at++;
            }
            else if (Here == '\\' && _at + 2 < _text.Length && _text[_at + 1] == '\n')
            {
                _at += 2;
            }
            else if (_depth > 0 && Here == '#')
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        while (_at < _text.Length && Here != '\n')
        {
            _at++;
        }
    }

    // Lines with nothing but blanks and a comment. What is left begins where its line does: a blank before it is an indent.
    private void SkipEmptyLines()
    {
        while (_at < _text.Length)
        {
            while (Here is ' ' or '\t' or '\f')
            {
                _at++;
            }

            if (Here == '#')
            {
                SkipComment();
            }
            else if (Here != '\n')
            {
                _at = _at > 0 && _text[_at - 1] is ' ' or '\t' ? throw Wrong() : _at;
                return;
            }

            _at = Math.Min(_at + 1, _text.Length);
        }
    }

    private static FormatException Wrong() => new("no literal");
}
