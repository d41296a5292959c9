using System.Globalization;
using System.Text;
using Azimuth.Cli.HandOver;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Services;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Commands.Version;

/// <summary>
/// <c>az version</c> and <c>az --version</c>. Programs compare the Azure CLI's number, so it is the one whose behavior we follow.
/// </summary>
internal static class VersionPage
{
    /// <summary>The Azure CLI that our recordings are of.</summary>
    private const string AzureCli = "2.91.0";

    private const string TelemetryVersion = "1.1.0";
    private const string Main = "azure-cli";
    private const string Core = "azure-cli-core";
    private const string Telemetry = "azure-cli-telemetry";

    /// <summary><c>az version</c>.</summary>
    public static CommandSpec Describe(Composition az) => new("version", "The versions, as JSON. `az --version` adds ours.")
    {
        Run = (_, _) => Task.FromResult(Write(az.Output, Installed(az))),
    };

    /// <summary><c>az --version</c>: for people, and for programs that search for <c>azure-cli</c> and a number.</summary>
    public static Task<int> ShowAsync(Composition az)
    {
        var installed = Installed(az);
        var page = new StringBuilder($"""
            {Row(Main, Of(installed, Main))}

            {Row("core", Of(installed, Core))}
            {Row("telemetry", Of(installed, Telemetry))}

            {Row("azimuth", ProductVersion.Text)}

            """);
        if (installed is { Extensions.Count: > 0 })
        {
            page.Append("\nExtensions:\n");
            foreach (var (name, version) in installed.Extensions)
            {
                page.Append(CultureInfo.InvariantCulture, $"{VisibleText.Line(name),-20}{VisibleText.Line(version),20}\n");
            }
        }

        az.Terminal.Print($"{page}\nConfig directory '{az.Folder.Root}'");
        return Task.FromResult(0);
    }

    internal static int Write(Output.Output output, InstalledCli? installed) => output.Write(json =>
    {
        json.WriteStartObject();
        foreach (var name in (ReadOnlySpan<string>)[Main, Core, Telemetry])
        {
            json.WriteString(name, Of(installed, name));
        }

        json.WriteStartObject("extensions");
        foreach (var (name, version) in installed?.Extensions ?? new Dictionary<string, string>())
        {
            json.WriteString(name, version);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    // The one behind us, which runs what is not ours; the one of our recordings where there is none.
    private static InstalledCli? Installed(Composition az) =>
        AzureCliOnPath.Find(az.Environment["PATH"], SystemEnvironment.ProcessPath, [], az.Platform.System, az.Terminal.Debug) is { } next
            ? InstalledCli.Read(next, az.Environment.NonEmpty("AZURE_EXTENSION_DIR") ?? Path.Combine(az.Folder.Root, "cliextensions"))
            : null;

    private static string Of(InstalledCli? installed, string name) =>
        installed?.Versions.GetValueOrDefault(name) ?? (name == Telemetry ? TelemetryVersion : AzureCli);

    private static string Row(string name, string version) => string.Create(CultureInfo.InvariantCulture, $"{name,-25}{version,15}");
}
