using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Syntax;

/// <summary>The kinds of token; <see cref="TokenNames"/> has the names that messages use.</summary>
internal enum TokenKind
{
    End,
    UnquotedIdentifier,
    QuotedIdentifier,
    Literal,
    RightBracket,
    RightParenthesis,
    Comma,
    RightBrace,
    Number,
    Current,
    Reference,
    Colon,
    Pipe,
    Or,
    And,
    Equal,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    NotEqual,
    Flatten,
    Star,
    Filter,
    Dot,
    Not,
    LeftBrace,
    LeftBracket,
    LeftParenthesis,
}

/// <summary>One token of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">An identifier's name; for any other token what was written.</param>
/// <param name="Start">Where it begins, in UTF-16 units from 0.</param>
internal sealed record Token(TokenKind Kind, string Text, int Start)
{
    /// <summary>The value of a literal.</summary>
    public JmesValue? Value { get; init; }

    /// <summary>The value of a number.</summary>
    public int Number { get; init; }

    /// <summary>How strongly it binds to what stands left of it; 0 does not bind. Values up to 9 end a projection.</summary>
    public int BindingPower => Kind switch
    {
        TokenKind.Pipe => 1,
        TokenKind.Or => 2,
        TokenKind.And => 3,
        TokenKind.Equal or TokenKind.Greater or TokenKind.Less => BindingPowers.Comparison,
        TokenKind.GreaterOrEqual or TokenKind.LessOrEqual or TokenKind.NotEqual => BindingPowers.Comparison,
        TokenKind.Flatten => BindingPowers.Flatten,
        TokenKind.Star => BindingPowers.Star,
        TokenKind.Filter => BindingPowers.Filter,
        TokenKind.Dot => BindingPowers.Dot,
        TokenKind.Not => BindingPowers.Not,
        TokenKind.LeftBrace => 50,
        TokenKind.LeftBracket => 55,
        TokenKind.LeftParenthesis => 60,
        _ => 0,
    };
}

/// <summary>The binding powers that the parser names.</summary>
internal static class BindingPowers
{
    public const int Comparison = 5;
    public const int Flatten = 9;
    public const int ProjectionStop = 10;
    public const int Star = 20;
    public const int Filter = 21;
    public const int Dot = 40;
    public const int Not = 45;
}

/// <summary>How Python's <c>jmespath</c> names the kinds of token in its messages.</summary>
internal static class TokenNames
{
    extension(TokenKind kind)
    {
        public string Name => kind switch
        {
            TokenKind.End => "eof",
            TokenKind.UnquotedIdentifier => "unquoted_identifier",
            TokenKind.QuotedIdentifier => "quoted_identifier",
            TokenKind.Literal => "literal",
            TokenKind.RightBracket => "rbracket",
            TokenKind.RightParenthesis => "rparen",
            TokenKind.Comma => "comma",
            TokenKind.RightBrace => "rbrace",
            TokenKind.Number => "number",
            TokenKind.Current => "current",
            TokenKind.Reference => "expref",
            TokenKind.Colon => "colon",
            TokenKind.Pipe => "pipe",
            TokenKind.Or => "or",
            TokenKind.And => "and",
            TokenKind.Equal => "eq",
            TokenKind.Greater => "gt",
            TokenKind.Less => "lt",
            TokenKind.GreaterOrEqual => "gte",
            TokenKind.LessOrEqual => "lte",
            TokenKind.NotEqual => "ne",
            TokenKind.Flatten => "flatten",
            TokenKind.Star => "star",
            TokenKind.Filter => "filter",
            TokenKind.Dot => "dot",
            TokenKind.Not => "not",
            TokenKind.LeftBrace => "lbrace",
            TokenKind.LeftBracket => "lbracket",
            _ => "lparen",
        };
    }
}
