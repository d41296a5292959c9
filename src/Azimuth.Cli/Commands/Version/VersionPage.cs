using System.Globalization;
using System.Text;
using Azimuth.Cli.HandOver;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Commands.Version;

/// <summary>
/// <c>az version</c> and <c>az --version</c>. Programs compare the Azure CLI's number, so it is the one whose behavior we follow.
/// </summary>
/// <param name="output">Prints the result of <c>az version</c>.</param>
/// <param name="terminal">Where <c>az --version</c> prints.</param>
/// <param name="folder">The config folder's path.</param>
/// <param name="installed">The Azure CLI behind us, which runs what is not ours; null where there is none.</param>
internal sealed class VersionPage(Output.Output output, Terminal.Terminal terminal, Func<string> folder, Func<InstalledCli?> installed)
{
    /// <summary>The Azure CLI that our recordings are of.</summary>
    private const string AzureCli = "2.91.0";

    private const string TelemetryVersion = "1.1.0";
    private const string Main = "azure-cli";
    private const string Core = "azure-cli-core";
    private const string Telemetry = "azure-cli-telemetry";

    /// <summary>This program's version: three numbers, which the User-Agent names, too.</summary>
    public static string Own => typeof(VersionPage).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary><c>az version</c>.</summary>
    public static CommandSpec Describe(Func<VersionPage> page) => new("version", "Show the versions as JSON.")
    {
        Run = (_, _) => Task.FromResult(page().Write()),
    };

    /// <summary><c>az --version</c>: for people, and for programs that search for <c>azure-cli</c> and a number.</summary>
    public Task<int> ShowAsync()
    {
        var next = installed();
        var page = new StringBuilder($"""
            {Row(Main, Of(next, Main))}

            {Row("core", Of(next, Core))}
            {Row("telemetry", Of(next, Telemetry))}

            {Row("azimuth", Own)}

            """);
        if (StaticBuild.OpenSslVersion is { } openSsl)
        {
            page.Append(CultureInfo.InvariantCulture, $"{Row("openssl (inside)", openSsl)}\n");
        }

        if (next is { Extensions.Count: > 0 })
        {
            page.Append("\nExtensions:\n");
            foreach (var (name, version) in next.Extensions)
            {
                page.Append(CultureInfo.InvariantCulture, $"{VisibleText.Line(name),-20}{VisibleText.Line(version),20}\n");
            }
        }

        terminal.Print($"{page}\nConfig directory '{folder()}'");
        return Task.FromResult(0);
    }

    private int Write()
    {
        var next = installed();
        return output.Write(json =>
        {
            json.WriteStartObject();
            foreach (var name in (ReadOnlySpan<string>)[Main, Core, Telemetry])
            {
                json.WriteString(name, Of(next, name));
            }

            json.WriteStartObject("extensions");
            foreach (var (name, version) in next?.Extensions ?? new Dictionary<string, string>())
            {
                json.WriteString(name, version);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    // Of our recordings, where none is installed.
    private static string Of(InstalledCli? installed, string name) =>
        installed?.Versions.GetValueOrDefault(name) ?? (name == Telemetry ? TelemetryVersion : AzureCli);

    private static string Row(string name, string version) => string.Create(CultureInfo.InvariantCulture, $"{name,-25}{version,15}");
}
