using System.Text.Json;

namespace Azimuth.Sandbox.World.Scenarios;

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
