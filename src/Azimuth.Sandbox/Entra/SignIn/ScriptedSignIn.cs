using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>
/// A sign-in whose answers are known before: the control API's, the one of a device code that answers itself, and a posted
/// password. It goes through <see cref="SignInEngine"/> as a page does, and meets what a page meets.
/// </summary>
internal sealed class ScriptedSignIn(
    SignInEngine engine, TenantDirectory azure, Credentials credentials, Consents consents, PersistedState remembered)
{
    /// <param name="signedIn">The people whom the browser knows; missing: a browser that is new.</param>
    public ScriptedOutcome Run(SignInRequest request, SignInScript script, IReadOnlyList<SignedIn>? signedIn = null)
    {
        var known = signedIn ?? [];
        var progress = engine.Advance(new SignInState(request), new SignInInput.Look(), known);
        while (true)
        {
            if (progress.Problem is { } problem)
            {
                return new(null, null, problem, ToApplication: false);
            }

            switch (progress.Step)
            {
                case SignInStep.Done done:
                    return new(done.Person, credentials.SessionOf(done), null, ToApplication: false);
                case SignInStep.Cancelled:
                    return new(null, null, Aadsts.Declined(), ToApplication: true) { Cancelled = true };
                case SignInStep.Refused refused:
                    return new(null, null, refused.Refusal, refused.ToApplication);
            }

            var (input, no) = Answer(progress.Step, script, request);
            if (input is null)
            {
                return new(null, null, no, ToApplication: false);
            }

            progress = engine.Advance(progress.State, input, known);
            foreach (var consent in progress.Effects.OfType<SignInEffect.GiveConsent>())
            {
                consents.Give(consent.Who, consent.Application, consent.Resource, string.Join(' ', consent.Permissions));
                remembered.Save();
            }
        }
    }

    /// <summary>What the script's person does at this step, or why they cannot continue.</summary>
    private (SignInInput? Input, Refusal? Refused) Answer(SignInStep step, SignInScript script, SignInRequest request)
    {
        if (script.Cancels)
        {
            return (new SignInInput.Cancel(), null);
        }

        if (step.Asked is { } asked && script.User.Length > 0 && azure.FindPerson(script.User.Trim()) != asked)
        {
            return (new SignInInput.Account(script.User), null); // the page names another user: "Use another account"
        }

        return step switch
        {
            SignInStep.PickAccount or SignInStep.AskUserName => (new SignInInput.Account(script.User), null),
            SignInStep.AskPassword password => (new SignInInput.Password(script.Password ?? password.Person.Password), null),
            SignInStep.AskPhone when script.Approves => (new SignInInput.PhoneSays(MfaState.Approved), null),
            SignInStep.AskPhone => (null, Aadsts.MfaFailed()),
            SignInStep.AskConsent => (new SignInInput.Consent(Everybody: false), null),
            SignInStep.NeedsAdministrator => (null, Aadsts.AdminConsentRequired(request.Client!)),
            SignInStep.AskToStay => (new SignInInput.Stay(Yes: false), null),
            SignInStep.AskToConfirm => (new SignInInput.Confirm(), null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>The user who signs in, and the answers to each step.</summary>
/// <param name="User">Empty: whomever the request or the browser names.</param>
/// <param name="Password">The password; null for the right one.</param>
/// <param name="Approves">What the phone does when it is asked.</param>
/// <param name="Cancels">Cancel is pressed on the first page, if there is one.</param>
internal sealed record SignInScript(string User, string? Password = null, bool Approves = true, bool Cancels = false);

/// <param name="Refused">Null: the user is signed in, with <paramref name="Session"/>.</param>
/// <param name="ToApplication">Whether the refusal is the application's to hear, or the user's alone.</param>
internal sealed record ScriptedOutcome(Person? Person, Session? Session, Refusal? Refused, bool ToApplication)
{
    /// <summary>Whether the user canceled, which clients distinguish from other refusals.</summary>
    public bool Cancelled { get; init; }
}
