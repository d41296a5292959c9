using System.Globalization;
using System.Text;
using System.Text.Json;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Syntax;

/// <summary>Cuts an expression into tokens.</summary>
internal sealed class Lexer(string expression)
{
    private int _at;

    private char? Here => _at < expression.Length ? expression[_at] : null;

    /// <summary>All tokens, the last of which is <see cref="TokenKind.End"/>.</summary>
    /// <exception cref="JmesPathSyntaxException">A character that begins no token, or a delimiter that is never closed.</exception>
    public static List<Token> Tokenize(string expression)
    {
        if (expression.Length == 0)
        {
            throw new JmesPathSyntaxException("Invalid JMESPath expression: cannot be empty.");
        }

        var lexer = new Lexer(expression);
        var tokens = new List<Token>();
        while (lexer.Next() is { } token)
        {
            tokens.Add(token);
        }

        tokens.Add(new(TokenKind.End, "", expression.Length));
        return tokens;
    }

    private Token? Next()
    {
        while (Here is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }

        return Here switch
        {
            null => null,
            '[' => Longer(TokenKind.LeftBracket, (']', TokenKind.Flatten), ('?', TokenKind.Filter)),
            '|' => Longer(TokenKind.Pipe, ('|', TokenKind.Or)),
            '&' => Longer(TokenKind.Reference, ('&', TokenKind.And)),
            '<' => Longer(TokenKind.Less, ('=', TokenKind.LessOrEqual)),
            '>' => Longer(TokenKind.Greater, ('=', TokenKind.GreaterOrEqual)),
            '!' => Longer(TokenKind.Not, ('=', TokenKind.NotEqual)),
            '=' when _at + 1 < expression.Length && expression[_at + 1] == '=' => Take(TokenKind.Equal, 2),
            '=' => throw Bad("Unknown token '='", _at),
            '\'' => RawString(),
            '`' => Literal(),
            '"' => QuotedIdentifier(),
            '-' or (>= '0' and <= '9') => Number(),
            '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Identifier(),
            '.' => Take(TokenKind.Dot, 1),
            '*' => Take(TokenKind.Star, 1),
            ']' => Take(TokenKind.RightBracket, 1),
            ',' => Take(TokenKind.Comma, 1),
            ':' => Take(TokenKind.Colon, 1),
            '@' => Take(TokenKind.Current, 1),
            '(' => Take(TokenKind.LeftParenthesis, 1),
            ')' => Take(TokenKind.RightParenthesis, 1),
            '{' => Take(TokenKind.LeftBrace, 1),
            '}' => Take(TokenKind.RightBrace, 1),
            _ => throw Bad($"Unknown token {Rune.GetRuneAt(expression, _at)}", _at),
        };
    }

    private Token Take(TokenKind kind, int length)
    {
        var start = _at;
        _at += length;
        return new(kind, expression.Substring(start, length), start);
    }

    private Token Longer(TokenKind alone, params ReadOnlySpan<(char Second, TokenKind Kind)> pairs)
    {
        foreach (var (second, kind) in pairs)
        {
            if (_at + 1 < expression.Length && expression[_at + 1] == second)
            {
                return Take(kind, 2);
            }
        }

        return Take(alone, 1);
    }

    private Token Identifier()
    {
        var end = _at;
        while (end < expression.Length && (expression[end] == '_' || char.IsAsciiLetterOrDigit(expression[end])))
        {
            end++;
        }

        return Take(TokenKind.UnquotedIdentifier, end - _at);
    }

    private Token Number()
    {
        var end = _at + 1;
        while (end < expression.Length && char.IsAsciiDigit(expression[end]))
        {
            end++;
        }

        if (expression[_at] == '-' && end == _at + 1)
        {
            throw Bad("Unknown token '-'", _at);
        }

        var token = Take(TokenKind.Number, end - _at);
        // Beyond an int lies nothing in any array: the nearest int means the same.
        var nearest = int.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : token.Text[0] == '-' ? -int.MaxValue : int.MaxValue;
        return token with { Number = nearest };
    }

    private Token RawString()
    {
        var start = _at;
        var text = Until('\'').Replace("\\'", "'", StringComparison.Ordinal);
        return new(TokenKind.Literal, text, start) { Value = new JmesValue.Text(text) };
    }

    private Token Literal()
    {
        var start = _at;
        var text = Until('`').Replace("\\`", "`", StringComparison.Ordinal);
        if (Nesting(text) > JmesPathSyntaxException.MaxDepth)
        {
            throw JmesPathSyntaxException.TooDeep();
        }

        // What is not JSON is a string without its quotes: an old spelling that Python's jmespath still reads.
        var value = Json(text) ?? Json($"\"{text.TrimStart()}\"") ?? throw Bad($"Bad token {text}", start);
        return new(TokenKind.Literal, text, start) { Value = value };
    }

    private Token QuotedIdentifier()
    {
        var start = _at;
        var name = Json($"\"{Until('"')}\"") as JmesValue.Text ?? throw Bad("Invalid quoted identifier", start);
        return new(TokenKind.QuotedIdentifier, name.Value, start);
    }

    /// <summary>What stands before the next <paramref name="delimiter"/> that no backslash precedes.</summary>
    private string Until(char delimiter)
    {
        var start = _at++;
        while (Here != delimiter)
        {
            _at += Here == '\\' ? 2 : 1;
            if (_at >= expression.Length)
            {
                throw Bad($"Unclosed {delimiter} delimiter", start);
            }
        }

        return expression[(start + 1).._at++];
    }

    /// <summary>How deep the brackets go, those in strings aside.</summary>
    private static int Nesting(string json)
    {
        var (depth, deepest, isInString) = (0, 0, false);
        for (var i = 0; i < json.Length; i++)
        {
            isInString ^= json[i] == '"';
            i += isInString && json[i] == '\\' ? 1 : 0;
            depth += isInString || i >= json.Length ? 0 : json[i] switch { '[' or '{' => 1, ']' or '}' => -1, _ => 0 };
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static JmesValue? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = JmesPathSyntaxException.MaxDepth });
            return JmesValue.From(document.RootElement);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException or ArgumentException)
        {
            // The caller says what the text cannot be. InvalidOperationException and ArgumentException: half a surrogate pair.
            return null;
        }
    }

    private static JmesPathSyntaxException Bad(string message, int position) =>
        new($"Bad jmespath expression: {message}", position);
}
