using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Azimuth.JmesPath.Values;

/// <summary>
/// A JSON value as Python's <c>json</c> module sees it: whole numbers and floats are two things, objects keep their
/// order, and the same object may appear at several places of a result.
/// </summary>
public abstract class JmesValue
{
    private JmesValue()
    {
    }

    /// <summary>JMESPath's name of the type: what <c>type(@)</c> answers.</summary>
    public abstract string TypeName { get; }

    /// <summary>Copies a JSON document.</summary>
    public static JmesValue From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new OrderedDictionary<string, JmesValue>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                {
                    // of two equal keys the last value, at the first one's place
                    members[JsonTexts.NameOf(property)] = From(property.Value);
                }

                return new Hash(members);
            case JsonValueKind.Array:
                var items = new List<JmesValue>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(From(item));
                }

                return new Array(items);
            case JsonValueKind.String:
                return new Text(JsonTexts.Escape(element));
            case JsonValueKind.Number:
                return Number.Read(element.GetRawText());
            case JsonValueKind.True:
                return Truth.True;
            case JsonValueKind.False:
                return Truth.False;
            case JsonValueKind.Null:
                return Null.Value;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>JSON's <c>null</c>: also what an expression yields where nothing is.</summary>
    public sealed class Null : JmesValue
    {
        /// <summary>The only one.</summary>
        public static readonly Null Value = new();

        private Null()
        {
        }

        /// <inheritdoc/>
        public override string TypeName => "null";
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed class Truth : JmesValue
    {
        /// <summary><c>true</c>.</summary>
        public static readonly Truth True = new(true);

        /// <summary><c>false</c>.</summary>
        public static readonly Truth False = new(false);

        private Truth(bool value) => Value = value;

        /// <summary>Which of the two.</summary>
        public bool Value { get; }

        /// <inheritdoc/>
        public override string TypeName => "boolean";

        /// <summary>The one of the two that <paramref name="value"/> says.</summary>
        public static Truth Of(bool value) => value ? True : False;
    }

    /// <summary>A string.</summary>
    public sealed class Text(string value) : JmesValue
    {
        /// <summary>Its characters.</summary>
        public string Value { get; } = value;

        /// <inheritdoc/>
        public override string TypeName => "string";
    }

    /// <summary>A whole number of any size, or a float: Python keeps the two apart, and prints <c>1</c> and <c>1.0</c>.</summary>
    public sealed class Number : JmesValue
    {
        private readonly BigInteger _whole;
        private readonly double _float;

        /// <summary>A whole number.</summary>
        public Number(BigInteger whole) => (IsWhole, _whole) = (true, whole);

        /// <summary>A float, which may be infinite or not a number.</summary>
        public Number(double value) => _float = value;

        /// <summary>Whether it is one of Python's <c>int</c>; else a <c>float</c>.</summary>
        public bool IsWhole { get; }

        /// <summary>The whole number.</summary>
        public BigInteger Whole => IsWhole ? _whole : throw new InvalidOperationException("This number is a float.");

        /// <summary>The float, or the one nearest to the whole number.</summary>
        public double Nearest => IsWhole ? (double)_whole : _float;

        /// <inheritdoc/>
        public override string TypeName => "number";

        /// <summary>A number as JSON writes it: a dot or an exponent makes it a float.</summary>
        public static Number Read(string json) => json.AsSpan().IndexOfAny('.', 'e', 'E') < 0
            ? new(BigInteger.Parse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : new(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>An array.</summary>
    public sealed class Array(IReadOnlyList<JmesValue> items) : JmesValue
    {
        /// <summary>What it holds, in order.</summary>
        public IReadOnlyList<JmesValue> Items { get; } = items;

        /// <inheritdoc/>
        public override string TypeName => "array";
    }

    /// <summary>An object, its members in the order in which they were read or built.</summary>
    /// <param name="members">Name and value of each.</param>
    /// <param name="isBuilt">Whether a multi-select hash built it, so that its order is the one that somebody asked for.</param>
    public sealed class Hash(OrderedDictionary<string, JmesValue> members, bool isBuilt = false) : JmesValue
    {
        /// <summary>Name and value of each member.</summary>
        public OrderedDictionary<string, JmesValue> Members { get; } = members;

        /// <summary>The members sorted by name, by code point, as Python sorts them.</summary>
        public IEnumerable<KeyValuePair<string, JmesValue>> InOrderOfNames => Members.OrderBy(member => member.Key, CodePoints.Order);

        /// <summary>Whether a multi-select hash built it, so that its order is the one that somebody asked for.</summary>
        public bool IsBuilt { get; } = isBuilt;

        /// <inheritdoc/>
        public override string TypeName => "object";
    }

    /// <summary><c>&amp;expression</c> as a function receives it; not a value that a result may hold.</summary>
    internal sealed class Reference(Func<JmesValue, JmesValue> evaluate) : JmesValue
    {
        public Func<JmesValue, JmesValue> Evaluate { get; } = evaluate;

        public override string TypeName => "expref";
    }
}
