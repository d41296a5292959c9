using Azimuth.Flows.Brokers;

namespace Azimuth.Cli.Brokers;

/// <summary>
/// The broker that this build has, if any: the builds for Windows and for macOS do, others when they are made with
/// <c>-p:AzimuthBroker=true</c>.
/// </summary>
internal static class BuiltInBroker
{
#if AZIMUTH_BROKER
    /// <summary>Whether there is one.</summary>
    public const bool Exists = true;

    /// <summary>The broker of this system; null if it has none, or it is not used.</summary>
    public static IBroker? Create(Func<bool> isUsed, Func<SystemKind> system) => isUsed() ? new SystemBroker(system()) : null;

    /// <summary>
    /// Waits for <paramref name="running"/>. The broker of macOS opens its window from the main thread, which therefore
    /// works through what MSAL.NET asks of it until then.
    /// </summary>
    /// <param name="running">The command.</param>
    /// <param name="isUsed">Whether the broker is used. Only evaluated on macOS.</param>
    public static int Wait(Task<int> running, Func<bool> isUsed)
    {
        if (OperatingSystem.IsMacOS() && !running.IsCompleted && isUsed())
        {
            var loop = Microsoft.Identity.Client.Utils.MacMainThreadScheduler.Instance();
            _ = loop.RunOnMainThreadAsync(async () =>
            {
                await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                loop.Stop();
            });
            loop.StartMessageLoop();
        }

        return running.GetAwaiter().GetResult();
    }
#else
    /// <summary>Whether there is one.</summary>
    public const bool Exists = false;

    /// <summary>The broker of this system; null if it has none, or it is not used.</summary>
    public static IBroker? Create(Func<bool> isUsed, Func<SystemKind> system) => null;

    /// <summary>Waits for <paramref name="running"/>.</summary>
    public static int Wait(Task<int> running, Func<bool> isUsed) => running.GetAwaiter().GetResult();
#endif
}
