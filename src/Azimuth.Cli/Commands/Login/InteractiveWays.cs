using Azimuth.Cli.Services;
using Azimuth.Flows;

namespace Azimuth.Cli.Commands.Login;

/// <summary>The interactive ways of signing in that are possible here, in order.</summary>
internal static class InteractiveWays
{
    /// <summary>Chooses them, and says why it is not the broker where one was wanted.</summary>
    /// <exception cref="UserError">In a pipeline there is no user: a sign-in that waits for one would wait until the job is
    /// killed.</exception>
    public static IReadOnlyList<FlowKind> Choose(FlowRequest wish, Composition az)
    {
        var here = wish with { HasTerminal = az.Terminal.IsAny };
        var plan = FlowChoice.Choose(az.Environment, here, az.Browser.IsThere, () => az.BrokerAvailability);
        if (plan.Because is { } reason)
        {
            az.Terminal.Warn(reason);
        }

        return plan.Ways.Count > 0 ? plan.Ways : throw new UserError(
            "This is a pipeline without a terminal, and nobody is here to sign in. Sign in as an application or as the machine's "
                + "identity; `az login --use-device-code` waits for a person all the same.",
            InteractiveRemedies.WithoutUser);
    }
}
