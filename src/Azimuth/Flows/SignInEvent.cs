using Azimuth.Discovery;

namespace Azimuth.Flows;

/// <summary>Something that a person who waits for a sign-in wants to know, told as it happens.</summary>
public abstract record SignInEvent
{
    private SignInEvent()
    {
    }

    /// <summary>A browser is about to show <paramref name="Page"/> (without its query: that is long and half a secret).</summary>
    public sealed record BrowserOpening(Uri Page) : SignInEvent;

    /// <summary>The browser could not be started. The sign-in goes on waiting, since the address can be opened by hand.</summary>
    /// <param name="Reason">Why, in one sentence.</param>
    /// <param name="Address">What to open.</param>
    public sealed record BrowserFailed(string Reason, Uri Address) : SignInEvent;

    /// <summary>The person is to open <paramref name="Page"/> anywhere and to type <paramref name="UserCode"/>.</summary>
    /// <param name="Message">The server's sentence that says so.</param>
    /// <param name="Page">Where.</param>
    /// <param name="UserCode">What to type.</param>
    /// <param name="Ends">When the code ends, in UTC.</param>
    public sealed record DeviceCodeIssued(string Message, Uri Page, string UserCode, DateTimeOffset Ends) : SignInEvent;

    /// <summary>The identity is known; what it can see is being looked for.</summary>
    public sealed record SignedInAs(string UserName) : SignInEvent;

    /// <summary>ARM named this many tenants.</summary>
    public sealed record TenantsFound(int Count) : SignInEvent;

    /// <summary>One more tenant has answered or refused.</summary>
    public sealed record TenantAnswered(TenantOutcome Outcome, int Done, int Total) : SignInEvent;
}
