using Azimuth.Cli.Commands.Subscriptions;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Flows;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login</c>: signs in a user, an application or a machine, and lets a user choose where commands run.</summary>
internal static class Login
{
    public static CommandSpec Describe(Composition az) => new("login", "Sign in to Azure.")
    {
        Options = LoginOptions.All,
        Run = (arguments, cancel) => RunAsync(ServicePrincipalVariables.Complete(new LoginOptions(arguments), az.Environment), az, cancel),
    };

    private static async Task<int> RunAsync(LoginOptions words, Composition az, CancellationToken cancel)
    {
        LoginUsage.Check(
            words,
            az.Terminal.InIsTerminal,
            az.Terminal.Warn,
            isJob: words.IsServicePrincipal && az.Applications.Jobs.RecipeHere() is not null);
        az.Settings.TellOfLocalFiles();
        await CloudConsent.AskAsync(az.Clouds, words, az.Terminal, cancel);
        if (!words.IsIdentity && az.Environment.NonEmpty("ACC_CLOUD") is not null)
        {
            az.Terminal.Warn(
                "Cloud Shell is automatically authenticated under the initial account signed-in with. Run 'az login' only if you need to "
                    + "use a different account");
        }

        _ = az.Output; // a wrong --query is reported before the sign-in
        return words switch
        {
            { IsIdentity: true } => await ManagedIdentityLogin.RunAsync(words, az, cancel),
            { IsServicePrincipal: true } => await ServicePrincipalLogin.RunAsync(words, az, cancel),
            { UserName: not null, IsInBrowser: false } => await PasswordLogin.RunAsync(words, az, cancel),
            _ => await InteractiveAsync(words, az, cancel),
        };
    }

    private static async Task<int> InteractiveAsync(LoginOptions words, Composition az, CancellationToken cancel)
    {
        var canChoose = !words.SkipsDiscovery && IsForPerson(az);
        var selects = canChoose && words.SubscriptionNameOrId is null;
        var order = Order(
            words,
            InteractiveWays.Choose(
                new() { UseDeviceCode = words.UsesDeviceCode, NoBrowser = words.UsesNoBrowser, Browser = words.UsesBrowser }, az)) with
        {
            IsToChoose = selects,
            IsToChooseAmongNamesakes = canChoose && !selects,
            LoginHint = words.UserName,
            AcceptsOther = (other, stop) => AcceptsAsync(other, words.UserName!, az.Terminal, stop),
        };
        var port = words.RedirectPortNumber is { } number ? $" --redirect-port {number}" : "";
        var way = words.UsesDeviceCode ? RefusedTenants.ByDeviceCode : words.UsesNoBrowser ? $" --no-browser{port}" : port;
        var story = new SignInConsole(az.Terminal, az.Time, selects, words.AllowsNoSubscriptions, way);
        var redirectPort = LoginUsage.RedirectPort(words.RedirectPortNumber, () => az.Settings.Get("core", "redirect_port"))
            ?? az.Clouds.Active.RedirectPort;
        return await RunAsync(order, tell => az.Session.SignIn(tell.Report, redirectPort), story, az, cancel);
    }

    /// <summary>What the options ask of a sign-in, for every kind of account and every way.</summary>
    internal static SignInOrder Order(LoginOptions words, params IReadOnlyList<FlowKind> ways) => new()
    {
        Ways = ways,
        Tenants = words.IsServicePrincipal && words.TenantNameOrId is { } only ? [only] : words.TenantNamesOrIds,
        Scopes = words.Scopes,
        Claims = LoginUsage.Claims(words.Claims),
        AllowNoSubscriptions = words.AllowsNoSubscriptions,
        SkipDiscovery = words.SkipsDiscovery,
        Subscription = words.SubscriptionNameOrId,
    };

    /// <summary>Signs in, and shows what that led to: the selector where a user is to choose, else the list.</summary>
    internal static Task<int> RunAsync(SignInOrder order, SignIn signIn, SignInConsole story, Composition az, CancellationToken cancel) =>
        RunAsync(order, _ => signIn, story, az, cancel);

    private static async Task<int> RunAsync(
        SignInOrder order, Func<SignInConsole, SignIn> make, SignInConsole story, Composition az, CancellationToken cancel)
    {
        var signIn = make(story);
        order = order with { Filter = az.Session.TenantFilter };
        SignInResult result;
        using (az.Terminal.Progress)
        {
            result = await signIn.RunAsync(order, story.Report, cancel);
        }

        if (!order.IsToChoose && !(order.IsToChooseAmongNamesakes && result.Subscriptions.Count > 1))
        {
            return SubscriptionList.Write(az.Output, result.Subscriptions);
        }

        var chosen = await SelectorDialog.AskAsync(new Selector(result.Subscriptions, result.Default), az.Terminal, cancel);
        await signIn.ChooseAsync(result.Who, chosen, cancel);
        SubscriptionNotices.Print(az.Terminal);
        story.TellRest();
        var again = order with
        {
            Scopes = [],
            Claims = null,
            Subscription = null,
            IsToChoose = false,
            IsToChooseAmongNamesakes = false,
            KeepsDefault = true,
            LoginHint = result.Who.UserName,
            AcceptsOther = (other, stop) => AcceptsAsync(other, result.Who.UserName, az.Terminal, stop),
        };
        await RefusedTenantRetry.OfferAsync([.. result.Refused.Where(each => each.RequiresInteraction)], again, make, az, cancel);
        return 0;
    }

    private static async Task<bool> AcceptsAsync(string other, string expected, Terminal.Terminal terminal, CancellationToken cancel) =>
        terminal.CanAsk
        && await terminal.ConfirmAsync(
            $"'{VisibleText.Line(other)}' signed in, and '{VisibleText.Line(expected)}' was to. Keep this sign-in?",
            otherwise: false,
            cancel);

    private static bool IsForPerson(Composition az) => SelectorChoice.IsForPerson(
        az.Platform, az.Terminal.InIsTerminal, az.Terminal.OutIsTerminal,
        () => az.Settings.GetBoolean("core", "login_experience_v2", fallback: true));
}
