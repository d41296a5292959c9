using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Cloud;

/// <summary>What the Azure CLI says where the active cloud asks for one of Azure Stack's API profiles, which it no longer has.</summary>
internal static class ApiProfileWarning
{
    public static void Warn(CloudList clouds, Terminal.Terminal terminal)
    {
        // A built-in cloud without a file has none; nothing is read to find that out.
        if (clouds.ActiveNameOrNone is { } name && clouds.Find(name) is { Profile: not CloudList.OnlyProfile } cloud)
        {
            terminal.Fail(
                $"The azure stack profile '{cloud.Profile}' has been deprecated and removed, using the 'latest' profile instead.\n"
                    + "To continue using Azure Stack, please install the Azure CLI `2.66.*` (LTS) version. For more details, refer to: "
                    + "https://learn.microsoft.com/en-us/cli/azure/whats-new-overview#important-notice-for-azure-stack-hub-customers");
        }
    }
}
