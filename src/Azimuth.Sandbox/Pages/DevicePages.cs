namespace Azimuth.Sandbox.Pages;

/// <summary>Device code sign-in: the browser's half.</summary>
internal static class DevicePages
{
    public static IResult Code(DeviceCodeView view) => new PageResult(Layout.Card("Enter the code", Markup.From($"""
        {Components.Where(null)}
        <h1>Enter the code</h1>
        <p class="lead">Enter the code shown in your terminal.</p>
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
        <p class="lead">Continue only if you see this code on a device you trust.</p>
        <dl class="facts">
        <dt>Application</dt><dd>{view.SignIn.Application}</dd>
        <dt>Account</dt><dd>{view.UserName}</dd>
        <dt>Requested from</dt><dd>{view.Place}</dd>
        <dt>Code</dt><dd class="raw">{view.UserCode}</dd>
        </dl>
        {Components.Form(view.SignIn, Components.Buttons("confirm", "Yes, continue"))}
        """));

    public static IResult Done(DeviceDoneView view) => view.Approved
        ? MessagePages.Ending(
            true,
            "You are signed in",
            $"You have signed in to {view.Application}. Return to the terminal to continue. You can close this window.")
        : MessagePages.Ending(false, "Sign-in cancelled", $"{view.Application} was not signed in. You can close this window.");
}
