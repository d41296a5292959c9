using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>What a sign-in needs next.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>One of several accounts.</summary>
    internal sealed record Pick(IReadOnlyList<(Person Person, bool SignedIn)> Accounts) : Step;

    internal sealed record UserName : Step;

    internal sealed record Password(Person Person) : Step;

    /// <summary>The phone; the prompt may have been refused or have ended.</summary>
    internal sealed record Mfa(Person Person, MfaPrompt Prompt) : Step;

    /// <param name="Permissions">What nobody has allowed yet.</param>
    internal sealed record Consent(Person Person, IReadOnlyList<string> Permissions) : Step;

    /// <summary>What is asked for is more than this person may allow.</summary>
    internal sealed record AdminConsent(Person Person, IReadOnlyList<string> Permissions) : Step;

    internal sealed record StaySignedIn(Person Person) : Step;

    /// <summary>Of a device code: was it you who started it?</summary>
    internal sealed record Confirm(Person Person) : Step;

    /// <summary>Nothing more.</summary>
    internal sealed record Finished(Person Person, Session Session) : Step;

    /// <param name="ToApplication">Whether the application is told, or the person alone.</param>
    internal sealed record Refused(Refusal Refusal, bool ToApplication) : Step;
}
