namespace Azimuth.Sandbox.Pages;

/// <summary>The steps of one sign-in. Each is a form that posts to <c>/interaction/{id}</c> and names its step.</summary>
internal static class SignInPages
{
    public static IResult PickAccount(PickView view) => Step(view.SignIn, "Pick an account", Markup.Of($"""
        <h1>Pick an account</h1>
        {Form(view.SignIn, "pick", Markup.Of($"""
            <ul class="accounts">
            {view.Accounts.Select(Account)}
            <li><button class="account" name="user" value=""><span class="who"><strong>Use another account</strong></span></button></li>
            </ul>
            """))}
        {Cancel(view.SignIn)}
        """));

    public static IResult UserName(UserNameView view) => Step(view.SignIn, "Sign in", Markup.Of($"""
        <h1>Sign in</h1>
        {Form(view.SignIn, "username", Markup.Of($"""
            <label for="user">User name</label>
            <input id="user" name="user" type="email" autocomplete="username" spellcheck="false" autocapitalize="none" required autofocus value="{view.UserName}"{Described(view.Problem)}>
            {Problem(view.Problem)}
            <button class="primary">Next</button>
            """))}
        {Cancel(view.SignIn)}
        """));

    public static IResult Password(PasswordView view) => Step(view.SignIn, "Enter your password", Markup.Of($"""
        <h1>Enter your password</h1>
        <p class="identity">{view.UserName}</p>
        {Form(view.SignIn, "password", Markup.Of($"""
            <input type="hidden" name="user" value="{view.UserName}">
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required autofocus{Described(view.Problem)}>
            {Problem(view.Problem)}
            <button class="primary">Sign in</button>
            """))}
        {Cancel(view.SignIn)}
        """));

    public static IResult Mfa(MfaView view) => Step(view.SignIn, "Approve sign-in", view.Problem is { } problem
        ? Markup.Of($"""
            <h1>Not approved</h1>
            <p class="identity">{view.UserName}</p>
            {Problem(problem)}
            {Form(view.SignIn, "mfa", Markup.Of($"""<button class="primary" name="again" value="1">Send another prompt</button>"""))}
            {Cancel(view.SignIn)}
            """)
        : Markup.Of($"""
            <h1>Approve sign-in</h1>
            <p class="identity">{view.UserName}</p>
            <p>Open the sandbox’s console, which is your phone here, and type the number.</p>
            <p class="number" aria-label="Number to match: {view.Number}">{view.Number}</p>
            <p id="mfa-status" role="status">Waiting for the console…</p>
            {Form(view.SignIn, "mfa", Markup.Of($"""<button class="primary">I have approved it</button>"""))}
            {Cancel(view.SignIn)}
            """), "mfa.js");

    public static IResult Consent(ConsentView view) => Step(view.SignIn, "Permissions", Markup.Of($"""
        <h1>{view.SignIn.Application} asks for permissions</h1>
        <p class="identity">{view.UserName}</p>
        <ul>{view.Permissions.Select(permission => Markup.Of($"<li>{permission}</li>"))}</ul>
        {Form(view.SignIn, "consent", Markup.Of($"""<button class="primary">Accept</button>"""))}
        {Cancel(view.SignIn)}
        """));

    public static IResult StaySignedIn(StaySignedInView view) => Step(view.SignIn, "Stay signed in?", Markup.Of($"""
        <h1>Stay signed in?</h1>
        <p class="identity">{view.UserName}</p>
        {Form(view.SignIn, "kmsi", Markup.Of($"""
            <button class="primary" name="stay" value="yes">Yes</button>
            <button name="stay" value="no">No</button>
            """))}
        """));

    internal static Markup Form(SignInView signIn, string step, Markup content) => Markup.Of($"""
        <form method="post" action="/interaction/{signIn.Id}">
        <input type="hidden" name="step" value="{step}">
        {content}
        </form>
        """);

    internal static Markup Cancel(SignInView signIn) => Form(signIn, "cancel", Markup.Of($"<button class=\"quiet\" formnovalidate>Cancel</button>"));

    internal static PageResult Step(SignInView signIn, string title, Markup content, string? script = null) =>
        new(Layout.Card(title, content, script), formTarget: FormTarget.Of(signIn.RedirectUri));

    internal static Markup Problem(string? problem) =>
        problem is null ? Markup.None : Markup.Of($"""<p class="problem" id="problem" role="alert">{problem}</p>""");

    internal static Markup Described(string? problem) =>
        problem is null ? Markup.None : Markup.Of($""" aria-invalid="true" aria-describedby="problem" """);

    private static Markup Account(PickableAccount account) => Markup.Of($"""
        <li><button class="account" name="user" value="{account.UserName}">
        <span class="who"><strong>{account.DisplayName}</strong><span>{account.UserName}</span></span>
        {(account.SignedIn ? Markup.Of($"""<span class="state">Signed in</span>""") : Markup.None)}
        </button></li>
        """);
}
