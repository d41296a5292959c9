using System.Text.Json;
using Azimuth.Cli.Parsing;

namespace Azimuth.Cli.Output;

/// <summary>Prints a command's result as <c>-o</c> and <c>--query</c> ask.</summary>
internal sealed class Output(Terminal.Terminal terminal, GlobalOptions options)
{
    private readonly GlobalOptions _options = options;

    /// <summary>Prints one JSON value. Keys are written in the order in which they are to appear.</summary>
    /// <param name="write">Writes the value; called once.</param>
    /// <param name="table">How <c>-o table</c> shows it when no <c>--query</c> was given; null for the general rules.</param>
    /// <returns>The exit code: 0.</returns>
    public int Write(Action<Utf8JsonWriter> write, TableShape? table = null)
    {
        _ = table;
        _ = _options;
        using var writer = new Utf8JsonWriter(terminal.Out, new() { Indented = true, NewLine = "\n" });
        write(writer);
        writer.Flush();
        terminal.Out.WriteByte((byte)'\n');
        return 0;
    }
}

/// <summary>The Azure CLI's table transformer of one command: columns, in order, as JMESPath over one row.</summary>
/// <param name="Columns">Title and where the value is.</param>
internal sealed record TableShape(IReadOnlyList<(string Title, string Path)> Columns);
