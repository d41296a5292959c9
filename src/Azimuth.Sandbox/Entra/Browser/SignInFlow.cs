using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Authorization;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Browser;

/// <summary>The pages of <see cref="SignInEngine"/>: hands it what a form says, does what it wants done, shows what it asks.</summary>
internal sealed class SignInFlow(
    SignInEngine engine, Credentials credentials, MfaPrompts prompts, Interactions interactions, Consents consents,
    PersistedState remembered,
    BrowserCookies cookies, DeviceCodes deviceCodes, DeviceSignIn devices, AuthorizationResponseFactory answers)
{
    private const string NotApproved = "The request was denied or the number was wrong.";
    private const string PromptEnded = "The request expired before it was approved.";

    /// <summary>The page of the present step, or the ending.</summary>
    public IResult Show(HttpContext context, Interaction interaction) => Take(context, interaction, new SignInInput.Look());

    /// <summary>One form of one page.</summary>
    public IResult Take(HttpContext context, Interaction interaction, IFormCollection form) => Take(context, interaction, InputOf(form));

    private static SignInInput InputOf(IFormCollection form) => form["step"].ToString() switch
    {
        "cancel" => new SignInInput.Cancel(),
        "pick" when form["user"].ToString().Length == 0 => new SignInInput.AnotherAccount(),
        "pick" or "username" => new SignInInput.Account(form["user"].ToString()),
        "password" => new SignInInput.Password(form["password"].ToString()),
        "mfa" when form.ContainsKey("again") => new SignInInput.PhoneAgain(),
        "consent" => new SignInInput.Consent(form["everybody"] == "yes"),
        "kmsi" => new SignInInput.Stay(form["stay"] == "yes"),
        "confirm" => new SignInInput.Confirm(),
        _ => new SignInInput.Look(),
    };

    private IResult Take(HttpContext context, Interaction interaction, SignInInput input)
    {
        var signedIn = cookies.Sessions(context.Request);
        if (interaction.PromptId is { } prompt)
        {
            Advance(interaction, new SignInInput.PhoneSays(prompts.Find(prompt, byItself: false)?.State ?? MfaState.Expired), signedIn);
        }

        var progress = Advance(interaction, input, signedIn);
        context.Note().User = progress.State.Person?.UserName ?? context.Note().User;
        context.Note().Error = progress.Problem is { } problem ? $"AADSTS{problem.Code}" : context.Note().Error;
        return Render(context, interaction, progress, (input as SignInInput.Account)?.UserName.Trim());
    }

    private SignInProgress Advance(Interaction interaction, SignInInput input, IReadOnlyList<SignedIn> signedIn)
    {
        var progress = engine.Advance(interaction.State, input, signedIn);
        interaction.State = progress.State;
        foreach (var effect in progress.Effects)
        {
            switch (effect)
            {
                case SignInEffect.WithdrawPrompt:
                    prompts.Withdraw(interaction.PromptId);
                    interaction.PromptId = null;
                    break;
                case SignInEffect.SendPrompt send:
                    interactions.WithdrawPrompts(interaction);
                    interaction.PromptId = prompts.Ask(send.Person, interaction.Client, interaction.Place).Id;
                    break;
                case SignInEffect.GiveConsent consent:
                    consents.Give(consent.Who, consent.Application, consent.Resource, string.Join(' ', consent.Permissions));
                    remembered.Save();
                    break;
            }
        }

        return progress;
    }

    /// <param name="typed">The user name that was just sent.</param>
    private IResult Render(HttpContext context, Interaction interaction, SignInProgress progress, string? typed)
    {
        var signIn = ViewOf(interaction);
        switch (progress.Step)
        {
            case SignInStep.PickAccount pick:
                return SignInPages.PickAccount(
                    new(signIn, [.. pick.Accounts.Select(one => new PickableAccount(one.Person.UserName, one.Person.Name, one.SignedIn))]));
            case SignInStep.AskUserName:
                var problem = progress.Problem is null
                    ? null
                    : typed is { Length: > 0 } ? $"The account {typed} does not exist in this sandbox." : "Enter a user name.";
                return SignInPages.UserName(new(signIn, typed ?? interaction.Request.LoginHint, problem));
            case SignInStep.AskPassword password:
                return SignInPages.Password(
                    new(signIn, password.Person.UserName, SentenceOf(progress.Problem), password.Person.PasswordHint));
            case SignInStep.AskPhone phone:
                return SignInPages.Mfa(new(
                    signIn,
                    phone.Person.UserName,
                    prompts.Find(interaction.PromptId ?? "")?.Number ?? 0,
                    phone.State switch
                    {
                        MfaState.Refused => NotApproved,
                        MfaState.Expired => PromptEnded,
                        _ => null,
                    }));
            case SignInStep.AskConsent consent:
                var organization = consent.Person.Admin ? interaction.Request.Tenant.For(consent.Person).Name : null;
                return SignInPages.Consent(
                    new(signIn, consent.Person.UserName, Permissions(interaction, consent.Permissions), organization));
            case SignInStep.NeedsAdministrator administrator:
                context.Note().Error = "AADSTS90094";
                return SignInPages.AdminConsent(
                    new(signIn, administrator.Person.UserName, Permissions(interaction, administrator.Permissions)));
            case SignInStep.AskToStay stay:
                return SignInPages.StaySignedIn(new(signIn, stay.Person.UserName));
            case SignInStep.AskToConfirm confirm:
                return DevicePages.Confirm(
                    new(
                        signIn,
                        interaction.UserCode!,
                        confirm.Person.UserName,
                        deviceCodes.FindByUserCode(interaction.UserCode!)?.Place ?? "?"));
            case SignInStep.Cancelled:
                return Cancel(context, interaction);
            case SignInStep.Refused refused:
                return Refuse(context, interaction, refused.Refusal, refused.ToApplication);
            case SignInStep.Done done:
                return Finish(context, interaction, done);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string? SentenceOf(Refusal? problem) => problem?.Code == 50126 ? "The password is incorrect." : problem?.Message;

    private IResult Cancel(HttpContext context, Interaction interaction)
    {
        interaction.Ended = true;
        if (interaction.Authorize is { } request)
        {
            context.Note().Error = "AADSTS65004";
            return AuthorizationResponse.Refused(request, Aadsts.Declined(), context, cancelled: true).ToResult();
        }

        devices.TryAnswer(interaction.UserCode!, session: null);
        return DevicePages.Done(new(interaction.Client.Name, Approved: false));
    }

    private static IResult Refuse(HttpContext context, Interaction interaction, Refusal refusal, bool toApplication)
    {
        context.Note().Error = $"AADSTS{refusal.Code}";
        if (toApplication && interaction.Authorize is { } request)
        {
            interaction.Ended = true;
            return AuthorizationResponse.Refused(request, refusal, context).ToResult();
        }

        return ErrorPages.Show(refusal, context);
    }

    private IResult Finish(HttpContext context, Interaction interaction, SignInStep.Done done)
    {
        interaction.Ended = true;
        var session = credentials.SessionOf(done);
        var note = context.Note();
        (note.User, note.Tenant, note.Client) =
            (done.Person.UserName, interaction.Request.Tenant.For(done.Person).Id.ToString(), interaction.Client.ClientId.ToString());
        cookies.Remember(context, session, interaction.State.Stay == true);
        if (interaction.Authorize is { } request)
        {
            return answers.For(request, done.Person, session, interaction.Place).ToResult();
        }

        return devices.TryAnswer(interaction.UserCode!, session)
            ? DevicePages.Done(new(interaction.Client.Name, Approved: true))
            : ErrorPages.Show(Aadsts.DeviceCodeExpired(), context);
    }

    private static List<PermissionView> Permissions(Interaction interaction, IReadOnlyList<string> permissions)
    {
        var resource = interaction.Request.Scopes!.Application?.Name;
        return [
            .. permissions.Select(
                name => new PermissionView(Phrase(name, resource), name, interaction.Request.Scopes!.AdminOnly.Contains(name))),
            .. interaction.Request.Scopes!.WantsRefreshToken
                ? [new PermissionView("Keep this access when you are not using the application", "offline_access")]
                : Array.Empty<PermissionView>(),
        ];
    }

    private static string Phrase(string permission, string? resource) => resource is not null ? $"Access {resource} on your behalf"
        : permission == "User.Read" ? "Sign you in and read your profile"
        : permission == "user_impersonation" ? "Manage Azure on your behalf"
        : "Access Microsoft Graph on your behalf";

    private static SignInView ViewOf(Interaction interaction) => new(
        interaction.Id,
        interaction.Client.Name,
        interaction.Request.Tenant.Named?.Name,
        interaction.Authorize is { } request ? new Uri(request.RedirectUri) : null);
}
