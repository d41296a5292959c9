using System.Text;

namespace Azimuth.Rest;

/// <summary>
/// Python's notation for values, <c>{'a': True}</c>: the Azure CLI takes it wherever it takes JSON, since shells take double quotes
/// away, and Microsoft's own pages use it. Read as <c>ast.literal_eval</c> reads it (observed with Python 3.14).
/// </summary>
public static class PythonLiteral
{
    /// <summary>
    /// The same value as JSON, in ASCII, as <c>json.dumps</c> writes it; null where it is no literal, or one that JSON has no word
    /// for (bytes, sets, complex numbers, tuples as keys). Characters by name, <c>\N{…}</c>, count as none.
    /// </summary>
    /// <param name="text">All of it, nested 200 deep at most, as in Python.</param>
    public static string? ToJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        try
        {
            var json = new StringBuilder();
            PythonValueParser.Parse(text).AppendTo(json);
            return json.ToString();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>A value that Python would have made, of those that JSON can hold.</summary>
internal abstract record PythonValue
{
    /// <summary>
    /// What makes two keys of a dictionary the same: <c>1</c>, <c>1.0</c> and <c>True</c> are. Null: it cannot be a key in JSON.
    /// </summary>
    public virtual string? Identity => null;

    /// <summary>Writes it as JSON.</summary>
    public abstract void AppendTo(StringBuilder json);

    /// <summary>Writes it as a name in a JSON object; numbers and words become text.</summary>
    public virtual void AppendNameTo(StringBuilder json)
    {
        json.Append('"');
        AppendTo(json);
        json.Append('"');
    }

    /// <summary><c>None</c>, <c>True</c>, <c>False</c>.</summary>
    public sealed record Word(string Json, string Is) : PythonValue
    {
        public override string Identity => Is;

        public override void AppendTo(StringBuilder json) => json.Append(Json);
    }

    /// <summary>A number; <paramref name="IsSigned"/> where a sign stood before it, which Python allows once.</summary>
    public sealed record Number(string Json, string Is, bool IsSigned = false) : PythonValue
    {
        public override string Identity => Is;

        public override void AppendTo(StringBuilder json) => json.Append(Json);
    }

    /// <summary>A string; it may hold half of a surrogate pair.</summary>
    public sealed record Text(string Value) : PythonValue
    {
        public override string Identity => $"'{Value}";

        public override void AppendNameTo(StringBuilder json) => AppendTo(json);

        public override void AppendTo(StringBuilder json)
        {
            json.Append('"');
            foreach (var each in Value)
            {
                _ = each switch
                {
                    '"' or '\\' => json.Append('\\').Append(each),
                    '\n' => json.Append("\\n"),
                    '\r' => json.Append("\\r"),
                    '\t' => json.Append("\\t"),
                    '\b' => json.Append("\\b"),
                    '\f' => json.Append("\\f"),
                    >= ' ' and <= '~' => json.Append(each),
                    _ => json.Append("\\u").Append(((int)each).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                };
            }

            json.Append('"');
        }
    }

    /// <summary>A list, or a tuple, which JSON does not tell apart.</summary>
    public sealed record Sequence(IReadOnlyList<PythonValue> Items) : PythonValue
    {
        public override void AppendTo(StringBuilder json)
        {
            json.Append('[');
            var separator = "";
            foreach (var item in Items)
            {
                json.Append(separator);
                item.AppendTo(json);
                separator = ", ";
            }

            json.Append(']');
        }
    }

    /// <summary>A dictionary; of keys that are the same the first name and the last value count.</summary>
    public sealed record Map : PythonValue
    {
        private readonly OrderedDictionary<string, (PythonValue Key, PythonValue Value)> _items = new(StringComparer.Ordinal);

        /// <exception cref="FormatException">JSON has no such key.</exception>
        public void Set(PythonValue key, PythonValue value)
        {
            var identity = key.Identity ?? throw new FormatException("a key that JSON does not have");
            _items[identity] = (_items.TryGetValue(identity, out var before) ? before.Key : key, value);
        }

        public override void AppendTo(StringBuilder json)
        {
            json.Append('{');
            var separator = "";
            foreach (var (key, value) in _items.Values)
            {
                json.Append(separator);
                key.AppendNameTo(json);
                json.Append(": ");
                value.AppendTo(json);
                separator = ", ";
            }

            json.Append('}');
        }
    }
}
