namespace Azimuth.Sandbox.Pages;

/// <summary>Device code sign-in: the browser's half.</summary>
internal static class DevicePages
{
    public static IResult Code(DeviceCodeView view) => new PageResult(Layout.Card("Enter the code", Markup.From($"""
        {Components.Where(null)}
        <h1>Enter the code</h1>
        <p class="lead">The terminal that you are signing in shows it.</p>
        <form method="post" action="/device">
        <input type="hidden" name="step" value="code">
        <label for="code">Code</label>
        <input id="code" name="code" class="code-field" autocomplete="off" spellcheck="false"
            autocapitalize="characters" maxlength="32" required autofocus value="{view.UserCode}"{Components.Described(view.Problem)}>
        {Components.Problem(view.Problem)}
        <div class="actions"><button class="primary">Next</button></div>
        </form>
        """)))
    { IsolatesWindow = true };

    public static IResult Confirm(DeviceConfirmView view) => SignInPages.Step(view.SignIn, "Did you start this?", Markup.From($"""
        <h1>Did you start this?</h1>
        <p class="lead">Go on only if this code is in front of you, on a machine that you trust.</p>
        <dl class="facts">
        <dt>Application</dt><dd>{view.SignIn.Application}</dd>
        <dt>Account</dt><dd>{Components.Address(view.UserName)}</dd>
        <dt>Asked from</dt><dd>{view.Place}</dd>
        <dt>Code</dt><dd class="raw">{view.UserCode}</dd>
        </dl>
        {Components.Form(view.SignIn, Components.Buttons("confirm", "Yes, continue"))}
        """));

    public static IResult Done(DeviceDoneView view) => view.Approved
        ? MessagePages.Ending(true, "You are signed in", $"{view.Application} goes on in its terminal. You may close this window.")
        : MessagePages.Ending(false, "Sign-in refused", $"{view.Application} has been told. You may close this window.");
}
