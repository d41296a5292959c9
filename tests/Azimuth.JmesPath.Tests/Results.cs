using System.Text.Json;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Tests;

/// <summary>Short ways to evaluate and to compare.</summary>
internal static class Results
{
    /// <summary>The value as JSON on one line, as Python's <c>json.dumps</c> writes it.</summary>
    public static string Search(string expression, string document = "null")
    {
        using var json = JsonDocument.Parse(document, new() { MaxDepth = 1000 });
        return PythonJson.Write(JmesExpression.Parse(expression).Search(json.RootElement));
    }

    extension(JmesValue value)
    {
        public JsonElement AsJson()
        {
            using var json = JsonDocument.Parse(PythonJson.Write(value), new() { MaxDepth = 1000 });
            return json.RootElement.Clone();
        }
    }
}
