using System.Text;
using System.Text.Json;

namespace Azimuth.Fuzz;

/// <summary>The names in a JSON text, by where they stand.</summary>
internal static class Keys
{
    /// <summary>Every name of <paramref name="before"/> stands at the same place in <paramref name="after"/>.</summary>
    public static void ShouldHold(byte[] before, byte[] after)
    {
        using var first = Parse(before);
        using var second = Parse(after);
        Compare(first.RootElement, second.RootElement, "");
    }

    private static void Compare(JsonElement before, JsonElement after, string where)
    {
        switch (before.ValueKind)
        {
            case JsonValueKind.Object when after.ValueKind == JsonValueKind.Object:
                // Of a name that stands there twice Python keeps the last one, and we more than that: nothing to compare.
                foreach (var item in before.EnumerateObject()
                    .GroupBy(item => item.Name)
                    .Where(each => each.Count() == 1)
                    .Select(each => each.Single()))
                {
                    if (!after.TryGetProperty(item.Name, out var there))
                    {
                        Assert.Fail($"{where}/{item.Name} is lost.");
                    }

                    Compare(before.GetProperty(item.Name), there, $"{where}/{item.Name}");
                }

                break;
            case JsonValueKind.Array when after.ValueKind == JsonValueKind.Array:
                after.GetArrayLength().ShouldBe(before.GetArrayLength(), where);
                for (var i = 0; i < before.GetArrayLength(); i++)
                {
                    Compare(before[i], after[i], $"{where}/{i}");
                }

                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                Assert.Fail($"{where} was {before.ValueKind} and is {after.ValueKind}.");
                break;
        }
    }

    private static JsonDocument Parse(byte[] bytes) =>
        JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0), new() { MaxDepth = 256 });
}
