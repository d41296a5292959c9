namespace Azimuth.JmesPath.Values;

/// <summary>Python's names of the types, which its messages use for what an array holds.</summary>
internal static class PythonType
{
    public static string Name(JmesValue value) => value switch
    {
        JmesValue.Null => "NoneType",
        JmesValue.Truth => "bool",
        JmesValue.Number number => number.IsWhole ? "int" : "float",
        JmesValue.Text => "str",
        JmesValue.Array => "list",
        JmesValue.Hash item => item.IsBuilt ? "OrderedDict" : "dict",
        _ => "_Expression",
    };
}
