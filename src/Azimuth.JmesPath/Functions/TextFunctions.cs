using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>Functions of strings.</summary>
internal static class TextFunctions
{
    public static JmesValue StartsWith(JmesValue[] arguments) =>
        JmesValue.Truth.Of(Read(arguments[0]).StartsWith(Read(arguments[1]), StringComparison.Ordinal));

    public static JmesValue EndsWith(JmesValue[] arguments) =>
        JmesValue.Truth.Of(Read(arguments[0]).EndsWith(Read(arguments[1]), StringComparison.Ordinal));

    public static JmesValue Join(JmesValue[] arguments) =>
        new JmesValue.Text(string.Join(Read(arguments[0]), ((JmesValue.Array)arguments[1]).Items.Select(Read)));

    private static string Read(JmesValue argument) => ((JmesValue.Text)argument).Value;
}
