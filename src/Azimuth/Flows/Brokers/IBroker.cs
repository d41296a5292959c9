using Microsoft.Identity.Client;

namespace Azimuth.Flows.Brokers;

/// <summary>
/// The system's own sign-in: the Web Account Manager of Windows, the Company Portal of macOS, the identity broker of Linux.
/// </summary>
public interface IBroker
{
    /// <summary>The name that users know it by.</summary>
    string Name { get; }

    /// <summary>Lets it answer for the client that is being built, with and without the user.</summary>
    PublicClientApplicationBuilder Join(PublicClientApplicationBuilder builder);
}
