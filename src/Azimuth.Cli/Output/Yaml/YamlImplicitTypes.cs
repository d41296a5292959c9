namespace Azimuth.Cli.Output.Yaml;

/// <summary>What YAML 1.1 reads a plain word as, by PyYAML's patterns: a string of such a word must be quoted.</summary>
internal static class YamlImplicitTypes
{
    /// <summary>Whether the word would be read as anything but a string: null, a boolean, a number, a date.</summary>
    public static bool IsOther(string word) => IsName(word) || IsWhole(word) || IsFloat(word) || IsTime(word);

    private static bool IsName(string word) => word is "" or "~" or "null" or "Null" or "NULL" or "<<" or "="
        or "yes" or "Yes" or "YES" or "no" or "No" or "NO" or "true" or "True" or "TRUE" or "false" or "False" or "FALSE"
        or "on" or "On" or "ON" or "off" or "Off" or "OFF";

    private static bool IsWhole(string word)
    {
        var digits = word.AsSpan(word.Length > 0 && word[0] is '+' or '-' ? 1 : 0);
        if (digits is "0")
        {
            return true;
        }

        return digits switch
        {
            ['0', 'b', _, ..] => Only(digits[2..], c => c is '0' or '1'),
            ['0', 'x', _, ..] => Only(digits[2..], char.IsAsciiHexDigit),
            ['0', ..] => Only(digits[1..], c => c is >= '0' and <= '7'),
            [>= '1' and <= '9', ..] => Only(digits, char.IsAsciiDigit) || IsSexagesimal(digits),
            _ => false,
        };
    }

    private static bool IsFloat(string word)
    {
        var isSigned = word.Length > 0 && word[0] is '+' or '-';
        var number = word.AsSpan(isSigned ? 1 : 0);
        if (number is ".inf" or ".Inf" or ".INF" || (!isSigned && number is ".nan" or ".NaN" or ".NAN"))
        {
            return true;
        }

        var dot = number.IndexOf('.');
        if (dot < 0)
        {
            return false;
        }

        var fraction = number[(dot + 1)..];
        var mantissa = WithoutExponent(fraction);
        if (dot == 0)
        {
            return !isSigned && mantissa.Length > 0 && char.IsAsciiDigit(mantissa[0]) && Only(mantissa, char.IsAsciiDigit);
        }

        var whole = number[..dot];
        return char.IsAsciiDigit(whole[0])
            && ((Only(whole, char.IsAsciiDigit) && Only(mantissa, char.IsAsciiDigit))
                || (IsSexagesimal(whole) && Only(fraction, char.IsAsciiDigit)));
    }

    /// <summary>Whether there is nothing but such digits, and underscores, which YAML skips.</summary>
    private static bool Only(ReadOnlySpan<char> number, Func<char, bool> isDigit)
    {
        foreach (var c in number)
        {
            if (c != '_' && !isDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands before <c>e+10</c>; all of it when there is no whole exponent with a sign.</summary>
    private static ReadOnlySpan<char> WithoutExponent(ReadOnlySpan<char> number)
    {
        var e = number.IndexOfAny('e', 'E');
        return e >= 0 && number[(e + 1)..] is ['+' or '-', _, ..] exponent && !exponent[1..].ContainsAnyExceptInRange('0', '9')
            ? number[..e]
            : number;
    }

    /// <summary><c>12:30:45</c>: digits, then groups below 60.</summary>
    private static bool IsSexagesimal(ReadOnlySpan<char> number)
    {
        var groups = 0;
        foreach (var range in number.Split(':'))
        {
            var group = number[range];
            var isRight = groups++ == 0
                ? group.Length > 0 && char.IsAsciiDigit(group[0]) && Only(group, char.IsAsciiDigit)
                : group is [>= '0' and <= '9'] or [>= '0' and <= '5', >= '0' and <= '9'];
            if (!isRight)
            {
                return false;
            }
        }

        return groups > 1;
    }

    /// <summary><c>2026-11-24</c>, or with a time and an offset.</summary>
    private static bool IsTime(string word)
    {
        var rest = new Pattern(word);
        if (!rest.Digits(4, 4)
            || !rest.One('-')
            || rest.Count(2) is not (var month and > 0)
            || !rest.One('-')
            || rest.Count(2) is not (var day and > 0))
        {
            return false;
        }

        if (rest.IsAtEnd)
        {
            return month == 2 && day == 2;
        }

        if (!rest.One('T') && !rest.One('t') && !rest.Blanks())
        {
            return false;
        }

        var isTime = rest.Digits(1, 2) && rest.One(':') && rest.Digits(2, 2) && rest.One(':') && rest.Digits(2, 2);
        if (isTime && rest.One('.'))
        {
            rest.Count(int.MaxValue);
        }

        return isTime && (rest.IsAtEnd || IsOffset(rest));
    }

    private static bool IsOffset(Pattern rest)
    {
        rest.Blanks();
        if (rest.One('Z'))
        {
            return rest.IsAtEnd;
        }

        return (rest.One('+') || rest.One('-'))
            && rest.Digits(1, 2)
            && (rest.IsAtEnd || (rest.One(':') && rest.Digits(2, 2) && rest.IsAtEnd));
    }

    /// <summary>Reads a word from the left.</summary>
    private ref struct Pattern(ReadOnlySpan<char> word)
    {
        private ReadOnlySpan<char> _rest = word;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public bool One(char c)
        {
            var isThere = !_rest.IsEmpty && _rest[0] == c;
            _rest = isThere ? _rest[1..] : _rest;
            return isThere;
        }

        public bool Blanks()
        {
            var before = _rest.Length;
            _rest = _rest.TrimStart(" \t");
            return _rest.Length < before;
        }

        public bool Digits(int least, int most) => Count(most) >= least;

        /// <summary>Reads at most so many digits, and returns how many there were.</summary>
        public int Count(int most)
        {
            var count = 0;
            while (count < most && count < _rest.Length && char.IsAsciiDigit(_rest[count]))
            {
                count++;
            }

            _rest = _rest[count..];
            return count;
        }
    }
}
