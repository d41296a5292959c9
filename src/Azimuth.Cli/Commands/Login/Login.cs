using System.CommandLine;
using Azimuth.Cli.Commands.Account;
using Azimuth.Cli.Terminal;
using Azimuth.Flows;
using Azimuth.Flows.Loopback;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login</c>: signs a person in, and lets the person choose where commands run.</summary>
internal static class Login
{
    public static Command Describe(Composition az)
    {
        var command = new Command("login", "Sign in to Azure.");
        foreach (var option in LoginWords.Options)
        {
            command.Add(option);
        }

        command.SetAction((words, cancel) => RunAsync(LoginWords.Of(words), az, cancel));
        return command;
    }

    private static async Task<int> RunAsync(LoginWords words, Composition az, CancellationToken cancel)
    {
        LoginUsage.Check(words, az.Terminal.InIsTerminal, az.Terminal.Warn);
        if (words is { IsServicePrincipal: false, IsIdentity: false })
        {
            await CloudConsent.AskAsync(az.Clouds, az.Terminal, cancel);
        }

        var output = az.Output; // a wrong --query is known before anybody signs in
        var selects = Selects(words, az);
        var order = new SignInOrder
        {
            Ways = FlowChoice.Choose(az.Environment, new(words.UsesDeviceCode, words.UsesNoBrowser), az.Browser.IsThere),
            Tenant = words.TenantNameOrId,
            Scopes = words.Scopes,
            Claims = LoginUsage.Claims(words.Claims),
            AllowNoSubscriptions = words.AllowsNoSubscriptions,
            SkipDiscovery = words.SkipsDiscovery,
            Subscription = words.SubscriptionNameOrId,
            IsToChoose = selects,
        };
        var way = words.UsesDeviceCode ? " --use-device-code" : words.UsesNoBrowser ? " --no-browser" : "";
        var story = new SignInStory(az.Terminal, az.Time, selects, words.AllowsNoSubscriptions, way)
        {
            Tunnel = port => SshTunnel.Command(az.Environment, SystemEnvironment.HostName, port),
        };
        var signIn = az.SignIn(story.Tell, LoginUsage.RedirectPort(words.RedirectPortNumber, () => az.Settings.Get("core", "redirect_port")));

        SignInResult result;
        using (az.Terminal.Progress)
        {
            result = await signIn.RunAsync(order, story.Tell, cancel);
        }

        return selects
            ? await ChooseAsync(result, signIn, az.Terminal, cancel)
            : AccountList.Write(output, order.Subscription is null ? result.Subscriptions : [result.Default]);
    }

    private static async Task<int> ChooseAsync(SignInResult result, SignIn signIn, Terminal.Terminal terminal, CancellationToken cancel)
    {
        var chosen = await SelectorDialog.AskAsync(new Selector(result.Subscriptions, result.Default), terminal, cancel);
        await signIn.ChooseAsync(result.Who, chosen, cancel);
        Announcements.Print(terminal);
        return 0;
    }

    private static bool Selects(LoginWords words, Composition az) =>
        words.SubscriptionNameOrId is null && !words.SkipsDiscovery
        && SelectorChoice.IsForPerson(az.Platform, az.Terminal.InIsTerminal, az.Terminal.OutIsTerminal, () => az.Settings.GetBoolean("core", "login_experience_v2", fallback: true));
}
