using System.Text.Json;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Tests.Output;

/// <summary>Prints a result as a command does.</summary>
internal static class Printing
{
    /// <summary>What stdout gets of <paramref name="result"/>.</summary>
    public static string Print(
        JsonElement result, string? format, string? query = null, TableShape? shape = null, bool isTerminal = false) =>
        Print(json => result.WriteTo(json), format, query, shape, isTerminal);

    /// <inheritdoc cref="Print(JsonElement, string?, string?, TableShape?, bool)"/>
    public static string Print(
        Action<Utf8JsonWriter> write, string? format, string? query = null, TableShape? shape = null, bool isTerminal = false)
    {
        var terminal = new TestTerminal(isTerminal);
        new Cli.Output.Output(terminal.Terminal, new GlobalOptions { Output = format, Query = query }, () => null)
            .Write(write, shape)
            .ShouldBe(0);
        return terminal.Out;
    }

    /// <summary>A result written as JSON.</summary>
    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
