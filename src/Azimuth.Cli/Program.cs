using Azimuth.Cli.Parsing;
using Azimuth.Cli.Terminal;
using Azimuth.Configuration;

namespace Azimuth.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] words)
    {
        var environment = new EnvironmentVariables(Environment.GetEnvironmentVariable);
        var az = new Composition(SystemTerminal.Open(environment), environment, TimeProvider.System);
        try
        {
            var command = CommandLine.Parse(words, az);
            return await command.RunAsync(CancellationToken.None);
        }
        catch (UserError error)
        {
            az.Terminal.Fail(error.Message);
            return error.ExitCode;
        }
    }
}
