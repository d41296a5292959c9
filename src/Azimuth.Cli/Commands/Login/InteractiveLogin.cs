using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Cli.Commands.Login.Selection;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login</c> of a user by browser, device code or the system's own sign-in, with the question where commands run.</summary>
/// <param name="ways">Which ways are open here.</param>
/// <param name="signIn">Makes the sign-in whose browser answers at the port of <c>--redirect-port</c>; null: it was not given.</param>
/// <param name="runner">Runs the sign-in.</param>
/// <param name="retry">Offers the tenants that refused it.</param>
/// <param name="terminal">Where questions are asked.</param>
/// <param name="hasSelector">Whether the user is asked which subscription to use.</param>
internal sealed class InteractiveLogin(
    InteractiveWays ways, Func<string?, SignIn> signIn, SignInRunner runner, RefusedTenantRetry retry, Terminal.Terminal terminal,
    Func<bool> hasSelector)
{
    /// <summary>Signs in, and shows what that led to: the selector where a user is to choose, else the list.</summary>
    public async Task<int> RunAsync(LoginOptions options, CancellationToken cancel)
    {
        var canChoose = !options.SkipsDiscovery && hasSelector();
        var isToChoose = canChoose && options.SubscriptionNameOrId is null;
        var chosenWays = ways.Choose(
            new() { UseDeviceCode = options.UsesDeviceCode, NoBrowser = options.UsesNoBrowser, Browser = options.UsesBrowser });
        var order = options.Order(chosenWays) with
        {
            IsToChoose = isToChoose,
            IsToChooseAmongNamesakes = canChoose && !isToChoose,
            LoginHint = options.UserName,
            AcceptsOther = (other, stop) => AcceptsAsync(other, options.UserName!, stop),
        };
        var console = runner.ConsoleFor(order, options.Method);
        var session = signIn(options.RedirectPortNumber);
        var result = await runner.RunAsync(session, order, console, cancel);
        if (!order.IsToChoose && !(order.IsToChooseAmongNamesakes && result.Subscriptions.Count > 1))
        {
            return runner.List(result.Subscriptions);
        }

        var chosen = await SelectorDialog.AskAsync(new Selector(result.Subscriptions, result.Default), terminal, cancel);
        await session.ChooseAsync(result.Who, chosen, cancel);
        PrintNotices();
        console.WarnOfRefusedTenants();
        await retry.OfferAsync(
            session,
            [.. result.Refused.Where(each => each.RequiresInteraction)],
            order with
            {
                Scopes = [],
                Claims = null,
                Subscription = null,
                IsToChoose = false,
                IsToChooseAmongNamesakes = false,
                KeepsDefault = true,
                LoginHint = result.Who.UserName,
                AcceptsOther = (other, stop) => AcceptsAsync(other, result.Who.UserName, stop),
            },
            cancel);
        return 0;
    }

    private async Task<bool> AcceptsAsync(string other, string expected, CancellationToken cancel) =>
        terminal.CanAsk
        && await terminal.ConfirmAsync(
            $"'{VisibleText.Line(other)}' signed in, but '{VisibleText.Line(expected)}' was expected. Keep this sign-in?",
            otherwise: false,
            cancel);

    // What Microsoft's page on signing in shows after a choice (docs/reference.md).
    private void PrintNotices()
    {
        terminal.Say("[Announcements]");
        terminal.Say(
            "With the new Azure CLI login experience, you can select the subscription you want to use more easily. "
            + "Learn more about it and its configuration at https://go.microsoft.com/fwlink/?linkid=2271236");
        terminal.Say("");
        terminal.Say("If you encounter any problem, please open an issue at https://aka.ms/azclibug");
        terminal.Say("");
    }
}
