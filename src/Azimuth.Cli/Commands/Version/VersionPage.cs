using System.CommandLine;

namespace Azimuth.Cli.Commands.Version;

/// <summary><c>az version</c> and <c>az --version</c>. Programs compare the Azure CLI's number, so it is the one whose behavior we follow.</summary>
internal static class VersionPage
{
    /// <summary>The Azure CLI that our recordings are of.</summary>
    private const string AzureCli = "2.91.0";

    private const string Telemetry = "1.1.0";

    /// <summary><c>az version</c>.</summary>
    public static Command Describe(Composition az)
    {
        var command = new Command("version", "The versions, as JSON. `az --version` adds ours.");
        command.SetAction((_, _) => Task.FromResult(Write(az.Output)));
        return command;
    }

    /// <summary><c>az --version</c>: for people, and for programs that search for <c>azure-cli</c> and a number.</summary>
    public static Task<int> ShowAsync(Composition az)
    {
        az.Terminal.Print($"""
            azure-cli                         {AzureCli}

            core                              {AzureCli}
            telemetry                          {Telemetry}

            azimuth                            {Ours}

            Config directory '{az.Folder.Root}'
            """);
        return Task.FromResult(0);
    }

    /// <summary>The version of this program.</summary>
    public static string Ours => typeof(VersionPage).Assembly.GetName().Version!.ToString(fieldCount: 3);

    internal static int Write(Output.Output output) => output.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("azure-cli", AzureCli);
        json.WriteString("azure-cli-core", AzureCli);
        json.WriteString("azure-cli-telemetry", Telemetry);
        json.WriteStartObject("extensions");
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
