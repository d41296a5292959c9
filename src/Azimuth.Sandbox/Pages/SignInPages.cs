namespace Azimuth.Sandbox.Pages;

/// <summary>The steps of one sign-in. Each is a form that posts to <c>/interaction/{id}</c> and names its step.</summary>
internal static class SignInPages
{
    public static IResult PickAccount(PickView view) => Step(view.SignIn, "Pick an account", Markup.From($"""
        <h1>Pick an account</h1>
        {Lead(view.SignIn)}
        {Components.Form(view.SignIn, Markup.From($"""
            <input type="hidden" name="step" value="pick">
            <ul class="accounts">
            {view.Accounts.Select(Account)}
            <li><button class="account" name="user" value=""><span class="initial" aria-hidden="true">+</span>
                <span class="who">Use another account</span></button></li>
            </ul>
            """))}
        {Components.Form(view.SignIn, Markup.From($"""
            <div class="actions"><button class="quiet" name="step" value="cancel">Cancel</button></div>
            """))}
        """));

    public static IResult UserName(UserNameView view) => Step(view.SignIn, "Sign in", Markup.From($"""
        <h1>Sign in</h1>
        {Lead(view.SignIn)}
        {Components.Form(view.SignIn, Markup.From($"""
            <label for="user">User name</label>
            <input id="user" name="user" type="email" autocomplete="username" spellcheck="false"
                autocapitalize="none" required autofocus value="{view.UserName}"{Components.Described(view.Problem)}>
            {Components.Problem(view.Problem)}
            {Components.Buttons("username", "Next")}
            """))}
        """));

    public static IResult Password(PasswordView view) => Step(view.SignIn, "Enter your password", Markup.From($"""
        <h1>Enter your password</h1>
        {Components.Identity(view.UserName)}
        {Components.Form(view.SignIn, Markup.From($"""
            <input type="text" name="user" autocomplete="username" readonly hidden value="{view.UserName}">
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password"
                required autofocus{Components.Described(view.Problem)}>
            {Components.Problem(view.Problem)}
            {(view.Hint is null ? Markup.None : Markup.From($"""<p class="hint">{view.Hint}</p>"""))}
            {Components.Buttons("password", "Sign in")}
            """))}
        """));

    public static IResult Mfa(MfaView view) => view.Problem is { } problem
        ? Step(view.SignIn, "Not approved", Markup.From($"""
            <h1>Not approved</h1>
            {Components.Identity(view.UserName)}
            {Components.Problem(problem)}
            {Components.Form(view.SignIn, Markup.From($"""
                <input type="hidden" name="again" value="1">
                {Components.Buttons("mfa", "Send another prompt")}
                """))}
            """))
        : Step(view.SignIn, "Approve the sign-in", Markup.From($"""
            <h1>Approve the sign-in</h1>
            {Components.Identity(view.UserName)}
            <p>Use the sandbox console as your phone: open it (<code>az sandbox status</code> shows the link) and enter this number.</p>
            {Dial(view.Number)}
            <p class="waiting" id="mfa-status" role="status" data-poll="/interaction/{view.SignIn.Id}/mfa">Waiting for the console…</p>
            {Components.Form(view.SignIn, Markup.From($"""
                <div class="actions">
                <button class="primary" id="mfa-go-on" name="step" value="mfa">Continue</button>
                <button class="quiet" name="step" value="cancel">Cancel</button>
                </div>
                """))}
            """), "mfa.js");

    public static IResult Consent(ConsentView view) => Step(view.SignIn, "Permissions", Markup.From($"""
        <h1>Permissions requested</h1>
        {Components.Identity(view.UserName)}
        <p class="muted"><b>{view.SignIn.Application}</b> would like to:</p>
        {Permissions(view.Permissions)}
        {Components.Form(view.SignIn, Markup.From($"""
            {Everybody(view.Organization)}
            {Components.Buttons("consent", "Accept")}
            """))}
        """));

    public static IResult AdminConsent(AdminConsentView view) => Step(view.SignIn, "Approval needed", Markup.From($"""
        <h1>Approval needed</h1>
        {Components.Identity(view.UserName)}
        <p class="muted">Only an administrator can grant the permissions that <b>{view.SignIn.Application}</b> requests:</p>
        {Permissions(view.Permissions)}
        {Components.Form(view.SignIn, Markup.From($"""
            <input type="hidden" name="user" value="">
            <div class="actions">
            <button class="primary" name="step" value="pick">Use an administrator account</button>
            <button class="quiet" name="step" value="cancel">Return to the application</button>
            </div>
            """))}
        <dl class="facts"><dt>Error</dt><dd class="raw">AADSTS90094</dd></dl>
        """));

    public static IResult StaySignedIn(StaySignedInView view) => Step(view.SignIn, "Stay signed in?", Markup.From($"""
        <h1>Stay signed in?</h1>
        {Components.Identity(view.UserName)}
        <p>This reduces how often you are asked to sign in.</p>
        {Components.Form(view.SignIn, Markup.From($"""
            <input type="hidden" name="step" value="kmsi">
            <div class="actions">
            <button class="primary" name="stay" value="yes">Yes</button>
            <button name="stay" value="no">No</button>
            </div>
            """))}
        """));

    /// <summary>A page of <paramref name="signIn"/>; its forms may end at the sign-in's redirect address.</summary>
    internal static PageResult Step(SignInView signIn, string title, Markup content, string? script = null) =>
        new(
            Layout.Card(title, Markup.From($"{Components.Where(signIn.Tenant)}\n{content}"), script),
            formTarget: FormTarget.From(signIn.RedirectUri));

    private static Markup Permissions(IReadOnlyList<PermissionView> permissions) => Markup.From($"""
        <ul class="permissions">
        {permissions.Select(one => Markup.From($"""
            <li>{one.Phrase} <span class="scope raw">{one.Scope}</span>{(one.NeedsAdmin
                    ? Markup.From($""" <span class="chip">Administrators only</span>""")
                    : Markup.None)}</li>
            """))}
        </ul>
        """);

    private static Markup Everybody(string? organization) => organization is null ? Markup.None : Markup.From($"""
        <p class="choice"><input type="checkbox" id="everybody" name="everybody" value="yes">
            <label for="everybody">Consent on behalf of all users of {organization}</label></p>
        """);

    private static Markup Lead(SignInView signIn) =>
        Markup.From($"""<p class="lead">to continue to <b>{signIn.Application}</b></p>""");

    private static Markup Account(PickableAccount account) => Markup.From($"""
        <li><button class="account" name="user" value="{account.UserName}">{Components.Initial(account.DisplayName)}
        <span class="who"><span class="name">{account.DisplayName}
        {(account.SignedIn ? Markup.From($"""<span class="chip">Signed in</span>""") : Markup.None)}</span>
        <span class="address">{account.UserName}</span></span></button></li>
        """);

    // 36 ticks of 10 degrees on a circle of radius 88: its circumference is 552.9, so one tick and its gap take 15.36.
    private static Markup Dial(int number) => Markup.From($"""
        <div class="dial">
        <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle class="rim" cx="100" cy="100" r="96" stroke-width="2"/>
        <circle class="ticks" cx="100" cy="100" r="88" fill="none" stroke-width="7" stroke-dasharray="1.5 13.86"/>
        <circle class="sweep" cx="100" cy="100" r="96" stroke-width="4" stroke-linecap="round" stroke-dasharray="70 600"/>
        <path class="needle" d="M100 6l7 17h-14z"/>
        </svg>
        <p class="number"><span>{number}</span></p>
        </div>
        """);
}
