using Azimuth.Flows;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Flows;

public sealed class BrokerSignInTests
{
    public static TheoryData<Exception, string?> Failures => new()
    {
        { new DllNotFoundException("msalruntime"), "its library cannot be loaded" },
        { new TypeInitializationException("MSALRuntime", new BadImageFormatException()), "its library cannot be loaded" },
        { new MsalClientException("wam_runtime_init_failed", "x"), "it could not be started" },
        { new MsalClientException(MsalError.BrokerApplicationRequired, "x"), "it could not be started" },
        { new MsalClientException(MsalError.UnknownBrokerError, "x"), "it failed without saying why" },
        { new MsalClientException(MsalError.AuthenticationCanceledError, "x"), null },
        { new MsalServiceException("invalid_grant", "AADSTS50034: no such person"), null },
        { new InvalidOperationException(), null },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_is_the_brokers_own_failure_leads_to_the_browser_and_a_refusal_does_not(Exception failure, string? reason) =>
        BrokerSignIn.Explain(failure).ShouldBe(reason);
}
