using System.Globalization;

namespace Azimuth.Sandbox.Pages;

/// <summary>Pages that end something: a refusal, an answer on its way, a sign-out.</summary>
internal static class MessagePages
{
    public static IResult Error(ErrorView view) => new PageResult(Layout.Card("Sign-in failed", Markup.From($"""
        {Components.Seal(false)}
        <h1>Sign-in failed</h1>
        <p class="problem" role="alert">{view.Message}</p>
        <dl class="facts">
        {(view.Code is null ? Markup.None : Markup.From($"""<dt>Error</dt><dd class="raw">{view.Code}</dd>"""))}
        <dt>Correlation ID</dt><dd class="raw">{view.CorrelationId.ToString()}</dd>
        <dt>Timestamp</dt><dd class="raw">{view.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</dd>
        </dl>
        """)), view.Status);

    public static IResult FormPost(FormPostView view) => new PageResult(Layout.Card("One moment", Markup.From($"""
        {Components.Where(null)}
        <h1>One moment</h1>
        <p class="lead">Returning to <b>{view.Application}</b>.</p>
        <form method="post" action="{view.RedirectUri.OriginalString}" id="answer">
        {view.Fields.Select(field => Markup.From($"""<input type="hidden" name="{field.Key}" value="{field.Value}">"""))}
        <noscript><div class="actions"><button class="primary">Continue</button></div></noscript>
        </form>
        <div class="track" aria-hidden="true"></div>
        """), "form-post.js"), formTarget: FormTarget.From(view.RedirectUri));

    public static IResult SignedOut(SignedOutView view) => Ending(true, "Signed out", view.UserName is null
        ? "You are signed out."
        : $"{view.UserName} is signed out.");

    public static IResult Message(MessageView view) => new PageResult(Layout.Card(view.Title, Markup.From($"""
        {Components.Where(null)}
        <h1>{view.Title}</h1>
        <p>{view.Message}</p>
        """)), view.Status);

    /// <summary>An outcome that needs nothing more from the user.</summary>
    internal static PageResult Ending(bool good, string title, string sentence) => new(Layout.Card(title, Markup.From($"""
        {Components.Seal(good)}
        <h1>{title}</h1>
        <p>{sentence}</p>
        """)));
}
