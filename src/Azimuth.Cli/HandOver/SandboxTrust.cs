using Azimuth.Cli.Commands.Sandbox;
using Azimuth.Cli.Services;
using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Cli.HandOver;

/// <summary>
/// What the Azure CLI must be told where the active cloud is the sandbox: whose certificate to believe, since it knows
/// <c>ready.json</c> as little as Python does, and that no proxy leads to this machine.
/// </summary>
internal static class SandboxTrust
{
    /// <summary>
    /// Adds variables for it. What the user has set stays: Python's requests reads the one or the other bundle, and nothing else.
    /// </summary>
    public static void Add(Dictionary<string, string> changed, Composition az)
    {
        if (BundleOfActiveCloud(az) is not { } bundle)
        {
            return;
        }

        if (az.Environment.NonEmpty("REQUESTS_CA_BUNDLE") is null && az.Environment.NonEmpty("CURL_CA_BUNDLE") is null)
        {
            changed["REQUESTS_CA_BUNDLE"] = bundle;
        }

        var name = az.Environment.NonEmpty("no_proxy") is null ? "NO_PROXY" : "no_proxy"; // the small one counts first there
        var exceptions = az.Environment.NonEmpty(name);
        if (exceptions?.Contains("localhost", StringComparison.OrdinalIgnoreCase) != true && exceptions != "*")
        {
            changed[name] = exceptions is null ? "localhost" : $"{exceptions},localhost";
        }
    }

    // Most machines never had a sandbox: ready.json is looked for first, and says so at once.
    private static string? BundleOfActiveCloud(Composition az)
    {
        try
        {
            if (SandboxState.Find(az.Environment).Read() is not { } ready)
            {
                return null;
            }

            static void Silent(string warning)
            {
                // The command that comes next says what is wrong with its folder.
            }

            var settings = new Settings(az.Folder, az.Environment, warn: Silent);
            var cloud = new CloudList(az.FilesOf(az.Folder, Silent), settings).Active;
            return cloud.ResourceManager == ready.Arm || cloud.Authority == ready.SignIn ? ready.BundleFile : null;
        }
        catch (UserError)
        {
            return null;
        }
    }
}
