namespace Azimuth.Sandbox.Pages;

/// <summary>Device code sign-in: the browser's half.</summary>
internal static class DevicePages
{
    public static IResult Code(DeviceCodeView view) => new PageResult(Layout.Card("Enter code", Markup.Of($"""
        <h1>Enter code</h1>
        <p>Enter the code that the terminal shows.</p>
        <form method="post" action="/device">
        <input type="hidden" name="step" value="code">
        <label for="code">Code</label>
        <input id="code" name="code" class="code" autocomplete="off" spellcheck="false" autocapitalize="characters" maxlength="32" required autofocus value="{view.UserCode}"{SignInPages.Described(view.Problem)}>
        {SignInPages.Problem(view.Problem)}
        <button class="primary">Next</button>
        </form>
        """)));

    public static IResult Confirm(DeviceConfirmView view) => SignInPages.Step(view.SignIn, "Confirm sign-in", Markup.Of($"""
        <h1>Did you start this sign-in?</h1>
        <dl class="facts">
        <dt>Application</dt><dd>{view.SignIn.Application}</dd>
        <dt>Account</dt><dd>{view.UserName}</dd>
        <dt>Asked for from</dt><dd>{view.Place}</dd>
        <dt>Code</dt><dd>{view.UserCode}</dd>
        </dl>
        {SignInPages.Form(view.SignIn, "confirm", Markup.Of($"""<button class="primary">Continue</button>"""))}
        {SignInPages.Cancel(view.SignIn)}
        """));

    public static IResult Done(DeviceDoneView view) => MessagePages.Message(view.Approved
        ? new("You are signed in", $"{view.Application} goes on in its own window. You may close this one.")
        : new("Sign-in refused", $"{view.Application} was told so. You may close this window."));
}
