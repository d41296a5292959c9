using Azimuth.Cli.Commands.Doctor.Browsers;
using Azimuth.Cli.Commands.Doctor.Files;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Commands.Doctor.Reach;
using Azimuth.Cli.Commands.Doctor.Setup;
using Azimuth.Cli.Processes;
using Azimuth.Configuration;

namespace Azimuth.Cli;

/// <summary>
/// Every check of <c>az doctor</c>, in the order in which they are reported: this program, its files, the network, the browser.
/// </summary>
internal static class DoctorChecks
{
    public static IReadOnlyList<ICheck> All(Composition az)
    {
        var probes = new EndpointProbes(() => az.Session.Clouds.Active, () => az.Session.Network.Probe);
        var files = new Lazy<FolderFiles>(() => new(az.Session.Files, Protection(az)));
        return
        [
            new ProgramCheck(az.Session.Platform, StaticBuild.OpenSslVersion),
            new PathCheck(az.Environment, SystemEnvironment.ProcessPath, az.Session.Platform.System),
            new SettingsCheck(() => az.Session.Settings, az.Environment, () => az.Session.Clouds, az.Session.Platform.System),
            new KeyringCheck(() => az.Session.TokenProtection, az.Session.Platform.System),
            new OwnerCheck(() => files.Value),
            new ModesCheck(() => files.Value),
            new DamageCheck(() => files.Value),
            new LocksCheck(() => files.Value, az.Session.Locks, az.Time),
            new ProxyCheck(() => az.Session.NetworkSettings, () => az.Session.Clouds.Active, az.Session.Platform.System),
            new TrustCheck(() => az.Session.NetworkSettings, az.Session.Platform.System),
            new AuthorityCheck(probes),
            new ResourceManagerCheck(probes),
            new InterceptionCheck(probes),
            new ClockCheck(probes, az.Session.Platform.System),
            new BrowserCheck(az.Session.Browser),
            new RedirectCheck(az.Time),
            new HstsCheck(new HstsStores(az.Session.Platform.System, az.Environment)),
        ];
    }

    // Settings that cannot be read are a finding of their own, and do not prevent the checks of files.
    private static TokenProtection Protection(Composition az)
    {
        try
        {
            return az.Session.TokenProtection;
        }
        catch (UserError)
        {
            return TokenProtection.None;
        }
    }
}
