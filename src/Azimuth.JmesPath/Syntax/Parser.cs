using static Azimuth.JmesPath.Syntax.TokenKind;

namespace Azimuth.JmesPath.Syntax;

/// <summary>
/// Top-down operator precedence (Pratt): <see cref="Prefix"/> reads what begins an expression, <see cref="Infix"/> what
/// continues one. It accepts what Python's <c>jmespath</c> 1.0 accepts, such as arguments without a comma between them.
/// </summary>
internal sealed class Parser(string expression, List<Token> tokens)
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
        if (++_depth > JmesExpression.MaxDepth)
        {
            throw JmesPathSyntaxException.TooDeep();
        }

        var left = Prefix(Advance());
        while (bindingPower < Here.BindingPower)
        {
            left = Infix(left, Advance());
            if (left.Depth > JmesExpression.MaxDepth)
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
                return Chained(left, AfterDot(BindingPowers.Dot));
            case Pipe:
                return Chained(left, Expression(token.BindingPower));
            case TokenKind.Or:
                var alternative = Expression(token.BindingPower);
                return new Node.Or(left is Node.Or or ? [.. or.Terms, alternative] : [left, alternative]);
            case TokenKind.And:
                var condition = Expression(token.BindingPower);
                return new Node.And(left is Node.And and ? [.. and.Terms, condition] : [left, condition]);
            case Equal or NotEqual or Less or LessOrEqual or Greater or GreaterOrEqual:
                return new Node.Comparison(token.Kind, left, Expression(token.BindingPower));
            case LeftParenthesis:
                return Call(left);
            case TokenKind.Filter:
                return Filter(left);
            case TokenKind.Flatten:
                return Flatten(left);
            case LeftBracket when Here.Kind is TokenKind.Number or Colon:
                var index = IndexOrSlice();
                return left is Node.Indexed before
                    ? new Node.Indexed([.. before.Steps, index])
                    : ProjectedIfSlice(left, index);
            case LeftBracket:
                Match(Star);
                Match(RightBracket);
                return new Node.Projection(left, Projected(BindingPowers.Star));
            default:
                throw Unexpected(token, "invalid token");
        }
    }

    private static Node.Chain Chained(Node left, Node right) =>
        new(left is Node.Chain chain ? [.. chain.Steps, right] : [left, right]);

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

    private Node IndexOrSlice()
    {
        if (Here.Kind == Colon || tokens[_at + 1].Kind == Colon)
        {
            return Slice();
        }

        var index = new Node.Index(Advance().Number);
        Match(RightBracket);
        return index;
    }

    private Node.Slice Slice()
    {
        var parts = new int?[3];
        for (var part = 0; Here.Kind != RightBracket && part < 3;)
        {
            switch (Here.Kind)
            {
                case Colon when ++part < 3:
                    break;
                case TokenKind.Number:
                    parts[part] = Here.Number;
                    break;
                default:
                    throw Unexpected(Here, "syntax error");
            }

            _at++;
        }

        Match(RightBracket);
        return new(parts[0], parts[1], parts[2]);
    }

    private Node ProjectedIfSlice(Node left, Node right)
    {
        var indexed = new Node.Indexed([left, right]);
        return right is Node.Slice ? new Node.Projection(indexed, Projected(BindingPowers.Star)) : indexed;
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

    private Node.MultiSelectList MultiSelectList()
    {
        List<Node> elements = [Expression()];
        while (Here.Kind != RightBracket)
        {
            Match(Comma);
            elements.Add(Expression());
        }

        _at++;
        return new(elements);
    }

    private Node.MultiSelectHash MultiSelectHash()
    {
        var members = new List<(string, Node)>();
        for (var open = true; open;)
        {
            var name = Here;
            if (name.Kind is not (QuotedIdentifier or UnquotedIdentifier))
            {
                throw Expected("['quoted_identifier', 'unquoted_identifier']");
            }

            _at++;
            Match(Colon);
            members.Add((name.Text, Expression()));
            open = Here.Kind != RightBrace;
            if (Here.Kind is Comma or RightBrace)
            {
                _at++;
            }
        }

        return new(members);
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
