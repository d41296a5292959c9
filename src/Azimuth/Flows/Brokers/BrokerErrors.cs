using System.Text.Json;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.Brokers;

/// <summary>
/// What an exception of a call means that the broker answers. Its library is native code, and neither MSAL.NET nor its native interop
/// has one type for what can fail there, so that these are the known ones and every other counts as the broker's own failure.
/// </summary>
internal static class BrokerErrors
{
    // MSALRuntime could not be loaded or started; MSAL.NET has no constant for it.
    private const string NotStarted = "wam_runtime_init_failed";
    private const string CouldNotStart = "it could not be started";

    /// <summary>
    /// Why the broker does not work here, for the sentence "It is not used, since …". Null for a refusal of the authority or of the
    /// network, which a browser would meet as well, and for what the user decided.
    /// </summary>
    public static string? Explain(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } inner } => Explain(inner),
        TypeInitializationException { InnerException: { } inner } => Explain(inner) ?? CouldNotStart,
        DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or FileNotFoundException or FileLoadException =>
            "its library cannot be loaded",
        TypeInitializationException => CouldNotStart,
        NotSupportedException => "it does not work on this system", // PlatformNotSupportedException too
        MsalException
        {
            ErrorCode: NotStarted or MsalError.BrokerApplicationRequired or MsalError.CannotInvokeBroker
            or MsalError.WamUiThread or MsalError.InitializeProcessSecurityError
        } => CouldNotStart,
        MsalException { ErrorCode: MsalError.WamInteractiveError or MsalError.WamPickerError or MsalError.UnknownBrokerError } =>
            "it failed without saying why",
        UserError or MsalServiceException or HttpRequestException or IOException or JsonException => null,
        MsalClientException { ErrorCode: MsalError.AuthenticationCanceledError } => null,
        MsalException other => $"it failed ({other.ErrorCode})",
        _ => $"it failed ({failure.GetType().Name})",
    };

    /// <summary>Whether the user closed the broker's window.</summary>
    public static bool IsCanceled(Exception failure) => failure switch
    {
        MsalClientException { ErrorCode: MsalError.AuthenticationCanceledError } => true,
        AggregateException { InnerException: { } inner } => IsCanceled(inner),
        _ => false,
    };
}
