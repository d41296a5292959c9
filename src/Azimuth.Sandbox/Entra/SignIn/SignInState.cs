using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>What has been shown in a sign-in so far. A value: each input makes another one, in <see cref="SignInEngine"/>.</summary>
internal sealed record SignInState(SignInRequest Request)
{
    /// <summary>The user who signs in; null if not known yet.</summary>
    public Person? Person { get; init; }

    /// <summary>The user's session of before, which makes a password unnecessary.</summary>
    public Session? Known { get; init; }

    /// <summary>An account that the page does not offer is to be typed.</summary>
    public bool WantsAnother { get; init; }

    public bool PasswordShown { get; init; }

    /// <summary>What the phone says; null: it was not asked yet.</summary>
    public MfaState? Phone { get; init; }

    /// <summary>Whether consent was given in this sign-in.</summary>
    public bool ConsentShown { get; init; }

    /// <summary>Of a device code: the user says that it was they who started it.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Whether the browser shall remember the user; null: not asked yet.</summary>
    public bool? Stay { get; init; }

    public bool Cancelled { get; init; }

    /// <summary>The user is settled. Nothing that another user has shown counts.</summary>
    /// <param name="known">The existing session of the user.</param>
    public SignInState Choose(Person person, Session? known) => new(Request) { Person = person, Known = known };

    /// <summary>Starts again with the question who signs in.</summary>
    public SignInState ForgetPerson(bool wantsAnother) => new(Request) { WantsAnother = wantsAnother };
}

/// <summary>A user who is signed in in the browser.</summary>
internal sealed record SignedIn(Session Session, Person Person);

/// <summary>The outcome of one input to a sign-in.</summary>
/// <param name="State">The new state of the sign-in.</param>
/// <param name="Step">What is needed next.</param>
/// <param name="Effects">What the caller has to do; the engine itself does nothing.</param>
/// <param name="Problem">Why the input was not taken, such as a wrong password; <paramref name="Step"/> then asks again.</param>
internal sealed record SignInProgress(SignInState State, SignInStep Step, IReadOnlyList<SignInEffect> Effects, Refusal? Problem);

/// <summary>What a step wants done outside of the sign-in.</summary>
internal abstract record SignInEffect
{
    private SignInEffect()
    {
    }

    /// <summary>The phone is to be asked; its answer comes back as <see cref="SignInInput.PhoneSays"/>.</summary>
    internal sealed record SendPrompt(Person Person) : SignInEffect;

    /// <summary>The prompt that is out has no page any more.</summary>
    internal sealed record WithdrawPrompt : SignInEffect;

    /// <param name="Who">The user, or the tenant for everybody in it.</param>
    internal sealed record GiveConsent(Guid Who, Guid Application, Guid Resource, IReadOnlyList<string> Permissions) : SignInEffect;
}
