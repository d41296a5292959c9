namespace Azimuth.Sandbox.Pages;

/// <summary>Every page that a person can meet, one method each: the table of contents of this folder.</summary>
internal static class Page
{
    /// <summary>Several accounts: which one?</summary>
    public static IResult PickAccount(PickView view) => SignInPages.PickAccount(view);

    /// <summary>The sign-in name.</summary>
    public static IResult UserName(UserNameView view) => SignInPages.UserName(view);

    /// <summary>The password.</summary>
    public static IResult Password(PasswordView view) => SignInPages.Password(view);

    /// <summary>The number to type into the phone, which is the console.</summary>
    public static IResult Mfa(MfaView view) => SignInPages.Mfa(view);

    /// <summary>What the application asks for.</summary>
    public static IResult Consent(ConsentView view) => SignInPages.Consent(view);

    /// <summary>What the application asks for, and that somebody else has to allow it.</summary>
    public static IResult AdminConsent(AdminConsentView view) => SignInPages.AdminConsent(view);

    /// <summary>Whether this browser keeps a session.</summary>
    public static IResult StaySignedIn(StaySignedInView view) => SignInPages.StaySignedIn(view);

    /// <summary>A refusal with its code.</summary>
    public static IResult Error(ErrorView view) => MessagePages.Error(view);

    /// <summary>The answer, on its way to the application.</summary>
    public static IResult FormPost(FormPostView view) => MessagePages.FormPost(view);

    /// <summary>Where the code of another machine is typed.</summary>
    public static IResult DeviceCode(DeviceCodeView view) => DevicePages.Code(view);

    /// <summary>Is it you who started this?</summary>
    public static IResult DeviceConfirm(DeviceConfirmView view) => DevicePages.Confirm(view);

    /// <summary>The terminal goes on by itself.</summary>
    public static IResult DeviceDone(DeviceDoneView view) => DevicePages.Done(view);

    /// <summary>Nobody is signed in here any more.</summary>
    public static IResult SignedOut(SignedOutView view) => MessagePages.SignedOut(view);

    /// <summary>A title and a sentence.</summary>
    public static IResult Message(MessageView view) => MessagePages.Message(view);

    /// <summary>The console: identities, policies, the phone, the journal.</summary>
    public static IResult Console(ConsoleView view) => ConsolePage.Render(view);
}
