using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>All functions, by name: those of Python's <c>jmespath</c> 1.0 and no other.</summary>
internal static class FunctionTable
{
    private static readonly Parameter Number = new("number");
    private static readonly Parameter Numbers = new("array-number");
    private static readonly Parameter Text = new("string");
    private static readonly Parameter Array = new("array");
    private static readonly Parameter Object = new("object");
    private static readonly Parameter Expression = new("expref");

    /// <exception cref="JmesPathRuntimeException">There is no such function, or it does not take these arguments.</exception>
    public static JmesValue Call(string name, JmesValue[] arguments)
    {
        var function = Find(name) ?? throw new JmesPathRuntimeException($"Unknown function: {name}()");
        return function.Call(name, arguments);
    }

    private static Function? Find(string name) => name switch
    {
        "abs" => new(NumberFunctions.Abs, Number),
        "avg" => new(NumberFunctions.Average, Numbers),
        "ceil" => new(NumberFunctions.Ceiling, Number),
        "contains" => new(ArrayFunctions.Contains, new("array", "string"), Parameter.Any),
        "ends_with" => new(TextFunctions.EndsWith, Text, Text),
        "floor" => new(NumberFunctions.Floor, Number),
        "join" => new(TextFunctions.Join, Text, new("array-string")),
        "keys" => new(ObjectFunctions.Keys, Object),
        "length" => new(ArrayFunctions.Length, new Parameter("string", "array", "object")),
        "map" => new(ArrayFunctions.Map, Expression, Array),
        "max" => new(SortFunctions.Max, new Parameter("array-number", "array-string")),
        "max_by" => new(SortFunctions.MaxBy, Array, Expression),
        "merge" => new(ObjectFunctions.Merge, Object) { TakesMore = true },
        "min" => new(SortFunctions.Min, new Parameter("array-number", "array-string")),
        "min_by" => new(SortFunctions.MinBy, Array, Expression),
        "not_null" => new(TypeFunctions.NotNull, Parameter.Any) { TakesMore = true },
        "reverse" => new(ArrayFunctions.Reverse, new Parameter("array", "string")),
        "sort" => new(SortFunctions.Sort, new Parameter("array-string", "array-number")),
        "sort_by" => new(SortFunctions.SortBy, Array, Expression),
        "starts_with" => new(TextFunctions.StartsWith, Text, Text),
        "sum" => new(NumberFunctions.Sum, Numbers),
        "to_array" => new(TypeFunctions.ToArray, Parameter.Any),
        "to_number" => new(TypeFunctions.ToNumber, Parameter.Any),
        "to_string" => new(TypeFunctions.ToText, Parameter.Any),
        "type" => new(TypeFunctions.TypeOf, Parameter.Any),
        "values" => new(ObjectFunctions.Values, Object),
        _ => null,
    };
}
