using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>Reads a scenario; what it does not know, it refuses by name and place.</summary>
internal static class ScenarioFile
{
    /// <summary>Contoso of Microsoft's page on signing in (docs/reference.md), with a guest tenant and one that demands MFA.</summary>
    public static Scenario Contoso()
    {
        using var stream = typeof(ScenarioFile).Assembly.GetManifestResourceStream("contoso.json")
            ?? throw new InvalidOperationException("The built-in scenario is missing.");
        return Parse(AllBytes(stream));
    }

    /// <summary>The content of a file that a user named.</summary>
    /// <exception cref="SandboxError">The file cannot be read.</exception>
    public static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new SandboxError($"The scenario '{path}' cannot be read: {failed.Message}", failed);
        }
    }

    /// <param name="json">The scenario, with or without a byte order mark.</param>
    /// <param name="file">The file that it is from, for error messages; null: it is from a request.</param>
    /// <exception cref="SandboxError">Names the file, the field, its line and its column.</exception>
    public static Scenario Parse(ReadOnlySpan<byte> json, string? file = null)
    {
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var name = file is null ? "The scenario" : $"The scenario '{file}'";
        try
        {
            var scenario = JsonSerializer.Deserialize(json, ScenarioJson.Default.Scenario) ?? throw new SandboxError($"{name} is empty.");
            ScenarioCheck.Throw(scenario);
            return scenario;
        }
        catch (JsonException wrong)
        {
            var path = wrong.Path ?? "$";
            var position = JsonPosition.Of(json, path) ?? JsonPosition.Of(wrong);
            throw new SandboxError($"{name} is not valid at {path}{position}: {JsonErrorText.Sentence(wrong)}", wrong);
        }
        catch (ScenarioException wrong)
        {
            throw new SandboxError($"{name} is not valid at {wrong.Path}{JsonPosition.Of(json, wrong.Path)}: {wrong.Message}", wrong);
        }
    }

    private static byte[] AllBytes(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

/// <summary>A number of subscriptions to make up, or their list.</summary>
internal sealed class ScenarioSubscriptionsConverter : JsonConverter<ScenarioSubscriptions>
{
    public override ScenarioSubscriptions Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt32(out var count) && count is >= 0 and <= 100_000 => new([], count),
            JsonTokenType.StartArray =>
                new(JsonSerializer.Deserialize(ref reader, ScenarioJson.Default.IReadOnlyListScenarioSubscription) ?? []),
            _ => throw new JsonException("a list of subscriptions, or a number from 0 to 100000, is expected."),
        };

    public override void Write(Utf8JsonWriter writer, ScenarioSubscriptions value, JsonSerializerOptions options)
    {
        if (value.Generated > 0)
        {
            writer.WriteNumberValue(value.Generated);
        }
        else
        {
            JsonSerializer.Serialize(writer, value.Listed, ScenarioJson.Default.IReadOnlyListScenarioSubscription);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(Scenario))]
[JsonSerializable(typeof(IReadOnlyList<ScenarioSubscription>))]
internal sealed partial class ScenarioJson : JsonSerializerContext;
