using Azimuth.Configuration;
using Azimuth.Events;
using Azimuth.Flows;
using Azimuth.Flows.Brokers;
using Azimuth.Flows.Loopback.Browser;

namespace Azimuth.Sessions;

/// <summary>What <see cref="AzureSession.Open"/> is told. Only the client ID has no default.</summary>
public sealed record AzureSessionOptions
{
    /// <summary>
    /// The Azure CLI's client ID. A program that uses it is the Azure CLI to Entra ID, to its administrators and to its policies;
    /// it is for programs that share <c>~/.azure</c> with the Azure CLI. Any other registers an application of its own.
    /// </summary>
    public const string AzureCliClientId = ClientIds.AzureCli;

    /// <summary>
    /// The application that users sign in to, by its client ID: a public client (RFC 6749, 2.1) whose redirect URIs include
    /// <c>http://localhost</c>. See "Register an application in Microsoft Entra ID".
    /// </summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// The folder of tokens, subscriptions and settings. Null: <c>~/.azimuth/CLIENT_ID</c>, this application's own. A folder that the
    /// Azure CLI uses (<c>~/.azure</c>) is shared with it, file by file.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>The cloud's name, as in <c>AzureUSGovernment</c>. Null: the folder's active one, <c>AzureCloud</c> at first.</summary>
    public string? Cloud { get; init; }

    /// <summary>The ways of signing a user in, tried in this order: one that is not available here is passed over.</summary>
    public IReadOnlyList<FlowKind> Ways { get; init; } = [FlowKind.Browser, FlowKind.DeviceCode];

    /// <summary>
    /// Receives what happens during a sign-in. A device code must be shown to the user (<see cref="SignInEvent.DeviceCodeIssued"/>), and
    /// so must the address for a browser elsewhere (<see cref="SignInEvent.AddressReady"/>). Called from several threads.
    /// </summary>
    public Action<SignInEvent> OnSignInEvent { get; init; } = static _ => { };

    /// <summary>Asks the user for the address that a browser elsewhere ended at; null at the end of input.</summary>
    public Func<CancellationToken, Task<string?>>? PasteAddress { get; init; }

    /// <summary>The browser that shows a sign-in page; null for the system's.</summary>
    public IBrowser? Browser { get; init; }

    /// <summary>The system's own sign-in, for <see cref="FlowKind.Broker"/>; null: none.</summary>
    public IBroker? Broker { get; init; }

    /// <summary>Receives one sentence for the user at a time, such as that a server does not answer.</summary>
    public Action<string> OnWarning { get; init; } = static _ => { };

    /// <summary>Receives each step, requests and responses included, secrets redacted; null: no log.</summary>
    public Action<string>? OnDebug { get; init; }

    /// <summary>How long one server or lock is waited for; null: 60 seconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Sends the requests to the authority and to Azure Resource Manager, in place of a handler with the environment's proxies and
    /// certificates. It must follow no redirect and keep no cookie. It is not disposed.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>Introduces the program to servers, as <c>NAME/VERSION</c>, before Azimuth's own; null: Azimuth's alone.</summary>
    public string? UserAgent { get; init; }

    /// <summary>
    /// The variables that proxies, extra certificates, settings and managed identities are read from; null: the process's.
    /// </summary>
    public EnvironmentVariables? Environment { get; init; }
}
