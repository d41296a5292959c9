using Azimuth.Configuration;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.Msal;

/// <summary>What every client of MSAL.NET here has in common, whoever signs in.</summary>
internal static class MsalBuilders
{
    extension<T>(T builder)
        where T : AbstractApplicationBuilder<T>
    {
        /// <summary>Exchanges by our own handler, in the dialect of the shared cache, with the Azure CLI's capabilities.</summary>
        /// <param name="http">Sends the requests; one for the whole process.</param>
        /// <param name="environment">For <c>AZURE_IDENTITY_DISABLE_CP1</c>.</param>
        /// <param name="debugLog">Receives MSAL's own log, without personal data.</param>
        public T AsTheAzureCli(IMsalHttpClientFactory http, EnvironmentVariables environment, DebugLog debugLog)
        {
            builder = builder
                .WithInstanceDiscovery(false) // else the environment is login.windows.net, which the Azure CLI does not look for
                .WithLegacyCacheCompatibility(false) // no ADAL cache was ever here
                .WithHttpClientFactory(http, retryOnceOn5xx: false) // Http/RetryHandler does
                .WithDebugLog(debugLog);
            return environment["AZURE_IDENTITY_DISABLE_CP1"] is null ? builder.WithClientCapabilities(["CP1"]) : builder;
        }
    }

    extension<T>(T builder)
        where T : BaseAbstractApplicationBuilder<T>
    {
        /// <summary>MSAL's own log, without personal data, where somebody listens.</summary>
        public T WithDebugLog(DebugLog debugLog) =>
            debugLog.IsOn
                ? builder.WithLogging((_, message, _) => debugLog.Write($"MSAL: {message}"), LogLevel.Info, enablePiiLogging: false)
                : builder;
    }
}
