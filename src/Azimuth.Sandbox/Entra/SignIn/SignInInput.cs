using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>
/// What can happen in a sign-in. Pages, the control API, device codes and posted passwords say the same things; what
/// does not answer the present question changes nothing.
/// </summary>
internal abstract record SignInInput
{
    private SignInInput()
    {
    }

    /// <summary>No input: only the present step is asked for.</summary>
    internal sealed record Look : SignInInput;

    /// <summary>A user name, picked or typed.</summary>
    internal sealed record Account(string UserName) : SignInInput;

    /// <summary>"Use another account."</summary>
    internal sealed record AnotherAccount : SignInInput;

    internal sealed record Password(string Text) : SignInInput;

    /// <summary>The outcome of the prompt on the phone.</summary>
    internal sealed record PhoneSays(MfaState State) : SignInInput;

    /// <summary>The prompt was refused or has ended, and the user wants another one.</summary>
    internal sealed record PhoneAgain : SignInInput;

    /// <param name="Everybody">For everybody of the tenant; counts from an administrator only.</param>
    internal sealed record Consent(bool Everybody) : SignInInput;

    internal sealed record Stay(bool Yes) : SignInInput;

    /// <summary>Of a device code: it was this user who started it.</summary>
    internal sealed record Confirm : SignInInput;

    internal sealed record Cancel : SignInInput;
}
