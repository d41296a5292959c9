using Azimuth.JmesPath.Errors;

using static Azimuth.JmesPath.Syntax.TokenKind;

namespace Azimuth.JmesPath.Syntax;

/// <summary>
/// Top-down operator precedence (Pratt): <see cref="Prefix"/> reads what begins an expression, <see cref="Infix"/> what
/// continues one. It accepts what Python's <c>jmespath</c> 1.0 accepts, such as arguments without a comma between them.
/// </summary>
internal sealed partial class Parser(string expression, List<Token> tokens)
{
    private int _at;
    private int _depth;

    private Token Here => tokens[_at];

    /// <summary>Reads a whole expression.</summary>
    /// <exception cref="JmesPathSyntaxException">It is not one, or it is too deep.</exception>
    public static Node Parse(string expression)
    {
        var parser = new Parser(expression, Lexer.Tokenize(expression));
        var root = parser.Expression();
        return parser.Here.Kind == End ? root : throw parser.Unexpected(parser.Here, $"Unexpected token: {parser.Here.Text}");
    }

    private Node Expression(int bindingPower = 0)
    {
        if (++_depth > JmesPathSyntaxException.MaxDepth)
        {
            throw JmesPathSyntaxException.TooDeep();
        }

        var left = Prefix(Advance());
        while (bindingPower < Here.BindingPower)
        {
            left = Infix(left, Advance());
            if (left.Depth > JmesPathSyntaxException.MaxDepth)
            {
                throw JmesPathSyntaxException.TooDeep();
            }
        }

        _depth--;
        return left;
    }

    private Node Prefix(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Literal:
                return new Node.Literal(token.Value!);
            case UnquotedIdentifier:
                return new Node.Field(token.Text);
            case QuotedIdentifier when Here.Kind == LeftParenthesis:
                throw Unexpected(Here, "Quoted identifier not allowed for function names.");
            case QuotedIdentifier:
                return new Node.Field(token.Text);
            case Current:
                return new Node.Current();
            case Star:
                return new Node.ValueProjection(
                    new Node.Current(), Here.Kind == RightBracket ? new Node.Current() : Projected(BindingPowers.Star));
            case TokenKind.Filter:
                return Filter(new Node.Current());
            case TokenKind.Flatten:
                return Flatten(new Node.Current());
            case LeftBrace:
                return MultiSelectHash();
            case LeftParenthesis:
                var inner = Expression();
                Match(RightParenthesis);
                return inner;
            case LeftBracket when Here.Kind is TokenKind.Number or Colon:
                return ProjectedIfSlice(new Node.Current(), IndexOrSlice());
            case LeftBracket when Here.Kind == Star && tokens[_at + 1].Kind == RightBracket:
                _at += 2;
                return new Node.Projection(new Node.Current(), Projected(BindingPowers.Star));
            case LeftBracket:
                return MultiSelectList();
            case TokenKind.Not:
                return new Node.Not(Expression(BindingPowers.Not));
            case TokenKind.Reference:
                return new Node.Reference(Expression());
            case End:
                throw Incomplete();
            default:
                throw Unexpected(token, "invalid token");
        }
    }

    private Node Infix(Node left, Token token)
    {
        switch (token.Kind)
        {
            case Dot when Here.Kind == Star:
                _at++;
                return new Node.ValueProjection(left, Projected(BindingPowers.Dot));
            case Dot:
                return new Node.Chain(Operands(left, Dot, () => AfterDot(BindingPowers.Dot)));
            case Pipe:
                return new Node.Chain(Operands(left, Pipe, () => Expression(token.BindingPower)));
            case TokenKind.Or:
                return new Node.Or(Operands(left, TokenKind.Or, () => Expression(token.BindingPower)));
            case TokenKind.And:
                return new Node.And(Operands(left, TokenKind.And, () => Expression(token.BindingPower)));
            case Equal or NotEqual or Less or LessOrEqual or Greater or GreaterOrEqual:
                return new Node.Comparison(token.Kind, left, Expression(token.BindingPower));
            case LeftParenthesis:
                return Call(left);
            case TokenKind.Filter:
                return Filter(left);
            case TokenKind.Flatten:
                return Flatten(left);
            case LeftBracket when Here.Kind is TokenKind.Number or Colon:
                return Indexed(left);
            case LeftBracket:
                Match(Star);
                Match(RightBracket);
                return new Node.Projection(left, Projected(BindingPowers.Star));
            default:
                throw Unexpected(token, "invalid token");
        }
    }

    /// <summary>
    /// All operands of a row of the same operator, so that <c>a || b || …</c> is long and not deep. A star behind a dot
    /// begins a projection instead.
    /// </summary>
    private Node[] Operands(Node first, TokenKind operation, Func<Node> next)
    {
        List<Node> operands = [first, next()];
        while (Here.Kind == operation && (operation != Dot || tokens[_at + 1].Kind != Star))
        {
            _at++;
            operands.Add(next());
        }

        return [.. operands];
    }

    private Node.Projection Flatten(Node left) =>
        new(new Node.Flatten(left), Projected(BindingPowers.Flatten));

    private Node.FilterProjection Filter(Node left)
    {
        var condition = Expression();
        Match(RightBracket);
        return new(left, Here.Kind == TokenKind.Flatten ? new Node.Current() : Projected(BindingPowers.Filter), condition);
    }

    private Node.Call Call(Node left)
    {
        if (left is not Node.Field function)
        {
            var wrong = tokens[_at - 2];
            throw Unexpected(wrong, $"Invalid function name '{wrong.Text}'");
        }

        var arguments = new List<Node>();
        while (Here.Kind != RightParenthesis)
        {
            arguments.Add(Expression());
            if (Here.Kind == Comma)
            {
                _at++;
            }
        }

        _at++;
        return new(function.Name, arguments);
    }

    /// <summary>What is asked of each element of the projection that was just read.</summary>
    private Node Projected(int bindingPower)
    {
        if (Here.BindingPower < BindingPowers.ProjectionStop)
        {
            return new Node.Current();
        }

        switch (Here.Kind)
        {
            case LeftBracket or TokenKind.Filter:
                return Expression(bindingPower);
            case Dot:
                _at++;
                return AfterDot(bindingPower);
            default:
                throw Unexpected(Here, "syntax error");
        }
    }

    private Node AfterDot(int bindingPower)
    {
        switch (Here.Kind)
        {
            case QuotedIdentifier or UnquotedIdentifier or Star:
                return Expression(bindingPower);
            case LeftBracket:
                _at++;
                return MultiSelectList();
            case LeftBrace:
                _at++;
                return MultiSelectHash();
            default:
                const string Allowed = "['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace']";
                throw Unexpected(Here, $"Expecting: {Allowed}, got: {Here.Kind.Name}");
        }
    }

    private Token Advance() => tokens[_at++];

    private void Match(TokenKind kind)
    {
        if (Here.Kind != kind)
        {
            throw Expected(kind.Name);
        }

        _at++;
    }

    private JmesPathSyntaxException Expected(string names) => Here.Kind == End
        ? Incomplete()
        : Unexpected(Here, $"Expecting: {names}, got: {Here.Kind.Name}");

    private JmesPathSyntaxException Unexpected(Token token, string reason) => token.Kind == End && reason == "invalid token"
        ? Incomplete()
        : new($"{reason}: Parse error at column {token.Start}, token \"{token.Text}\" ({token.Kind.Name.ToUpperInvariant()})", token.Start);

    private JmesPathSyntaxException Incomplete() =>
        new("Invalid jmespath expression: Incomplete expression", expression.Length);
}
