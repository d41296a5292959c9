namespace Azimuth.Sandbox.Pages;

/// <summary>Every page that a user can meet, one method each: the table of contents of this folder.</summary>
internal static class Page
{
    /// <summary>The page on which one of several accounts is picked.</summary>
    public static IResult PickAccount(PickView view) => SignInPages.PickAccount(view);

    /// <summary>The page that asks for the user name.</summary>
    public static IResult UserName(UserNameView view) => SignInPages.UserName(view);

    /// <summary>The page that asks for the password.</summary>
    public static IResult Password(PasswordView view) => SignInPages.Password(view);

    /// <summary>The number to type into the phone, which is the console.</summary>
    public static IResult Mfa(MfaView view) => SignInPages.Mfa(view);

    /// <summary>The page that asks for consent.</summary>
    public static IResult Consent(ConsentView view) => SignInPages.Consent(view);

    /// <summary>The page that says that an administrator has to consent.</summary>
    public static IResult AdminConsent(AdminConsentView view) => SignInPages.AdminConsent(view);

    /// <summary>The page that asks whether to stay signed in.</summary>
    public static IResult StaySignedIn(StaySignedInView view) => SignInPages.StaySignedIn(view);

    /// <summary>The page that shows a refusal with its code.</summary>
    public static IResult Error(ErrorView view) => MessagePages.Error(view);

    /// <summary>The answer, on its way to the application.</summary>
    public static IResult FormPost(FormPostView view) => MessagePages.FormPost(view);

    /// <summary>Where the code of another machine is typed.</summary>
    public static IResult DeviceCode(DeviceCodeView view) => DevicePages.Code(view);

    /// <summary>The page that asks whether the user started this sign-in.</summary>
    public static IResult DeviceConfirm(DeviceConfirmView view) => DevicePages.Confirm(view);

    /// <summary>The page after a device code sign-in that succeeded.</summary>
    public static IResult DeviceDone(DeviceDoneView view) => DevicePages.Done(view);

    /// <summary>The page after signing out.</summary>
    public static IResult SignedOut(SignedOutView view) => MessagePages.SignedOut(view);

    /// <summary>A page with a title and a sentence.</summary>
    public static IResult Message(MessageView view) => MessagePages.Message(view);

    /// <summary>The console: identities, policies, the phone, the journal.</summary>
    public static IResult Console(ConsoleView view) => ConsolePage.Render(view);
}
