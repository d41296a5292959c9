using System.Globalization;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Syntax;

/// <summary>Writes a tree as an expression that reads as the same tree, with parentheses wherever they could matter.</summary>
internal static class Printer
{
    public static string Print(Node node) => node switch
    {
        Node.Current => "@",
        Node.Field field => Name(field.Name),
        Node.Literal literal => Literal(literal.Value),
        Node.Chain chain => string.Join(" | ", chain.Steps.Select(Closed)),
        Node.Indexed { Steps: [var source, .. var brackets] } => Closed(source) + string.Concat(brackets.Select(Bracket)),
        Node.ValueProjection { Source: Node.Current } all => $"*{Each(all.Each)}",
        Node.Projection or Node.ValueProjection or Node.FilterProjection => Projection(node, Closed),
        Node.Comparison comparison => $"{Closed(comparison.Left)} {Sign(comparison.Operator)} {Closed(comparison.Right)}",
        Node.Or or => string.Join(" || ", or.Terms.Select(Closed)),
        Node.And and => string.Join(" && ", and.Terms.Select(Closed)),
        Node.Not not => $"!{Closed(not.Operand)}",
        Node.MultiSelectList list => $"[{string.Join(", ", list.Elements.Select(Element))}]",
        Node.MultiSelectHash hash =>
            $"{{{string.Join(", ", hash.Members.Select(member => $"{Name(member.Name)}: {Print(member.Value)}"))}}}",
        Node.Call call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Print))})",
        Node.Reference reference => $"&{Print(reference.Expression)}",
        _ => throw new NotSupportedException($"{node.GetType().Name} stands only inside another node."),
    };

    private static string Closed(Node node) => node is Node.Current or Node.Field or Node.Literal or Node.Call
        ? Print(node)
        : $"({Print(node)})";

    /// <summary>A list whose first element is <c>*</c>, a number or a colon would read as something else.</summary>
    private static string Element(Node node) => node is Node.Reference ? Print(node) : Closed(node);

    private static string Bracket(Node node) => node switch
    {
        Node.Index index => string.Create(CultureInfo.InvariantCulture, $"[{index.Position}]"),
        Node.Slice slice => string.Create(CultureInfo.InvariantCulture, $"[{slice.Start}:{slice.Stop}:{slice.Step}]"),
        _ => throw new NotSupportedException($"{node.GetType().Name} does not stand in brackets."),
    };

    private static string Projection(Node node, Func<Node, string> print) => node switch
    {
        Node.Projection { Source: Node.Flatten flatten } flat => $"{print(flatten.Source)}[]{Each(flat.Each)}",
        Node.Projection { Source: Node.Indexed { Steps: [var source, Node.Slice slice] } } sliced =>
            $"{print(source)}{Bracket(slice)}{Each(sliced.Each)}",
        Node.Projection projection => $"{print(projection.Source)}[*]{Each(projection.Each)}",
        Node.ValueProjection projection => $"{print(projection.Source)}.*{Each(projection.Each)}",
        Node.FilterProjection filter => $"{print(filter.Source)}[?{Print(filter.Condition)}]{Each(filter.Each)}",
        _ => throw new NotSupportedException($"{node.GetType().Name} is no projection."),
    };

    /// <summary>What a projection asks of each element follows it without parentheses, which would end it.</summary>
    private static string Each(Node node) => node is Node.MultiSelectList ? $".{Print(node)}" : First(node);

    /// <summary>
    /// As <see cref="Each"/>, where more follows that belongs to it. Behind a dot a list takes nothing of what follows;
    /// without the dot it takes all.
    /// </summary>
    private static string First(Node node) => node switch
    {
        Node.Current => "",
        Node.MultiSelectList => Print(node),
        Node.Chain { Steps: [var first, .. var rest] } => First(first) + string.Concat(rest.Select(Each)),
        Node.Indexed { Steps: [var source, .. var brackets] } => First(source) + string.Concat(brackets.Select(Bracket)),
        Node.ValueProjection { Source: Node.Current } all => $".*{Each(all.Each)}",
        Node.Projection or Node.ValueProjection or Node.FilterProjection => Projection(node, First),
        _ => $".{Print(node)}",
    };

    private static string Name(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => c == '_' || char.IsAsciiLetterOrDigit(c))
            ? name
            : PythonJson.Write(new JmesValue.Text(name));

    private static string Literal(JmesValue value) => $"`{PythonJson.Write(value).Replace("`", "\\`", StringComparison.Ordinal)}`";

    private static string Sign(TokenKind comparison) => comparison switch
    {
        TokenKind.Equal => "==",
        TokenKind.NotEqual => "!=",
        TokenKind.Less => "<",
        TokenKind.LessOrEqual => "<=",
        TokenKind.Greater => ">",
        _ => ">=",
    };
}
