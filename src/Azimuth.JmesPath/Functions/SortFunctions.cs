using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>Functions that order: strings by code point, numbers by size. Of equal values the first comes first.</summary>
internal static class SortFunctions
{
    private static readonly string[] NumberOrText = ["number", "string"];

    public static JmesValue Max(JmesValue[] arguments) => Best(Items(arguments[0]), item => item, 1);

    public static JmesValue Min(JmesValue[] arguments) => Best(Items(arguments[0]), item => item, -1);

    public static JmesValue MaxBy(JmesValue[] arguments) => Best(Items(arguments[0]), Key("max_by", arguments[1], NumberOrText), 1);

    public static JmesValue MinBy(JmesValue[] arguments) => Best(Items(arguments[0]), Key("min_by", arguments[1], NumberOrText), -1);

    public static JmesValue Sort(JmesValue[] arguments) =>
        new JmesValue.Array([.. Items(arguments[0]).Order(Ordering.Comparer)]); // LINQ's sort is stable

    public static JmesValue SortBy(JmesValue[] arguments)
    {
        var items = Items(arguments[0]);
        if (items.Count == 0)
        {
            return arguments[0];
        }

        var type = ((JmesValue.Reference)arguments[1]).Evaluate(items[0]).TypeName;
        return NumberOrText.Contains(type)
            ? new JmesValue.Array([.. items.OrderBy(Key("sort_by", arguments[1], [type]), Ordering.Comparer)])
            : throw Parameter.WrongType("sort_by", items[0], ["string", "number"], type);
    }

    private static IReadOnlyList<JmesValue> Items(JmesValue argument) => ((JmesValue.Array)argument).Items;

    private static Func<JmesValue, JmesValue> Key(string function, JmesValue reference, string[] allowed) => item =>
    {
        var key = ((JmesValue.Reference)reference).Evaluate(item);
        return allowed.Contains(key.TypeName) ? key : throw Parameter.WrongType(function, key, allowed, key.TypeName);
    };

    private static JmesValue Best(IReadOnlyList<JmesValue> items, Func<JmesValue, JmesValue> keyOf, int direction)
    {
        if (items.Count == 0)
        {
            return JmesValue.Null.Value;
        }

        var (best, bestKey) = (items[0], keyOf(items[0]));
        foreach (var item in items.Skip(1))
        {
            var key = keyOf(item);
            var isBetter = direction > 0 ? Ordering.IsLess(bestKey, key, ">") : Ordering.IsLess(key, bestKey, "<");
            if (isBetter)
            {
                (best, bestKey) = (item, key);
            }
        }

        return best;
    }
}
