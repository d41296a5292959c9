using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>Takes what the person sent, moves the sign-in on, and answers with the page or the ending that comes next.</summary>
internal sealed class SignInFlow(
    SignInSteps steps, LocalAzure azure, MfaPrompts prompts, Consents consents, Remembered remembered, BrowserCookies cookies, DeviceCodes deviceCodes, AuthorizeAnswers answers)
{
    private const string NotApproved = "The prompt was refused, or another number was typed.";
    private const string PromptEnded = "The prompt was not answered in time.";

    /// <summary>The page of the next step, or the ending.</summary>
    /// <param name="problem">Why the last input was refused, in a sentence for the page.</param>
    public IResult Show(HttpContext context, Interaction interaction, string? problem = null, string? userName = null)
    {
        var signIn = ViewOf(interaction);
        switch (steps.Next(interaction, cookies.Sessions(context.Request)))
        {
            case Step.Pick pick:
                return Page.PickAccount(new(signIn, [.. pick.Accounts.Select(one => new PickableAccount(one.Person.UserName, one.Person.Name, one.SignedIn))]));
            case Step.UserName:
                return Page.UserName(new(signIn, userName ?? interaction.Authorize?.LoginHint, problem));
            case Step.Password password:
                return Page.Password(new(signIn, password.Person.UserName, problem, password.Person.PasswordHint));
            case Step.Mfa mfa:
                return Page.Mfa(new(signIn, mfa.Person.UserName, mfa.Prompt.Number, mfa.Prompt.State switch
                {
                    MfaState.Refused => NotApproved,
                    MfaState.Expired => PromptEnded,
                    _ => null,
                }));
            case Step.Consent consent:
                return Page.Consent(new(signIn, consent.Person.UserName, Permissions(interaction, consent.Permissions), consent.Person.Admin ? interaction.Tenant.For(consent.Person).Name : null));
            case Step.AdminConsent admin:
                context.Note().Error = "AADSTS90094";
                return Page.AdminConsent(new(signIn, admin.Person.UserName, Permissions(interaction, admin.Permissions)));
            case Step.StaySignedIn stay:
                return Page.StaySignedIn(new(signIn, stay.Person.UserName));
            case Step.Confirm confirm:
                return Page.DeviceConfirm(new(signIn, interaction.UserCode!, confirm.Person.UserName, deviceCodes.FindByUserCode(interaction.UserCode!)?.Place ?? "?"));
            case Step.Refused refused:
                return Refuse(context, interaction, refused.Refusal, refused.ToApplication);
            case Step.Finished finished:
                return Finish(context, interaction, finished);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>One form of one page.</summary>
    public IResult Take(HttpContext context, Interaction interaction, IFormCollection form)
    {
        switch (form["step"].ToString())
        {
            case "cancel":
                return Cancel(context, interaction);
            case "pick":
                return Pick(context, interaction, form["user"].ToString());
            case "username":
                return TakeUserName(context, interaction, form["user"].ToString());
            case "password" when interaction.Person is { } person:
                return TakePassword(context, interaction, person, form["password"].ToString());
            case "mfa":
                if (form.ContainsKey("again") && interaction.PromptId is { } id && prompts.Find(id)?.State is MfaState.Refused or MfaState.Expired)
                {
                    interaction.PromptId = null; // the next step asks the phone anew, with another number
                }

                return Show(context, interaction);
            case "consent" when interaction.Person is { } person && steps.Next(interaction, []) is Step.Consent asked:
                var everybody = person.Admin && form["everybody"] == "yes";
                consents.Give(everybody ? interaction.Tenant.For(person).Id : person.Id, interaction.Client.ClientId, interaction.Scopes.ResourceId, string.Join(' ', asked.Permissions));
                remembered.Save();
                interaction.ConsentShown = true;
                return Show(context, interaction);
            case "kmsi" when interaction.PasswordShown:
                interaction.Stay = form["stay"] == "yes";
                return Show(context, interaction);
            case "confirm" when steps.Next(interaction, []) is Step.Confirm:
                interaction.Confirmed = true;
                return Show(context, interaction);
            default:
                return Show(context, interaction); // an old page's form: the person sees where the sign-in stands
        }
    }

    private IResult Pick(HttpContext context, Interaction interaction, string userName)
    {
        interaction.ForgetPerson();
        interaction.WantsAnother = userName.Length == 0;
        if (azure.FindPerson(userName) is { } person)
        {
            Choose(context, interaction, person);
        }

        return Show(context, interaction);
    }

    private IResult TakeUserName(HttpContext context, Interaction interaction, string userName)
    {
        var text = userName.Trim();
        if (azure.FindPerson(text) is not { } person)
        {
            interaction.ForgetPerson();
            interaction.WantsAnother = true;
            context.Note().Error = "AADSTS50034";
            return Show(context, interaction, text.Length == 0 ? "Enter a user name." : $"There is no account {text} here.", text);
        }

        Choose(context, interaction, person);
        return Show(context, interaction);
    }

    private void Choose(HttpContext context, Interaction interaction, Person person)
    {
        var usable = interaction.Authorize?.Prompt == "login" ? [] : cookies.Sessions(context.Request);
        SignInSteps.Choose(interaction, person, usable);
        context.Note().User = person.UserName;
    }

    private IResult TakePassword(HttpContext context, Interaction interaction, Person person, string password)
    {
        context.Note().User = person.UserName;
        if (Credentials.CheckPassword(person, password) is { } refused)
        {
            context.Note().Error = $"AADSTS{refused.Code}";
            return refused.Code == 50126
                ? Show(context, interaction, "That password is not right.")
                : Show(context, interaction, refused.Message);
        }

        interaction.PasswordShown = true;
        interaction.Known = null;
        return Show(context, interaction);
    }

    private IResult Cancel(HttpContext context, Interaction interaction)
    {
        interaction.Ended = true;
        if (interaction.Authorize is { } request)
        {
            context.Note().Error = "AADSTS65004";
            return AuthorizeAnswer.Refused(request, Aadsts.Declined(), context, cancelled: true).ToResult();
        }

        AnswerDevice(interaction, DeviceCodeState.Refused, null);
        return Page.DeviceDone(new(interaction.Client.Name, Approved: false));
    }

    private static IResult Refuse(HttpContext context, Interaction interaction, Refusal refusal, bool toApplication)
    {
        context.Note().Error = $"AADSTS{refusal.Code}";
        if (toApplication && interaction.Authorize is { } request)
        {
            interaction.Ended = true;
            return AuthorizeAnswer.Refused(request, refusal, context).ToResult();
        }

        return ErrorPages.Show(refusal, context);
    }

    private IResult Finish(HttpContext context, Interaction interaction, Step.Finished finished)
    {
        interaction.Ended = true;
        var note = context.Note();
        (note.User, note.Tenant, note.Client) = (finished.Person.UserName, interaction.Tenant.For(finished.Person).Id.ToString(), interaction.Client.ClientId.ToString());
        cookies.Remember(context, finished.Session, interaction.Stay == true);
        if (interaction.Authorize is { } request)
        {
            return answers.For(request, finished.Person, finished.Session, interaction.Place).ToResult();
        }

        return AnswerDevice(interaction, DeviceCodeState.Approved, finished.Session)
            ? Page.DeviceDone(new(interaction.Client.Name, Approved: true))
            : ErrorPages.Show(Aadsts.DeviceCodeExpired(), context);
    }

    private bool AnswerDevice(Interaction interaction, DeviceCodeState state, Session? session) =>
        deviceCodes.FindByUserCode(interaction.UserCode!) is { State: DeviceCodeState.Pending } code && !deviceCodes.HasEnded(code)
        && deviceCodes.TryAdvance(code, code with { State = state, Session = session });

    private static List<PermissionView> Permissions(Interaction interaction, IReadOnlyList<string> permissions)
    {
        var resource = interaction.Scopes.Application?.Name;
        return [
            .. permissions.Select(name => new PermissionView(Phrase(name, resource), name, interaction.Scopes.AdminOnly.Contains(name))),
            .. interaction.Scopes.WantsRefreshToken ? [new PermissionView("Keep this access while you are away", "offline_access")] : Array.Empty<PermissionView>(),
        ];
    }

    private static string Phrase(string permission, string? resource) => resource is not null ? $"Use {resource} in your name"
        : permission == "User.Read" ? "Sign you in and read your profile"
        : permission == "user_impersonation" ? "Manage Azure in your name"
        : "Use Microsoft Graph in your name";

    private static SignInView ViewOf(Interaction interaction) => new(
        interaction.Id,
        interaction.Client.Name,
        interaction.Tenant.Named?.Name,
        interaction.Authorize is { } request ? new Uri(request.RedirectUri) : null);
}
