using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Cli.Services;
using Azimuth.Flows;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --identity</c>: the machine signs itself in; in Cloud Shell, the user who opened it. No selector.</summary>
internal static class ManagedIdentityLogin
{
    public static async Task<int> RunAsync(LoginOptions words, Composition az, CancellationToken cancel)
    {
        var machine = az.Session.ManagedIdentity;
        var isCloudShell = machine.Source.Kind == IdentitySourceKind.CloudShell;
        var story = new SignInConsole(az.Terminal, az.Time, selects: false, words.AllowsNoSubscriptions, way: "");
        var signIn = az.Session.SignIn((_, _) => new ManagedIdentityFlow(machine, words.Machine, isCloudShell));
        SignInResult result;
        using (az.Terminal.Progress)
        {
            result = await signIn.RunAsync(Login.Order(words, FlowKind.ManagedIdentity), story.Report, cancel);
        }

        // Not as lists show them, but each as `account show` does: so the Azure CLI prints it here (2.91, recorded).
        return az.Output.Write(json =>
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
