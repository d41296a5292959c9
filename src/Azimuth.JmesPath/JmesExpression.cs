using System.Text.Json;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Evaluation;
using Azimuth.JmesPath.Syntax;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath;

/// <summary>
/// A JMESPath expression (jmespath.org/specification.html), with the functions, the leniencies and the messages of
/// Python's <c>jmespath</c> 1.0, which the Azure CLI uses.
/// </summary>
public sealed class JmesExpression
{
    /// <summary>How deep an expression, or a literal in it, may be nested. Python's own limit is its stack's.</summary>
    public const int MaxDepth = JmesPathSyntaxException.MaxDepth;

    private readonly Node _root;

    private JmesExpression(Node root) => _root = root;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="JmesPathSyntaxException">It is not one, or it is nested deeper than <see cref="MaxDepth"/>.</exception>
    public static JmesExpression Parse(string expression) => new(Parser.Parse(expression));

    /// <summary>Evaluates it on a document.</summary>
    /// <exception cref="JmesPathRuntimeException">An unknown function, or arguments that the function does not take.</exception>
    public JmesValue Search(JsonElement document) => Search(JmesValue.From(document));

    /// <inheritdoc cref="Search(JsonElement)"/>
    public JmesValue Search(JmesValue document) => Interpreter.Evaluate(_root, document);

    /// <summary>The expression again, normalized: reading it gives an equal one.</summary>
    public override string ToString() => Printer.Print(_root);
}
