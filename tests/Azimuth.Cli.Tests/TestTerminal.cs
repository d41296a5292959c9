using System.Text;
using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Tests;

/// <summary>A terminal, or three pipes, over buffers.</summary>
internal sealed class TestTerminal
{
    private readonly MemoryStream _out = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestTerminal(
        bool isTerminal = false,
        string typed = "",
        bool onlyErrors = false,
        bool noColor = false,
        Loudness loudness = Loudness.Normal,
        int width = 80,
        Func<CancellationToken, Task>? waitForKey = null)
    {
        Terminal = new()
        {
            Out = _out,
            Error = _error,
            In = new StringReader(typed),
            InIsTerminal = isTerminal,
            OutIsTerminal = isTerminal,
            ErrorIsTerminal = isTerminal,
            OnlyErrors = () => onlyErrors,
            NoColor = () => noColor,
            Loudness = loudness,
            MeasureWidth = () => width,
            WaitForKey = waitForKey,
        };
    }

    public global::Azimuth.Cli.Terminal.Terminal Terminal { get; }

    /// <summary>What went to stdout so far.</summary>
    public string Out => Encoding.UTF8.GetString(_out.ToArray());

    /// <summary>What went to stderr so far.</summary>
    public string Error => _error.ToString();
}
