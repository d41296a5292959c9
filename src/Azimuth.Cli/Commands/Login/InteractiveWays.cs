using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Cli.Commands.Login;

/// <summary>The interactive ways of signing in that are possible here, in order.</summary>
/// <param name="terminal">Whether there is a user, and where the user is told why the broker is not used.</param>
/// <param name="environment">What says that this is a pipeline, or a session on another machine.</param>
/// <param name="browser">Whether there is one.</param>
/// <param name="broker">Whether the system's own sign-in is used.</param>
internal sealed class InteractiveWays(
    Terminal.Terminal terminal, EnvironmentVariables environment, IBrowser browser, Func<BrokerAvailability> broker)
{
    private const string WithoutUser =
        "Use a sign-in that requires no interaction. Run one of:\n"
        + "az login --service-principal --username APP_ID --tenant TENANT_ID --federated-token TOKEN\naz login --identity";

    /// <summary>Chooses them, and says why it is not the broker where one was wanted.</summary>
    /// <exception cref="UserError">In a pipeline there is no user: a sign-in that waits for one would wait until the job is
    /// killed.</exception>
    public IReadOnlyList<FlowKind> Choose(FlowRequest request)
    {
        var plan = FlowChoice.Choose(environment, request with { HasTerminal = terminal.IsAny }, browser.IsThere, broker);
        if (plan.Because is { } reason)
        {
            terminal.Warn(reason);
        }

        return plan.Ways.Count > 0 ? plan.Ways : throw new UserError(
            "Interactive sign-in is not possible: no terminal (CI). To wait for a device code to be used all the same, use "
                + "`az login --use-device-code`.",
            WithoutUser);
    }

    /// <summary>The address that the browser ends at was to be pasted, and there is no input that it could come from.</summary>
    public static UserError NothingPasted() => new(
        "The URL was expected on standard input, which is closed, and there is no terminal. "
        + "If the browser returns through a tunnel, set its port with --redirect-port.",
        WithoutUser);
}
