using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Formats;

/// <summary>One of <c>-o</c>'s formats.</summary>
internal interface IOutputFormat
{
    /// <summary>Prints a result that is not null, its last line ended.</summary>
    void Print(Result result, StyledText sheet);
}

/// <summary>The result of a command.</summary>
/// <param name="Value">The result itself.</param>
/// <param name="IsQueried">Whether <c>--query</c> made it: then its order of columns is the one that the query asks for.</param>
/// <param name="Shape">How the command wants its table; of no use once a query was asked.</param>
internal sealed record Result(JmesValue Value, bool IsQueried = false, TableShape? Shape = null);
