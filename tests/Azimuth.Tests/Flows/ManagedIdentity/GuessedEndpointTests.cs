using System.Diagnostics;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.EndToEnd.SignIn.Tenants;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Http;

namespace Azimuth.Tests.Flows.ManagedIdentity;

/// <summary>The metadata service of a virtual machine, where nothing says that this is one.</summary>
public sealed class GuessedEndpointTests
{
    private const string Host = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    [Fact]
    public async Task An_address_that_is_guessed_and_swallows_connections_is_given_up_within_seconds()
    {
        using var hole = new BlackHole();
        using var network = new Network(new() { UserAgent = "a" }, DebugLog.Silent, TimeProvider.System, _ => { });
        var source = IdentitySource.Detect(new EnvironmentVariables(_ => null), SystemKind.Linux, _ => false);
        var machine = new ManagedIdentityClient(BuiltInClouds.Find("AzureCloud")!, source, network, null, DebugLog.Silent);
        var started = Stopwatch.GetTimestamp();

        Environment.SetEnvironmentVariable(Host, hole.Address); // leads MSAL.NET alone away from the link-local address
        try
        {
            var error = await Should.ThrowAsync<UserError>(
                machine.AcquireAsync(AssignedIdentity.OfSystem, machine.ManagementScope, null, TestContext.Current.CancellationToken));

            error.Message.ShouldStartWith("There is no managed identity here");
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(CommandTimeouts.Quiet);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Host, null);
        }
    }
}
