using System.Buffers;
using System.Text;
using System.Text.Json;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Output.Text;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output;

/// <summary>Prints a command's result as <c>-o</c> and <c>--query</c> ask.</summary>
internal sealed class Output
{
    private const int DeepestResult = 1000; // Utf8JsonWriter's own limit
    private readonly Terminal.Terminal _terminal;
    private readonly GlobalOptions _options;
    private readonly Func<string?> _configured;
    private readonly Query? _query;

    /// <param name="terminal">The terminal that it is printed on.</param>
    /// <param name="options">The options <c>--output</c> and <c>--query</c>.</param>
    /// <param name="configured">What <c>AZURE_CORE_OUTPUT</c> or <c>core.output</c> says; asked only without <c>--output</c>.</param>
    /// <exception cref="UserError">The query is not a JMESPath expression: known before the command does anything.</exception>
    public Output(Terminal.Terminal terminal, GlobalOptions options, Func<string?> configured)
    {
        (_terminal, _options, _configured) = (terminal, options, configured);
        _query = options.Query is { } text ? Query.Parse(text) : null;
    }

    /// <summary>Prints one JSON value. Keys are written in the order in which they are to appear. Null prints nothing.</summary>
    /// <param name="write">Writes the value; called once.</param>
    /// <param name="table">How <c>-o table</c> shows it when no <c>--query</c> was given; null for the general rules.</param>
    /// <param name="held">The order of keys that a query sees; null where it is the one that is written.</param>
    /// <returns>The exit code: 0.</returns>
    /// <exception cref="UserError">The query cannot be evaluated on this result.</exception>
    public int Write(Action<Utf8JsonWriter> write, TableShape? table = null, KeyOrder? held = null)
    {
        var name = FormatName();
        if (name == OutputFormats.Default && _query is null)
        {
            WriteJson(write);
            return 0;
        }

        return Show(Read(write), name, table, held);
    }

    /// <summary>Prints JSON that another program wrote: a query sees its keys in the order in which they came.</summary>
    /// <exception cref="UserError">The query cannot be evaluated on it, or it holds too much to be formatted.</exception>
    public int Write(JsonElement value)
    {
        var name = FormatName();
        if (name == OutputFormats.Default && _query is null)
        {
            WriteJson(json => SortedJson.Write(json, value));
            return 0;
        }

        return Show(JmesValue.From(value), name, table: null, held: null);
    }

    private int Show(JmesValue value, string name, TableShape? table, KeyOrder? held)
    {
        var result = _query is null ? new Result(value, Shape: table) : new(_query.Ask(held?.Apply(value) ?? value), IsQueried: true);
        if (result.Value is not JmesValue.Null)
        {
            Print(result, name);
        }

        return 0;
    }

    private string FormatName()
    {
        var wanted = _options.Output ?? _configured();
        var name = wanted?.ToLowerInvariant() ?? OutputFormats.Default;
        if (KnownFormats.Find(name) is not null)
        {
            return name;
        }

        // The Azure CLI dies here, after the command did its work. The result matters more than its form.
        _terminal.Warn($"'{wanted}' is not an output format, so json is used. Allowed values: {string.Join(", ", OutputFormats.Names)}.");
        return OutputFormats.Default;
    }

    /// <summary>The way of a cached token: straight to stdout, no document in between.</summary>
    private void WriteJson(Action<Utf8JsonWriter> write)
    {
        var bytes = new SpillingBuffer(_terminal.Out);
        using (var writer = new Utf8JsonWriter(bytes, new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = _terminal.OutIsTerminal ? PythonEncoder.Visible : PythonEncoder.Exact,
        }))
        {
            write(writer);
        }

        if (!bytes.Whole.SequenceEqual("null"u8))
        {
            bytes.Write("\n"u8);
            bytes.Spill();
        }
    }

    private static JmesValue Read(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        using var document = JsonDocument.Parse(bytes.WrittenMemory, new() { MaxDepth = DeepestResult });
        return JmesValue.From(document.RootElement);
    }

    private void Print(Result result, string name)
    {
        var sheet = new StyledText(_terminal.OutIsTerminal, _terminal.OutIsTerminal && KnownFormats.IsColored(name) && _terminal.Color);
        KnownFormats.Find(name)!.Print(result, sheet);
        Send(Encoding.UTF8.GetBytes(sheet.ToString()));
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _terminal.Out.Write(bytes);
            _terminal.Out.Flush();
        }
    }
}
