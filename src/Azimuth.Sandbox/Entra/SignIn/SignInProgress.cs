using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.SignIn;

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
