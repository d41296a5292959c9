using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>Functions of objects.</summary>
internal static class ObjectFunctions
{
    public static JmesValue Keys(JmesValue[] arguments) =>
        new JmesValue.Array([.. Read(arguments[0]).Keys.Select(name => new JmesValue.Text(name))]);

    public static JmesValue Values(JmesValue[] arguments) => new JmesValue.Array([.. Read(arguments[0]).Values]);

    /// <summary>Only the first argument's type is checked, as in Python, so that the others are checked here.</summary>
    public static JmesValue Merge(JmesValue[] arguments)
    {
        var merged = new OrderedDictionary<string, JmesValue>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            if (argument is not JmesValue.Hash)
            {
                throw Parameter.WrongType("merge", argument, ["object"], argument.TypeName);
            }

            foreach (var (name, member) in Read(argument))
            {
                merged[name] = member;
            }
        }

        return new JmesValue.Hash(merged);
    }

    private static OrderedDictionary<string, JmesValue> Read(JmesValue argument) => ((JmesValue.Hash)argument).Members;
}
