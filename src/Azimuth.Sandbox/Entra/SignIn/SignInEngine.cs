using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>
/// The one sign-in: who, password, policy, second factor, consent, staying signed in, confirmation. A function of a state
/// and an input; it reads the directory, its policies and consents, and changes nothing.
/// </summary>
internal sealed class SignInEngine(TenantDirectory azure, ConditionalAccess access, Consents consents)
{
    /// <summary>With more users than this the page asks for the user name instead of listing accounts.</summary>
    private const int MostPickable = 10;

    /// <summary>Takes an input if it answers what is being asked, and says what comes next.</summary>
    /// <param name="signedIn">The people whom the browser knows.</param>
    public SignInProgress Advance(SignInState state, SignInInput input, IReadOnlyList<SignedIn> signedIn)
    {
        var usable = state.Request.Prompt == "login" ? [] : signedIn;
        var (before, asked) = Next(state, usable);
        var (taken, problem) = Take(before, asked, input, usable);
        var (after, step) = Next(taken, usable);

        List<SignInEffect> effects = [];
        if (asked is SignInStep.AskConsent consent && after.ConsentShown && !before.ConsentShown)
        {
            var who = consent.Person.Admin && input is SignInInput.Consent { Everybody: true }
                ? state.Request.Tenant.For(consent.Person).Id
                : consent.Person.Id;
            effects.Add(
                new SignInEffect.GiveConsent(who, state.Request.Client!.ClientId, state.Request.Scopes!.ResourceId, consent.Permissions));
        }

        if (state.Phone == MfaState.Pending
            && (taken.Phone is null || (after.Phone == MfaState.Pending && step is not SignInStep.AskPhone)))
        {
            effects.Add(new SignInEffect.WithdrawPrompt());
        }

        if (step is SignInStep.AskPhone phone && after.Phone is null)
        {
            after = after with { Phone = MfaState.Pending };
            effects.Add(new SignInEffect.SendPrompt(phone.Person));
        }

        return new(after, step, effects, problem);
    }

    private (SignInState State, Refusal? Problem) Take(
        SignInState state, SignInStep asked, SignInInput input, IReadOnlyList<SignedIn> usable)
    {
        switch (input)
        {
            case SignInInput.Cancel when asked is not (SignInStep.Done or SignInStep.Cancelled):
                return (state with { Cancelled = true }, null);
            case SignInInput.AnotherAccount:
                return (state.ForgetPerson(wantsAnother: true), null);
            case SignInInput.Account account:
                var (person, unknown) = Credentials.Find(azure, account.UserName);
                return person is null ? (state.ForgetPerson(wantsAnother: true), unknown) : (Choose(state, person, usable), null);
            case SignInInput.Password password when asked is SignInStep.AskPassword { Person: var who }:
                var wrong = Credentials.Check(who, password.Text, state.Request.Flow);
                return wrong is null ? (state with { PasswordShown = true, Known = null }, null) : (state, wrong);
            case SignInInput.PhoneSays says when asked is SignInStep.AskPhone && state.Phone is not null:
                return (state with { Phone = says.State }, null);
            case SignInInput.PhoneAgain when asked is SignInStep.AskPhone { State: MfaState.Refused or MfaState.Expired }:
                return (state with { Phone = null }, null);
            case SignInInput.Consent when asked is SignInStep.AskConsent:
                return (state with { ConsentShown = true }, null);
            case SignInInput.Stay stay when asked is SignInStep.AskToStay:
                return (state with { Stay = stay.Yes }, null);
            case SignInInput.Confirm when asked is SignInStep.AskToConfirm:
                return (state with { Confirmed = true }, null);
            default:
                return (state, null); // an old page's form: the user sees where the sign-in stands
        }
    }

    private (SignInState State, SignInStep Step) Next(SignInState state, IReadOnlyList<SignedIn> usable)
    {
        if (state.Cancelled)
        {
            return (state, new SignInStep.Cancelled());
        }

        if (state.Person is null)
        {
            var (chosen, who) = WhoNext(state, usable);
            if (who is not null)
            {
                return (chosen, who);
            }

            state = chosen;
        }

        var person = state.Person!;
        var asks = state.Request.For(person);
        if (state.Known is { } known && !access.IsRecent(asks, known, state.Request.MaxAge))
        {
            state = state with { Known = null }; // a policy or the application wants people to sign in more often than that
        }

        var silent = state.Request.IsSilent;
        if (!state.PasswordShown && state.Known is null)
        {
            return (
                state, silent ? new SignInStep.Refused(Aadsts.LoginRequired(), ToApplication: true) : new SignInStep.AskPassword(person));
        }

        if ((person.Disabled ? Aadsts.Disabled() : access.CheckPlace(asks)) is { } refused)
        {
            return (state, new SignInStep.Refused(refused, ToApplication: silent));
        }

        return (state, PhoneNext(state, asks) ?? ConsentNext(state, asks) ?? LastQuestions(state, person)
            ?? new SignInStep.Done(person, state.Known, state.Phone == MfaState.Approved, state.Request.Flow));
    }

    private (SignInState State, SignInStep? Step) WhoNext(SignInState state, IReadOnlyList<SignedIn> usable)
    {
        var (prompt, hint) = (state.Request.Prompt, state.Request.LoginHint);
        if (state.WantsAnother)
        {
            return (state, new SignInStep.AskUserName());
        }

        if (hint is not null)
        {
            // Whoever is signed in, another one is meant: never somebody else than the hint's.
            return azure.FindPerson(hint.Trim()) is { } hinted ? (Choose(state, hinted, usable), null)
                : (
                    state,
                    state.Request.IsSilent
                        ? new SignInStep.Refused(Aadsts.LoginRequired(), ToApplication: true)
                        : new SignInStep.AskUserName());
        }

        if (prompt is "" or "none" or "consent" && usable is [var only])
        {
            return (Choose(state, only.Person, usable), null);
        }

        if (state.Request.IsSilent)
        {
            return (
                state, new SignInStep.Refused(usable.Count == 0 ? Aadsts.LoginRequired() : Aadsts.SeveralSessions(), ToApplication: true));
        }

        var known = usable.Select(one => (one.Person, SignedIn: true));
        var others = azure.People.Count <= MostPickable ? azure.People.Where(person => usable.All(one => one.Person != person)) : [];
        var accounts = known.Concat(others.Select(person => (person, false))).ToArray();
        return (state, accounts.Length == 0 ? new SignInStep.AskUserName() : new SignInStep.PickAccount(accounts));
    }

    /// <summary>The user is settled; a session of theirs makes the password unnecessary.</summary>
    private static SignInState Choose(SignInState state, Person person, IReadOnlyList<SignedIn> usable) =>
        state.Choose(person, usable.FirstOrDefault(one => one.Person == person)?.Session);

    private SignInStep? PhoneNext(SignInState state, SignInConditions asks)
    {
        if (!access.NeedsMfa(asks) || state.Phone == MfaState.Approved || state.Known?.Mfa == true)
        {
            return null;
        }

        return state.Request.MayAsk && asks.Person.MfaRegistered
            ? new SignInStep.AskPhone(asks.Person, state.Phone ?? MfaState.Pending)
            : Unasked(state, access.MfaRefusal(asks), "interaction_required");
    }

    private SignInStep? ConsentNext(SignInState state, SignInConditions asks)
    {
        if (state.ConsentShown || state.Request is not { Scopes: { } scopes, Client: { } client })
        {
            return null;
        }

        var person = asks.Person;
        var missing = state.Request.Prompt == "consent"
            ? scopes.Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : consents.Missing(person, asks.Tenant, client, scopes.ResourceId, scopes.Permissions);
        return missing.Count == 0 ? null
            : !state.Request.MayAsk ? Unasked(state, Aadsts.ConsentRequired(client), "consent_required")
            : !person.Admin && missing.Any(scopes.AdminOnly.Contains) ? new SignInStep.NeedsAdministrator(person, missing)
            : new SignInStep.AskConsent(person, missing);
    }

    /// <summary>
    /// What would be asked, where nothing may be: an application that wanted silence hears OpenID Connect's own word for it.
    /// </summary>
    private static SignInStep.Refused Unasked(SignInState state, Refusal refusal, string error) => state.Request.IsSilent
        ? new(refusal with { Error = error }, ToApplication: true)
        : new(refusal, ToApplication: false);

    private static SignInStep? LastQuestions(SignInState state, Person person) => state.Request.Flow switch
    {
        SignInConditions.DeviceCode => state.Confirmed ? null : new SignInStep.AskToConfirm(person),
        SignInConditions.Browser => state.PasswordShown && state.Stay is null ? new SignInStep.AskToStay(person) : null,
        _ => null,
    };
}
