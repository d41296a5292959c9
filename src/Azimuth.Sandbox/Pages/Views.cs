namespace Azimuth.Sandbox.Pages;

/// <summary>What every page of one sign-in says about it.</summary>
/// <param name="Id">The interaction: its forms post to <c>/interaction/{Id}</c>.</param>
/// <param name="Application">Name of the application that asked.</param>
/// <param name="Tenant">Name of the tenant, or null when the request said <c>common</c> or <c>organizations</c>.</param>
/// <param name="RedirectUri">Where the answer goes; the page lets a form reach that origin and no other. Null for a device code.</param>
internal sealed record SignInView(string Id, string Application, string? Tenant, Uri? RedirectUri);

/// <summary>An account that can be picked.</summary>
/// <param name="UserName">The sign-in name, which the form sends as <c>user</c>.</param>
/// <param name="DisplayName">The user's name.</param>
/// <param name="SignedIn">Whether this browser has a session, so that no password is asked.</param>
internal sealed record PickableAccount(string UserName, string DisplayName, bool SignedIn);

/// <summary>Account picker. Posts <c>step=pick</c> and <c>user</c>; an empty <c>user</c> asks for another account.</summary>
internal sealed record PickView(SignInView SignIn, IReadOnlyList<PickableAccount> Accounts);

/// <summary>User name. Posts <c>step=username</c> and <c>user</c>.</summary>
/// <param name="SignIn">The sign-in.</param>
/// <param name="UserName">What the field holds at first.</param>
/// <param name="Problem">Why the last try was refused, in a sentence.</param>
internal sealed record UserNameView(SignInView SignIn, string? UserName = null, string? Problem = null);

/// <summary>Password. Posts <c>step=password</c>, <c>user</c> and <c>password</c>.</summary>
/// <param name="SignIn">The sign-in.</param>
/// <param name="UserName">The user whose password is asked for.</param>
/// <param name="Problem">Why the last try was refused, in a sentence.</param>
/// <param name="Hint">What the scenario lets the page say about the password: in practice it should not have to be looked up.</param>
internal sealed record PasswordView(SignInView SignIn, string UserName, string? Problem = null, string? Hint = null);

/// <summary>
/// Number matching. The page asks <c>GET /interaction/{Id}/mfa</c> (<c>{"state":"pending|approved|refused|expired"}</c>)
/// and posts <c>step=mfa</c> when that is no longer pending; without script the user does. With a <paramref name="Problem"/>
/// there is nothing to wait for: the page shows no number, and its button posts <c>step=mfa</c> with <c>again=1</c>.
/// </summary>
internal sealed record MfaView(SignInView SignIn, string UserName, int Number, string? Problem = null);

/// <summary>Consent. Posts <c>step=consent</c>, or <c>step=cancel</c>.</summary>
/// <param name="SignIn">The sign-in.</param>
/// <param name="UserName">The user who is asked.</param>
/// <param name="Permissions">The permissions that are asked for.</param>
/// <param name="Organization">The organization that an administrator may consent for as well (<c>everybody=yes</c>); null for other
/// users.</param>
internal sealed record ConsentView(
    SignInView SignIn, string UserName, IReadOnlyList<PermissionView> Permissions, string? Organization = null);

/// <summary>More is asked for than this user may allow. Posts <c>step=cancel</c> or <c>step=pick</c>.</summary>
internal sealed record AdminConsentView(SignInView SignIn, string UserName, IReadOnlyList<PermissionView> Permissions);

/// <summary>One thing that an application asks for.</summary>
/// <param name="Phrase">A description for the user.</param>
/// <param name="Scope">The name of the scope.</param>
/// <param name="NeedsAdmin">Whether only an administrator may allow it.</param>
internal sealed record PermissionView(string Phrase, string Scope, bool NeedsAdmin = false);

/// <summary>“Stay signed in?” Posts <c>step=kmsi</c> and <c>stay=yes|no</c>.</summary>
internal sealed record StaySignedInView(SignInView SignIn, string UserName);

/// <summary>A refusal that the user sees, because it must not be sent to the redirect address.</summary>
/// <param name="Code">Such as <c>AADSTS50011</c>, or null.</param>
/// <param name="Message">The server's sentence, without the code.</param>
/// <param name="CorrelationId">The request's correlation ID.</param>
/// <param name="Timestamp">When it was refused, in UTC.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record ErrorView(string? Code, string Message, Guid CorrelationId, DateTimeOffset Timestamp, int Status = 400);

/// <summary><c>response_mode=form_post</c>: the page that sends itself to the redirect address.</summary>
internal sealed record FormPostView(Uri RedirectUri, string Application, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>Device code entry. Posts <c>step=code</c> and <c>code</c> to <c>/device</c>.</summary>
/// <param name="UserCode">What the field holds at first (<c>?code=</c>, or the refused one).</param>
/// <param name="Problem">Why the last try was refused, in a sentence.</param>
internal sealed record DeviceCodeView(string? UserCode = null, string? Problem = null);

/// <summary>
/// The last question of a device code sign-in: is it you who started it? Posts <c>step=confirm</c>, or <c>step=cancel</c>,
/// to <c>/interaction/{Id}</c>.
/// </summary>
/// <param name="SignIn">The sign-in.</param>
/// <param name="UserCode">The code that the user typed.</param>
/// <param name="UserName">The user who signs in.</param>
/// <param name="Place">Where the code was asked for: an address.</param>
internal sealed record DeviceConfirmView(SignInView SignIn, string UserCode, string UserName, string Place);

/// <summary>The end of a device code sign-in, approved or refused.</summary>
internal sealed record DeviceDoneView(string Application, bool Approved);

/// <summary>After <c>/logout</c>.</summary>
/// <param name="UserName">The user who was signed out; null if none was signed in.</param>
internal sealed record SignedOutView(string? UserName);

/// <summary>Any other page: a title and a sentence.</summary>
internal sealed record MessageView(string Title, string Message, int Status = 200);

/// <summary>The console. Everything that it shows comes through the control API, with the key from the address's fragment.</summary>
/// <remarks>
/// The link that opens it is <c>/console#key=KEY</c>. It reads <c>status</c>, <c>switches</c>, <c>prompts</c>,
/// <c>device-codes</c>, <c>journal</c> and <c>clock</c> of the control API once a second, as docs/sandbox/control-api.md has them.
/// </remarks>
/// <param name="SandboxId">The sandbox's eight hex digits.</param>
internal sealed record ConsoleView(string SandboxId);
