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
            throw new SandboxError($"The scenario {path} cannot be read: {failed.Message}", failed);
        }
    }

    /// <exception cref="SandboxError">Names the field.</exception>
    public static Scenario Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var scenario = JsonSerializer.Deserialize(json.StartsWith("\uFEFF"u8) ? json[3..] : json, ScenarioJson.Default.Scenario)
                ?? throw new SandboxError("The scenario is empty.");
            ScenarioCheck.Throw(scenario);
            return scenario;
        }
        catch (JsonException wrong)
        {
            throw new SandboxError($"The scenario is not valid at {wrong.Path ?? "$"}: {JsonErrorText.Sentence(wrong)}", wrong);
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

/// <summary>Describes what is wrong with hand-written JSON.</summary>
internal static class JsonErrorText
{
    public static string Sentence(JsonException wrong)
    {
        // System.Text.Json appends where it stopped, which is in the path already.
        var end = wrong.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var text = end < 0 ? wrong.Message : wrong.Message[..end];
        var unmapped = text.IndexOf("' could not be mapped", StringComparison.Ordinal);
        return unmapped > 0 && text.IndexOf('\'') is var quote && quote < unmapped
            ? $"unknown field '{text[(quote + 1)..unmapped]}'."
            : text;
    }
}
