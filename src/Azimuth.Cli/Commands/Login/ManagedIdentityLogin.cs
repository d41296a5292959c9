using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Flows;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --identity</c>: the machine signs itself in; in Cloud Shell, the user who opened it. No selector.</summary>
internal sealed class ManagedIdentityLogin(Func<AssignedIdentity, SignIn> signIn, SignInRunner runner, Output.Output output)
{
    public async Task<int> RunAsync(LoginOptions options, CancellationToken cancel)
    {
        var result = await runner.RunAsync(
            signIn(options.Machine), options.Order([FlowKind.ManagedIdentity]), console: null, cancel);

        // Not as lists show them, but each as `account show` does: so the Azure CLI prints it here (2.91, recorded).
        return output.Write(json =>
        {
            json.WriteStartArray();
            foreach (var each in result.Subscriptions)
            {
                SubscriptionJson.Write(json, each);
            }

            json.WriteEndArray();
        });
    }
}
