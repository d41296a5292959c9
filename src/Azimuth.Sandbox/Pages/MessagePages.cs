using System.Globalization;

namespace Azimuth.Sandbox.Pages;

/// <summary>Pages that end something: a refusal, an answer on its way, a sign-out.</summary>
internal static class MessagePages
{
    public static IResult Error(ErrorView view) => new PageResult(Layout.Card("Sign-in failed", Markup.Of($"""
        <h1>Sign-in failed</h1>
        <p class="problem" role="alert">{(view.Code is null ? "" : view.Code + ": ")}{view.Message}</p>
        <dl class="facts">
        <dt>Correlation ID</dt><dd>{view.CorrelationId.ToString()}</dd>
        <dt>Timestamp</dt><dd>{view.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</dd>
        </dl>
        """)), view.Status);

    public static IResult FormPost(FormPostView view) => new PageResult(Layout.Card("Signing in", Markup.Of($"""
        <h1>Signing in…</h1>
        <form method="post" action="{view.RedirectUri.OriginalString}" id="answer">
        {view.Fields.Select(field => Markup.Of($"""<input type="hidden" name="{field.Key}" value="{field.Value}">"""))}
        <noscript><p>Without script, one step is left.</p><button class="primary">Continue to {view.Application}</button></noscript>
        </form>
        """), "form-post.js"), formTarget: FormTarget.Of(view.RedirectUri));

    public static IResult SignedOut(SignedOutView view) => Message(new("Signed out", view.UserName is null
        ? "Nobody is signed in in this browser."
        : $"{view.UserName} is signed out in this browser."));

    public static IResult Message(MessageView view) => new PageResult(Layout.Card(view.Title, Markup.Of($"""
        <h1>{view.Title}</h1>
        <p>{view.Message}</p>
        """)), view.Status);
}
