#if AZIMUTH_BROKER
using Azimuth.Flows.Brokers;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Broker;

namespace Azimuth.Cli.Brokers;

/// <summary>MSAL.NET's broker, which speaks to the system's.</summary>
internal sealed class SystemBroker(SystemKind system) : IBroker
{
    // What each broker takes from programs without a package identity (Microsoft Entra, "Desktop app that calls web APIs: app
    // registration"). Windows makes its own out of the client ID.
    private const string RedirectOfMac = "msauth.com.msauth.unsignedapp://auth";
    private const string RedirectOfLinux = "https://login.microsoftonline.com/common/oauth2/nativeclient";

    /// <inheritdoc/>
    public string Name => BrokerChoice.NameOf(system);

    /// <inheritdoc/>
    public IPublicClientApplication Build(PublicClientApplicationBuilder builder) => (system switch
    {
        SystemKind.Windows => builder,
        SystemKind.MacOS => builder.WithRedirectUri(RedirectOfMac),
        _ => builder.WithRedirectUri(RedirectOfLinux),
    })
        .WithParentActivityOrWindow(ParentWindow.Find)
        .WithBroker(new BrokerOptions(EnabledOn)
        {
            Title = "Azure CLI sign-in (az)",
            MsaPassthrough = true, // personal accounts sign in to the Azure CLI's application, as with the Azure CLI
        })
        .Build();

    private BrokerOptions.OperatingSystems EnabledOn => system switch
    {
        SystemKind.Windows => BrokerOptions.OperatingSystems.Windows,
        SystemKind.MacOS => BrokerOptions.OperatingSystems.OSX,
        _ => BrokerOptions.OperatingSystems.Linux,
    };
}
#endif
