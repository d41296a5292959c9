using System.Text;
using Azimuth.Configuration;

namespace Azimuth.Cli.Terminal;

/// <summary>The process's own streams.</summary>
internal static class SystemTerminal
{
    /// <summary>Nothing is read, and no more asked of the system than whether each stream is a terminal.</summary>
    public static Terminal Open(EnvironmentVariables environment) => new()
    {
        Out = Console.OpenStandardOutput(),
        Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 1024) { AutoFlush = true },
        In = new StreamReader(Console.OpenStandardInput()),
        InIsTerminal = !Console.IsInputRedirected,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        NoColor = () => environment.NonEmpty("NO_COLOR") is not null,
    };
}
