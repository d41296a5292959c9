using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>What one argument of a function may be.</summary>
/// <param name="Types">
/// JMESPath's names of types, in the order in which messages list them. <c>array-number</c> is an array of
/// numbers; of two such, the first element decides which.
/// </param>
internal sealed record Parameter(params string[] Types)
{
    /// <summary>Takes any value. (Python takes an expression reference too, and fails when it prints the result.)</summary>
    public static readonly Parameter Any = new("null", "boolean", "number", "string", "array", "object");

    /// <exception cref="JmesPathRuntimeException">The argument is none of the types.</exception>
    public void Check(string function, JmesValue argument)
    {
        if (!Types.Any(type => BaseOf(type) == argument.TypeName))
        {
            throw WrongType(function, argument, Types, argument.TypeName);
        }

        var elements = Types.Where(type => type.Contains('-', StringComparison.Ordinal)).Select(ElementOf).ToList();
        if (elements.Count > 0 && argument is JmesValue.Array { Items: [var first, ..] items })
        {
            var allowed = elements.Count == 1 ? elements[0] : elements.Find(type => type == first.TypeName);
            if (items.FirstOrDefault(item => item.TypeName != allowed) is { } wrong)
            {
                throw WrongType(function, wrong, Types, PythonType.Name(wrong));
            }
        }
    }

    /// <summary>Python's sentence. For an argument it names JMESPath's type, for an element Python's own.</summary>
    public static JmesPathRuntimeException WrongType(string function, JmesValue value, string[] expected, string received)
    {
        var list = string.Join(", ", expected.Select(type => $"'{type}'"));
        return new(
            $"In function {function}(), invalid type for value: {PythonText.Str(value)}, expected one of: [{list}], received: "
                + $"\"{received}\"");
    }

    private static string BaseOf(string type) => type.Split('-')[0];

    private static string ElementOf(string type) => type.Split('-')[1];
}
