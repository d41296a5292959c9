using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Events;
using Azimuth.Sessions;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Login.Progress;

/// <summary>Tells a user who waits what happens. Sentences are the Azure CLI's (2.91, recorded) where it has one.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="time">Decides what takes more than a moment.</param>
/// <param name="order">What is asked for. Where a choice follows, the wait for it is announced.</param>
/// <param name="method">How the user asked to sign in, so that the suggested commands do the same; null: in no certain way.</param>
internal sealed class SignInConsole(Terminal.Terminal terminal, TimeProvider time, SignInOrder order, LoginMethod? method = null)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);

    private readonly Lock _lock = new(); // tenants answer on several threads
    private readonly RefusedTenants _refused = new(terminal, order.AllowNoSubscriptions, method ?? new());
    private IReadOnlyList<TenantOutcome> _heldBack = [];
    private long _since;

    public void Report(SignInEvent what)
    {
        lock (_lock)
        {
            switch (what)
            {
                case SignInEvent.BrokerAsked:
                    terminal.Warn(
                        "Select the account you want to log in with. For more information on login with Azure CLI, see "
                            + "https://go.microsoft.com/fwlink/?linkid=2271136");
                    break;
                case SignInEvent.BrokerFailed failed:
                    terminal.Warn($"The {failed.Name} is not used: {failed.Reason}.");
                    break;
                case SignInEvent.BrowserOpening opening:
                    terminal.Warn(
                        $"A web browser has been opened at {opening.Page}. Please continue the login in the web browser. "
                        + "If no web browser is available or if the web browser fails to open, use device code flow with `az login "
                        + "--use-device-code`.");
                    break;
                case SignInEvent.BrowserFailed failed:
                    terminal.Warn($"{failed.Reason} Use a browser on any device instead:");
                    break;
                case SignInEvent.BrowserInsistsOnTls:
                    terminal.Warn(
                        "The browser requires HTTPS for localhost, because another server on this machine once sent it an HSTS header. "
                        + "In the browser, open edge://net-internals/#hsts (chrome://net-internals/#hsts in Chrome), type localhost under "
                        + "\"Delete domain security policies\", press Delete, and sign in again. "
                        + "To use a device code instead, run: az login --use-device-code");
                    break;
                case SignInEvent.BrowserQuiet:
                    terminal.Warn(
                        "The browser has not responded yet. If it shows no sign-in page or cannot reach this machine, press Ctrl-C and "
                        + "use `az login --no-browser` or `az login --use-device-code`.");
                    break;
                case SignInEvent.AddressReady ready:
                    ManualBrowserPrompt.Print(ready, terminal);
                    RequireShown("The URL of the sign-in page");
                    break;
                case SignInEvent.PasteRefused refused:
                    terminal.SayAloud(refused.Reason);
                    break;
                case SignInEvent.DeviceCodeIssued code:
                    terminal.SayAloud(code.Message);
                    RequireShown("The device code");
                    if (terminal.ErrorIsTerminal && !terminal.OnlyErrors())
                    {
                        terminal.Progress.ShowLines(
                            DeviceCodeCard.Lines(code, terminal.Width, terminal.MeasureHeight(), terminal.ShowsUnicode(), terminal.Color));
                    }

                    break;
                case SignInEvent.SignedInAs:
                    BeginWaiting();
                    break;
                case SignInEvent.TenantsFound found:
                    Progress($"0 of {found.Count} tenants");
                    break;
                case SignInEvent.TenantAnswered answered:
                    Progress($"{answered.Done} of {answered.Total} tenants, {answered.Outcome.Tenant} last");
                    break;
                case SignInEvent.SeenTwice twice:
                    terminal.Warn(
                        $"Subscription {twice.First.Id} '{terminal.OnError(twice.First.Name)}' can be accessed from "
                            + $"tenants {twice.First.TenantId}(default) and {twice.OtherTenantId}. "
                        + "To select a specific tenant when accessing this subscription, use 'az login --tenant TENANT_ID'.");
                    break;
                case SignInEvent.OutOfReach missing:
                    terminal.Warn(
                        $"Subscription '{missing.Subscription}' cannot be accessed: {missing.Reason} "
                        + $"The tenant-level account of tenant {missing.Tenant} is used instead.");
                    break;
                case SignInEvent.AccountReplaced replaced:
                    terminal.Warn(
                        $"'{terminal.OnError(replaced.UserName)}' is now the account {replaced.HomeAccountId}. The token cache also "
                            + $"has {string.Join(", ", replaced.Others)} under this name, "
                        + "which commands no longer use. To sign out of all of them, run: az logout "
                        + $"--username {ShellWord.Quote(replaced.UserName)}");
                    break;
                case SignInEvent.Discovered discovered:
                    Conclude(discovered.Outcomes);
                    break;
            }
        }
    }

    /// <summary>Prints what was held back until the user had chosen.</summary>
    public void WarnOfRefusedTenants() => _refused.WarnByReason(_heldBack);

    // Without it no user can sign in, and the wait would be in vain.
    private void RequireShown(string what)
    {
        if (terminal.IsErrorLost())
        {
            throw new UserError($"{what} could not be shown: standard error is closed or not writable.");
        }
    }

    private void BeginWaiting()
    {
        _since = time.GetTimestamp();
        if (order.IsToChoose)
        {
            terminal.Say("");
            terminal.Say("Retrieving subscriptions for the selection...");
        }
    }

    private void Progress(string line)
    {
        if (time.GetElapsedTime(_since) > Moment)
        {
            terminal.Progress.Show($"Asking for subscriptions: {line}");
        }
    }

    // Before the table, so that the warnings after it surprise no user.
    private void AnnounceRefusals(int count)
    {
        if (count > 0 && !terminal.OnlyErrors())
        {
            terminal.Say(
                $"{count} tenant{(count == 1 ? " requires" : "s require")} another sign-in, for example with multi-factor "
                    + "authentication. More about this after your choice.");
        }
    }

    private void Conclude(IReadOnlyList<TenantOutcome> outcomes)
    {
        terminal.Progress.Clear();
        if (order.IsToChoose && outcomes.OfType<TenantOutcome.Listed>().Any(each => each.Subscriptions.Count > 0))
        {
            _heldBack = outcomes; // the table comes first
            AnnounceRefusals(outcomes.OfType<TenantOutcome.Refused>().Count(each => each.RequiresInteraction));
        }
        else
        {
            _refused.WarnOfEach(outcomes);
        }
    }
}
