using System.CommandLine;
using Azimuth.Cli.Parsing;

namespace Azimuth.Cli.Commands.Config;

/// <summary><c>--local</c> of <c>az config …</c>.</summary>
internal static class LocalOption
{
    public static Option<bool> Make() => CommonOptions.Flag("With the files of the working folder: .azure/config there and above.", "--local");
}
