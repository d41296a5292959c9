using Azimuth.Cli.Commands.Doctor.Browsers;
using Azimuth.Cli.Commands.Doctor.Files;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.Commands.Doctor.Reach;
using Azimuth.Cli.Commands.Doctor.Setup;
using Azimuth.Cli.Processes;
using Azimuth.Cli.Services;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Doctor;

/// <summary>Every check, in the order in which they are reported: this program, its files, the network, the browser.</summary>
internal static class Checks
{
    public static IReadOnlyList<ICheck> All(Composition az)
    {
        var probes = new EndpointProbes(() => az.Clouds.Active, () => az.Network.Probe);
        var files = new Lazy<FolderFiles>(() => new(az.Files, Protection(az)));
        return
        [
            new ProgramCheck(az.Platform),
            new PathCheck(az.Environment, SystemEnvironment.ProcessPath, az.Platform.System),
            new SettingsCheck(() => az.Settings, az.Environment, () => az.Clouds, az.Platform.System),
            new KeyringCheck(() => az.TokenProtection, az.Platform.System),
            new OwnerCheck(() => files.Value),
            new ModesCheck(() => files.Value),
            new DamageCheck(() => files.Value),
            new LocksCheck(() => files.Value, az.Locks, az.Time),
            new ProxyCheck(() => az.NetworkSettings, () => az.Clouds.Active, az.Platform.System),
            new TrustCheck(() => az.NetworkSettings, az.Platform.System),
            new AuthorityCheck(probes),
            new ResourceManagerCheck(probes),
            new InterceptionCheck(probes),
            new ClockCheck(probes, az.Platform.System),
            new BrowserCheck(az.Browser),
            new RedirectCheck(az.Time),
            new HstsCheck(new HstsStores(az.Platform.System, az.Environment)),
        ];
    }

    // Settings that cannot be read are a finding of their own, and do not prevent the checks of files.
    private static TokenProtection Protection(Composition az)
    {
        try
        {
            return az.TokenProtection;
        }
        catch (UserError)
        {
            return TokenProtection.None;
        }
    }
}
