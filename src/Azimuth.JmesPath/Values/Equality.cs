using System.Numerics;

namespace Azimuth.JmesPath.Values;

/// <summary>Equality as Python's <c>jmespath</c> has it.</summary>
internal static class Equality
{
    /// <summary>
    /// <c>==</c> of an expression: a boolean equals no number. (Inside arrays and objects it does: see <see cref="InPython"/>.)
    /// </summary>
    public static bool AreEqual(JmesValue left, JmesValue right) =>
        (left, right) is not ((JmesValue.Truth, JmesValue.Number) or (JmesValue.Number, JmesValue.Truth)) && InPython(left, right);

    /// <summary>Python's own <c>==</c>, in which true is 1 and false is 0.</summary>
    public static bool InPython(JmesValue left, JmesValue right) => (left, right) switch
    {
        (JmesValue.Text a, JmesValue.Text b) => string.Equals(a.Value, b.Value, StringComparison.Ordinal),
        (JmesValue.Array a, JmesValue.Array b) => AreEqual(a.Items, b.Items),
        (JmesValue.Hash a, JmesValue.Hash b) => AreEqual(a, b),
        _ when Number(left) is { } a && Number(right) is { } b => Ordering.Compare(a, b) == 0,
        _ => ReferenceEquals(left, right),
    };

    private static JmesValue.Number? Number(JmesValue value) => value switch
    {
        JmesValue.Number number => number,
        JmesValue.Truth truth => new JmesValue.Number(truth.Value ? BigInteger.One : BigInteger.Zero),
        _ => null,
    };

    private static bool AreEqual(IReadOnlyList<JmesValue> left, IReadOnlyList<JmesValue> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!ReferenceEquals(left[i], right[i]) && !InPython(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(JmesValue.Hash left, JmesValue.Hash right)
    {
        if (left.Members.Count != right.Members.Count)
        {
            return false;
        }

        // Two that a multi-select hash built are OrderedDicts in the Azure CLI, whose order counts.
        var inOrder = left.IsBuilt && right.IsBuilt;
        for (var i = 0; i < left.Members.Count; i++)
        {
            var (name, mine) = left.Members.GetAt(i);
            var theirs = inOrder && right.Members.GetAt(i).Key != name ? null : right.Members.GetValueOrDefault(name);
            if (theirs is null || (!ReferenceEquals(mine, theirs) && !InPython(mine, theirs)))
            {
                return false;
            }
        }

        return true;
    }
}
