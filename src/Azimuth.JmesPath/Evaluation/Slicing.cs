using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Syntax;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Evaluation;

/// <summary>Indexes and slices of arrays as Python has them; of anything else they are null.</summary>
internal static class Slicing
{
    public static JmesValue At(JmesValue value, int position)
    {
        if (value is not JmesValue.Array { Items: var items })
        {
            return JmesValue.Null.Value;
        }

        var index = position < 0 ? items.Count + position : position;
        return index >= 0 && index < items.Count ? items[index] : JmesValue.Null.Value;
    }

    /// <exception cref="JmesPathRuntimeException">The step is 0.</exception>
    public static JmesValue Slice(JmesValue value, Node.Slice slice)
    {
        if (value is not JmesValue.Array { Items: var items })
        {
            return JmesValue.Null.Value;
        }

        var step = slice.Step ?? 1;
        if (step == 0)
        {
            throw new JmesPathRuntimeException("slice step cannot be zero");
        }

        var (first, last) = step > 0 ? (0, items.Count) : (-1, items.Count - 1);
        var start = Bound(slice.Start, items.Count, first, last) ?? (step > 0 ? first : last);
        var stop = Bound(slice.Stop, items.Count, first, last) ?? (step > 0 ? last : first);

        var found = new List<JmesValue>();
        // A long, since a step near int's end would wrap round.
        for (long at = start; step > 0 ? at < stop : at > stop; at += step)
        {
            found.Add(items[(int)at]);
        }

        return new JmesValue.Array(found);
    }

    private static int? Bound(int? wanted, int count, int first, int last) => wanted is { } position
        ? Math.Clamp(position < 0 ? position + count : position, first, last)
        : null;
}
