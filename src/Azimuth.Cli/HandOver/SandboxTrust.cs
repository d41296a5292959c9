using Azimuth.Cli.Commands.Sandbox.State;
using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Cli.HandOver;

/// <summary>
/// What the Azure CLI must be told where the active cloud is the sandbox: whose certificate to believe, since it knows
/// <c>ready.json</c> as little as Python does, and that no proxy leads to this machine.
/// </summary>
/// <param name="environment">What the user has set.</param>
/// <param name="files">The config folder's files; warnings about them are the next command's.</param>
internal sealed class SandboxTrust(EnvironmentVariables environment, Func<ConfigFiles> files)
{
    /// <summary>
    /// Adds variables for it. What the user has set stays: Python's requests reads the one or the other bundle, and nothing else.
    /// </summary>
    public void Add(Dictionary<string, string> changed)
    {
        if (BundleOfActiveCloud() is not { } bundle)
        {
            return;
        }

        if (environment.NonEmpty("REQUESTS_CA_BUNDLE") is null && environment.NonEmpty("CURL_CA_BUNDLE") is null)
        {
            changed["REQUESTS_CA_BUNDLE"] = bundle;
        }

        var name = environment.NonEmpty("no_proxy") is null ? "NO_PROXY" : "no_proxy"; // the small one counts first there
        var exceptions = environment.NonEmpty(name);
        if (exceptions?.Contains("localhost", StringComparison.OrdinalIgnoreCase) != true && exceptions != "*")
        {
            changed[name] = exceptions is null ? "localhost" : $"{exceptions},localhost";
        }
    }

    // Most machines never had a sandbox: ready.json is looked for first, and says so at once.
    private string? BundleOfActiveCloud()
    {
        try
        {
            if (SandboxState.Find(environment).Read() is not { } ready)
            {
                return null;
            }

            var own = files();
            var cloud = new CloudList(own, new Settings(own.Folder, environment)).Active;
            return cloud.ResourceManager == ready.Arm || cloud.Authority == ready.SignIn ? ready.BundleFile : null;
        }
        catch (UserError)
        {
            return null;
        }
    }
}
