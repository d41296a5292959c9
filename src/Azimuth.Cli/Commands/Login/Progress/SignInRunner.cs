using Azimuth.Accounts;
using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Discovery;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login.Progress;

/// <summary>Runs sign-ins of every kind: says on the way what happens, and prints what they led to.</summary>
/// <param name="terminal">Where the user waits.</param>
/// <param name="time">Decides what takes more than a moment.</param>
/// <param name="output">Prints the list.</param>
/// <param name="filter">The tenants that are looked into when none is named.</param>
internal sealed class SignInRunner(Terminal.Terminal terminal, TimeProvider time, Output.Output output, TenantFilter filter)
{
    /// <summary>Says what happens during a sign-in.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="method">How the user asked to sign in.</param>
    public SignInConsole ConsoleFor(SignInOrder order, LoginMethod? method = null) => new(terminal, time, order, method);

    /// <summary>Runs a sign-in; the line of progress is gone at its end.</summary>
    /// <param name="signIn">The sign-in.</param>
    /// <param name="order">What is asked for.</param>
    /// <param name="console">Says what happens; null for one that is not needed afterwards.</param>
    /// <param name="cancel">Ctrl-C: until the files are written, it undoes all.</param>
    /// <exception cref="UserError">It failed, and nothing of it was kept.</exception>
    public async Task<SignInResult> RunAsync(SignIn signIn, SignInOrder order, SignInConsole? console, CancellationToken cancel)
    {
        using (terminal.Progress)
        {
            return await signIn.RunAsync(order with { Filter = filter }, (console ?? ConsoleFor(order)).Report, cancel);
        }
    }

    /// <summary>The same, and prints the subscriptions that it found.</summary>
    public async Task<int> ListAsync(SignIn signIn, SignInOrder order, CancellationToken cancel) =>
        List((await RunAsync(signIn, order, console: null, cancel)).Subscriptions);

    /// <summary>Prints subscriptions as <c>az login</c> does.</summary>
    public int List(IReadOnlyList<Subscription> subscriptions) => SubscriptionList.Write(output, subscriptions);
}
