using Azimuth.Accounts;

namespace Azimuth.Events;

/// <summary>Something that a user who waits for a sign-in wants to know, told as it happens.</summary>
public abstract record SignInEvent
{
    private SignInEvent()
    {
    }

    /// <summary>The broker <paramref name="Name"/> is about to show its window.</summary>
    public sealed record BrokerAsked(string Name) : SignInEvent;

    /// <summary>The broker could not be used; another way is tried.</summary>
    /// <param name="Name">The broker's name.</param>
    /// <param name="Reason">Why, as the end of a sentence.</param>
    public sealed record BrokerFailed(string Name, string Reason) : SignInEvent;

    /// <summary>A browser is about to show <paramref name="Page"/>, an address without its query.</summary>
    public sealed record BrowserOpening(string Page) : SignInEvent;

    /// <summary>The browser could not be started; another way is tried.</summary>
    /// <param name="Reason">Why, in one sentence.</param>
    public sealed record BrowserFailed(string Reason) : SignInEvent;

    /// <summary>
    /// The browser brings the answer to <c>https://localhost</c>, where nothing speaks TLS: some server there once demanded HTTPS of it
    /// (HSTS).
    /// </summary>
    public sealed record BrowserInsistsOnTls : SignInEvent;

    /// <summary>The browser was opened and nothing has come back for a while.</summary>
    public sealed record BrowserQuiet : SignInEvent;

    /// <summary>The user is to open <paramref name="Address"/> in a browser anywhere, and to paste where it ends at.</summary>
    /// <param name="Address">The sign-in page, whole.</param>
    /// <param name="Port">Where a browser of this machine, or one at the end of a tunnel, brings the answer.</param>
    /// <param name="Tunnel">The SSH command that forwards the port; null where the user works on this machine.</param>
    public sealed record AddressReady(Uri Address, int Port, string? Tunnel) : SignInEvent;

    /// <summary>What was pasted is not the answer to this sign-in.</summary>
    /// <param name="Reason">Why, in one sentence.</param>
    public sealed record PasteRefused(string Reason) : SignInEvent;

    /// <summary>The user is to open <paramref name="Page"/> anywhere and to type <paramref name="UserCode"/>.</summary>
    /// <param name="Message">The server's message for the user.</param>
    /// <param name="Page">The page to open, as the server wrote it.</param>
    /// <param name="UserCode">The code to enter.</param>
    /// <param name="Ends">When the code expires, in UTC.</param>
    public sealed record DeviceCodeIssued(string Message, string Page, string UserCode, DateTimeOffset Ends) : SignInEvent;

    /// <summary>The identity is known; what it can see is being looked for.</summary>
    public sealed record SignedInAs(string UserName) : SignInEvent;

    /// <summary>The token cache holds other accounts of the same name, which are not used any more.</summary>
    /// <param name="UserName">The common name.</param>
    /// <param name="HomeAccountId">The account that signed in.</param>
    /// <param name="Others">The other accounts, by <c>home_account_id</c>.</param>
    public sealed record AccountReplaced(string UserName, string HomeAccountId, IReadOnlyList<string> Others) : SignInEvent;

    /// <summary>ARM named this many tenants.</summary>
    public sealed record TenantsFound(int Count) : SignInEvent;

    /// <summary>One more tenant has answered or refused.</summary>
    public sealed record TenantAnswered(TenantOutcome Outcome, int Done, int Total) : SignInEvent;

    /// <summary>All tenants have answered, in ARM's order.</summary>
    public sealed record Discovered(IReadOnlyList<TenantOutcome> Outcomes) : SignInEvent;

    /// <summary>ARM does not give the one subscription that was asked for; the tenant-level account takes its place.</summary>
    /// <param name="Subscription">Its ID.</param>
    /// <param name="Tenant">The tenant that was asked.</param>
    /// <param name="Reason">ARM's description.</param>
    public sealed record OutOfReach(Guid Subscription, string Tenant, string Reason) : SignInEvent;

    /// <summary>Another tenant lists the same subscription; the first one is used.</summary>
    public sealed record SeenTwice(Subscription First, string OtherTenantId) : SignInEvent;
}
