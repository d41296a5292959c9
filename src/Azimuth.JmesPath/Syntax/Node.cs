using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Syntax;

/// <summary>The parts of an expression, as a tree.</summary>
internal abstract record Node
{
    private Node(int depthBelow) => Depth = depthBelow + 1;

    /// <summary>How many nodes lie on the longest way down, this one included: what evaluating it may recurse.</summary>
    public int Depth { get; }

    private static int Deepest(IReadOnlyList<Node> nodes)
    {
        var deepest = 0;
        foreach (var node in nodes)
        {
            deepest = Math.Max(deepest, node.Depth);
        }

        return deepest;
    }

    /// <summary><c>@</c>, and what stands implied before <c>[*]</c> or behind it.</summary>
    public sealed record Current() : Node(0);

    /// <summary>A member by its name.</summary>
    public sealed record Field(string Name) : Node(0);

    /// <summary><c>`json`</c> or <c>'text'</c>.</summary>
    public sealed record Literal(JmesValue Value) : Node(0);

    /// <summary><c>[0]</c>; below zero from the end.</summary>
    public sealed record Index(int Position) : Node(0);

    /// <summary><c>[start:stop:step]</c> with Python's meaning.</summary>
    public sealed record Slice(int? Start, int? Stop, int? Step) : Node(0);

    /// <summary><c>a.b.c</c> and <c>a | b | c</c>: each step is asked of what the one before it found.</summary>
    public sealed record Chain(Node[] Steps) : Node(Deepest(Steps));

    /// <summary><c>a[0][1]</c>. Apart from <see cref="Chain"/>, since a slice that follows it does not project.</summary>
    public sealed record Indexed(Node[] Steps) : Node(Deepest(Steps));

    /// <summary><c>a[*].b</c>: each element of an array; what is null is left out.</summary>
    public sealed record Projection(Node Source, Node Each) : Node(Math.Max(Source.Depth, Each.Depth));

    /// <summary><c>a.*.b</c>: each value of an object; what is null is left out.</summary>
    public sealed record ValueProjection(Node Source, Node Each) : Node(Math.Max(Source.Depth, Each.Depth));

    /// <summary><c>a[?condition].b</c>.</summary>
    public sealed record FilterProjection(Node Source, Node Each, Node Condition)
        : Node(Math.Max(Math.Max(Source.Depth, Each.Depth), Condition.Depth));

    /// <summary>The <c>[]</c> of <c>a[].b</c>: arrays in the array give way to their elements.</summary>
    public sealed record Flatten(Node Source) : Node(Source.Depth);

    /// <summary><c>a &lt; b</c> and its five relatives.</summary>
    public sealed record Comparison(TokenKind Operator, Node Left, Node Right) : Node(Math.Max(Left.Depth, Right.Depth));

    /// <summary><c>a || b || c</c>: the first that is not false, or the last.</summary>
    public sealed record Or(Node[] Terms) : Node(Deepest(Terms));

    /// <summary><c>a &amp;&amp; b &amp;&amp; c</c>: the first that is false, or the last.</summary>
    public sealed record And(Node[] Terms) : Node(Deepest(Terms));

    /// <summary><c>!a</c>.</summary>
    public sealed record Not(Node Operand) : Node(Operand.Depth);

    /// <summary><c>[a, b]</c>.</summary>
    public sealed record MultiSelectList(IReadOnlyList<Node> Elements) : Node(Deepest(Elements));

    /// <summary><c>{name: a, other: b}</c>.</summary>
    public sealed record MultiSelectHash(IReadOnlyList<(string Name, Node Value)> Members)
        : Node(Deepest([.. Members.Select(member => member.Value)]));

    /// <summary><c>name(a, b)</c>.</summary>
    public sealed record Call(string Function, IReadOnlyList<Node> Arguments) : Node(Deepest(Arguments));

    /// <summary><c>&amp;a</c>: an expression that a function evaluates itself.</summary>
    public sealed record Reference(Node Expression) : Node(Expression.Depth);
}
