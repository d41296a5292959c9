using static Azimuth.JmesPath.Syntax.TokenKind;

namespace Azimuth.JmesPath.Syntax;

/// <summary>What stands in brackets and braces: indexes, slices, multi-selects.</summary>
internal sealed partial class Parser
{
    /// <summary>Indexes in a row. As in Python, a slice that follows an index does not project, not even behind parentheses.</summary>
    private Node Indexed(Node left)
    {
        var index = IndexOrSlice();
        if (left is not Node.Indexed && index is Node.Slice)
        {
            return ProjectedIfSlice(left, index);
        }

        List<Node> steps = left is Node.Indexed before ? [.. before.Steps, index] : [left, index];
        while (Here.Kind == LeftBracket && tokens[_at + 1].Kind is TokenKind.Number or Colon)
        {
            _at++;
            steps.Add(IndexOrSlice());
        }

        return new Node.Indexed([.. steps]);
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
}
