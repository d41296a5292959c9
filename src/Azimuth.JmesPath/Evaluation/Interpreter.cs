using System.Diagnostics;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Functions;
using Azimuth.JmesPath.Syntax;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Evaluation;

/// <summary>Evaluates an expression on a value. What is not there is null; nothing but a function refuses.</summary>
internal static class Interpreter
{
    public static JmesValue Evaluate(Node node, JmesValue value) => node switch
    {
        Node.Current => value,
        Node.Field field =>
            value is JmesValue.Hash item ? item.Members.GetValueOrDefault(field.Name, JmesValue.Null.Value) : JmesValue.Null.Value,
        Node.Literal literal => literal.Value,
        Node.Index index => Slicing.At(value, index.Position),
        Node.Slice slice => Slicing.Slice(value, slice),
        Node.Chain chain => Follow(chain.Steps, value),
        Node.Indexed indexed => Follow(indexed.Steps, value),
        Node.Projection projection => Project(Evaluate(projection.Source, value), null, projection.Each),
        Node.FilterProjection filter => Project(Evaluate(filter.Source, value), filter.Condition, filter.Each),
        Node.ValueProjection projection => ProjectValues(Evaluate(projection.Source, value), projection.Each),
        Node.Flatten flatten => Flatten(Evaluate(flatten.Source, value)),
        Node.Comparison comparison => Compare(comparison, value),
        Node.Or or => FirstWhere(or.Terms, value, isFalse: false),
        Node.And and => FirstWhere(and.Terms, value, isFalse: true),
        Node.Not not => Not(Evaluate(not.Operand, value)),
        Node.MultiSelectList list => BuildArray(list, value),
        Node.MultiSelectHash hash => BuildObject(hash, value),
        Node.Call call => Call(call, value),
        Node.Reference => throw new JmesPathRuntimeException("An expression reference (&) is an argument of a function, not a value."),
        _ => throw new UnreachableException(),
    };

    /// <summary>What a condition takes for false: null, false, and what is empty. Zero is true.</summary>
    private static bool IsFalse(JmesValue value) => value switch
    {
        JmesValue.Null => true,
        JmesValue.Truth truth => !truth.Value,
        JmesValue.Text text => text.Value.Length == 0,
        JmesValue.Array array => array.Items.Count == 0,
        JmesValue.Hash item => item.Members.Count == 0,
        _ => false,
    };

    private static JmesValue.Truth Not(JmesValue value) => JmesValue.Truth.Of(IsFalse(value));

    private static JmesValue Follow(IReadOnlyList<Node> steps, JmesValue value)
    {
        foreach (var step in steps)
        {
            value = Evaluate(step, value);
        }

        return value;
    }

    private static JmesValue FirstWhere(IReadOnlyList<Node> terms, JmesValue value, bool isFalse)
    {
        JmesValue found = JmesValue.Null.Value;
        foreach (var term in terms)
        {
            found = Evaluate(term, value);
            if (IsFalse(found) == isFalse)
            {
                break;
            }
        }

        return found;
    }

    private static JmesValue Project(JmesValue source, Node? condition, Node each)
    {
        if (source is not JmesValue.Array array)
        {
            return JmesValue.Null.Value;
        }

        var found = new List<JmesValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (condition is null || !IsFalse(Evaluate(condition, item)))
            {
                AddUnlessNull(found, Evaluate(each, item));
            }
        }

        return new JmesValue.Array(found);
    }

    private static JmesValue ProjectValues(JmesValue source, Node each)
    {
        if (source is not JmesValue.Hash item)
        {
            return JmesValue.Null.Value;
        }

        var found = new List<JmesValue>(item.Members.Count);
        foreach (var member in item.Members.Values)
        {
            AddUnlessNull(found, Evaluate(each, member));
        }

        return new JmesValue.Array(found);
    }

    private static void AddUnlessNull(List<JmesValue> found, JmesValue value)
    {
        if (value is not JmesValue.Null)
        {
            found.Add(value);
        }
    }

    private static JmesValue Flatten(JmesValue source)
    {
        if (source is not JmesValue.Array array)
        {
            return JmesValue.Null.Value;
        }

        var flat = new List<JmesValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (item is JmesValue.Array inner)
            {
                flat.AddRange(inner.Items);
            }
            else
            {
                flat.Add(item);
            }
        }

        return new JmesValue.Array(flat);
    }

    private static JmesValue Compare(Node.Comparison comparison, JmesValue value)
    {
        var left = Evaluate(comparison.Left, value);
        var right = Evaluate(comparison.Right, value);
        if (comparison.Operator is TokenKind.Equal or TokenKind.NotEqual)
        {
            return JmesValue.Truth.Of(Equality.AreEqual(left, right) == (comparison.Operator == TokenKind.Equal));
        }

        if (!Ordering.IsOrdered(left) || !Ordering.IsOrdered(right))
        {
            return JmesValue.Null.Value;
        }

        return JmesValue.Truth.Of(comparison.Operator switch
        {
            TokenKind.Less => Ordering.IsLess(left, right, "<"),
            TokenKind.LessOrEqual => Ordering.IsLess(left, right, "<=", orEqual: true),
            TokenKind.Greater => Ordering.IsLess(right, left, ">"),
            _ => Ordering.IsLess(right, left, ">=", orEqual: true),
        });
    }

    private static JmesValue BuildArray(Node.MultiSelectList list, JmesValue value)
    {
        if (value is JmesValue.Null)
        {
            return value;
        }

        var items = new List<JmesValue>(list.Elements.Count);
        foreach (var element in list.Elements)
        {
            items.Add(Evaluate(element, value));
        }

        return new JmesValue.Array(items);
    }

    private static JmesValue BuildObject(Node.MultiSelectHash hash, JmesValue value)
    {
        if (value is JmesValue.Null)
        {
            return value;
        }

        var members = new OrderedDictionary<string, JmesValue>(hash.Members.Count, StringComparer.Ordinal);
        foreach (var (name, member) in hash.Members)
        {
            members[name] = Evaluate(member, value);
        }

        return new JmesValue.Hash(members, isBuilt: true);
    }

    private static JmesValue Call(Node.Call call, JmesValue value)
    {
        var arguments = new JmesValue[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Arguments[i] is Node.Reference reference
                ? new JmesValue.Reference(each => Evaluate(reference.Expression, each))
                : Evaluate(call.Arguments[i], value);
        }

        return FunctionTable.Call(call.Function, arguments);
    }
}
