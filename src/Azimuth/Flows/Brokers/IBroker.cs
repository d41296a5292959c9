using Microsoft.Identity.Client;

namespace Azimuth.Flows.Brokers;

/// <summary>
/// The system's own sign-in: the Web Account Manager of Windows, the Company Portal of macOS, the identity broker of Linux.
/// </summary>
public interface IBroker
{
    /// <summary>The name that users know it by.</summary>
    string Name { get; }

    /// <summary>Builds the client, so that the broker answers for it, with and without the user.</summary>
    IPublicClientApplication Build(PublicClientApplicationBuilder builder);
}
