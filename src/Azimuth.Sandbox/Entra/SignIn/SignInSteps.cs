using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>The order of a sign-in: who, password, policy, second factor, consent, staying signed in, confirmation.</summary>
internal sealed class SignInSteps(LocalAzure azure, ConditionalAccess access, Credentials credentials, MfaPrompts prompts, Consents consents)
{
    /// <summary>Beyond this many people a page of accounts helps nobody; the user name is asked for.</summary>
    private const int MostPickable = 10;

    /// <summary>Looks at what has been shown so far and says what comes next.</summary>
    /// <param name="signedIn">The people whom the browser knows.</param>
    public Step Next(Interaction interaction, IReadOnlyList<(Session Session, Person Person)> signedIn)
    {
        var prompt = interaction.Authorize?.Prompt ?? "";
        if (interaction.Person is null && WhoNext(interaction, prompt, signedIn) is { } who)
        {
            return who;
        }

        var person = interaction.Person!;
        if (!interaction.PasswordShown && interaction.Known is null)
        {
            return prompt == "none" ? new Step.Refused(Aadsts.LoginRequired(), ToApplication: true) : new Step.Password(person);
        }

        var asks = interaction.Asks(person);
        if (interaction.Known is { } before && !access.IsRecent(asks, before))
        {
            interaction.Known = null; // a policy wants people to sign in more often than that
            return prompt == "none" ? new Step.Refused(Aadsts.LoginRequired(), ToApplication: true) : new Step.Password(person);
        }

        if (access.CheckPlace(asks) is { } refused)
        {
            return new Step.Refused(refused, ToApplication: prompt == "none");
        }

        return MfaNext(interaction, asks, prompt)
            ?? ConsentNext(interaction, asks, prompt)
            ?? LastQuestions(interaction, person)
            ?? new Step.Finished(person, SessionOf(interaction, person));
    }

    private Step? WhoNext(Interaction interaction, string prompt, IReadOnlyList<(Session Session, Person Person)> signedIn)
    {
        var usable = prompt == "login" ? [] : signedIn;
        if (!interaction.WantsAnother && interaction.Authorize?.LoginHint is { } hint && azure.FindPerson(hint) is { } hinted)
        {
            Choose(interaction, hinted, usable);
            return null;
        }

        if (prompt is "" or "none" or "consent" && usable is [var only] && !interaction.WantsAnother)
        {
            Choose(interaction, only.Person, usable);
            return null;
        }

        if (prompt == "none")
        {
            return new Step.Refused(usable.Count == 0 ? Aadsts.LoginRequired() : Aadsts.SeveralSessions(), ToApplication: true);
        }

        if (interaction.WantsAnother)
        {
            return new Step.UserName();
        }

        var known = usable.Select(one => (one.Person, SignedIn: true));
        var others = azure.People.Count <= MostPickable ? azure.People.Where(person => usable.All(one => one.Person != person)) : [];
        var accounts = known.Concat(others.Select(person => (person, false))).ToArray();
        return accounts.Length == 0 ? new Step.UserName() : new Step.Pick(accounts);
    }

    /// <summary>The person is settled; a session of theirs makes the password unnecessary.</summary>
    public static void Choose(Interaction interaction, Person person, IReadOnlyList<(Session Session, Person Person)> usable)
    {
        interaction.ForgetPerson();
        interaction.Person = person;
        interaction.Known = usable.FirstOrDefault(one => one.Person == person).Session;
    }

    private Step? MfaNext(Interaction interaction, AccessQuestion asks, string prompt)
    {
        var person = asks.Person;
        if (!access.NeedsMfa(asks) || interaction.MfaShown || interaction.Known?.Mfa == true)
        {
            return null;
        }

        if (prompt == "none")
        {
            return new Step.Refused(Aadsts.MfaRequired(asks.Resource) with { Error = "interaction_required" }, ToApplication: true);
        }

        if (!person.MfaRegistered)
        {
            return new Step.Refused(Aadsts.MfaEnrolmentRequired(asks.Resource), ToApplication: false);
        }

        var asked = interaction.PromptId is { } id ? prompts.Find(id) : null;
        if (asked is null)
        {
            asked = prompts.Ask(person, interaction.Client, interaction.Place);
            interaction.PromptId = asked.Id;
        }

        interaction.MfaShown = asked.State == MfaState.Approved;
        return interaction.MfaShown ? null : new Step.Mfa(person, asked);
    }

    private Step? ConsentNext(Interaction interaction, AccessQuestion asks, string prompt)
    {
        var (person, scopes) = (asks.Person, interaction.Scopes);
        var missing = prompt == "consent" && !interaction.ConsentShown
            ? scopes.Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : consents.Missing(person, asks.Tenant, interaction.Client, scopes.ResourceId, scopes.Permissions);
        if (missing.Count == 0)
        {
            return null;
        }

        if (prompt == "none")
        {
            return new Step.Refused(Aadsts.ConsentRequired(interaction.Client) with { Error = "consent_required" }, ToApplication: true);
        }

        return !person.Admin && missing.Any(scopes.AdminOnly.Contains) ? new Step.AdminConsent(person, missing) : new Step.Consent(person, missing);
    }

    private static Step? LastQuestions(Interaction interaction, Person person)
    {
        if (interaction.UserCode is not null)
        {
            return interaction.Confirmed ? null : new Step.Confirm(person);
        }

        return interaction.PasswordShown && interaction.Stay is null ? new Step.StaySignedIn(person) : null;
    }

    private Session SessionOf(Interaction interaction, Person person) => interaction.Known is { } known
        ? known with { Mfa = known.Mfa || interaction.MfaShown, Flow = interaction.Asks(person).Flow }
        : credentials.NewSession(person, interaction.MfaShown) with { Flow = interaction.Asks(person).Flow };
}
