using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>What a sign-in needs next, or how it ended.</summary>
internal abstract record SignInStep
{
    private SignInStep()
    {
    }

    /// <summary>Who is asked; null: not known yet, or nothing is asked any more.</summary>
    public virtual Person? Asked => null;

    /// <summary>The user has to pick one of several accounts.</summary>
    internal sealed record PickAccount(IReadOnlyList<(Person Person, bool SignedIn)> Accounts) : SignInStep;

    internal sealed record AskUserName : SignInStep;

    internal sealed record AskPassword(Person Person) : SignInStep
    {
        public override Person? Asked => Person;
    }

    /// <summary>The phone. The prompt may have been refused or have ended.</summary>
    internal sealed record AskPhone(Person Person, MfaState State) : SignInStep
    {
        public override Person? Asked => Person;
    }

    /// <param name="Permissions">What has not been allowed yet.</param>
    internal sealed record AskConsent(Person Person, IReadOnlyList<string> Permissions) : SignInStep
    {
        public override Person? Asked => Person;
    }

    /// <summary>What is asked for is more than this user may allow: another account, or cancel.</summary>
    internal sealed record NeedsAdministrator(Person Person, IReadOnlyList<string> Permissions) : SignInStep
    {
        public override Person? Asked => Person;
    }

    internal sealed record AskToStay(Person Person) : SignInStep
    {
        public override Person? Asked => Person;
    }

    /// <summary>Of a device code: was it you who started it?</summary>
    internal sealed record AskToConfirm(Person Person) : SignInStep
    {
        public override Person? Asked => Person;
    }

    /// <summary>The sign-in is complete.</summary>
    /// <param name="Before">The session that the browser had; null: this sign-in makes the first one.</param>
    /// <param name="Mfa">A second factor was shown in this sign-in.</param>
    internal sealed record Done(Person Person, Session? Before, bool Mfa, string Flow) : SignInStep;

    /// <summary>The user pressed Cancel.</summary>
    internal sealed record Cancelled : SignInStep;

    /// <param name="ToApplication">Whether the application is told, or the user alone.</param>
    internal sealed record Refused(Refusal Refusal, bool ToApplication) : SignInStep;
}
