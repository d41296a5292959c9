using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Authorization;
using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.World.Directory;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Azimuth.Sandbox.Control;

/// <summary>
/// <c>POST authorize</c>: what a user would do on the page that a URL opens, and what the page would send to the
/// application. <c>POST sessions</c>: a cookie that signs a browser in.
/// </summary>
internal static class AuthorizeControl
{
    public static void MapAuthorizeControl(this IEndpointRouteBuilder control)
    {
        control.MapPost("/authorize", async Task<IResult> (
            HttpContext context, TenantDirectory azure, Origins origins, ScriptedSignIn signIn, BrowserCookies cookies,
            AuthorizationResponseFactory answers, CancellationToken cancel) =>
        {
            var (body, invalid) = await ControlResults.ReadAsync(context.Request, ControlJson.Default.AuthorizeBody, cancel);
            if (invalid is not null)
            {
                return invalid;
            }

            if (!Uri.TryCreate(body!.Url, UriKind.Absolute, out var url) || url.Segments is not [_, var tenant, .., "authorize"])
            {
                return ControlResults.Refused(
                    StatusCodes.Status400BadRequest, "invalid", "$.url: an authorize URL of this sandbox is expected.");
            }

            var (asked, refused) = AuthorizeRequest.Parse(tenant.TrimEnd('/'), QueryHelpers.ParseQuery(url.Query), azure, origins);
            if (asked is null)
            {
                return ControlResults.Refused(refused!);
            }

            if (refused is not null)
            {
                return Answer(AuthorizationResponse.Refused(asked, refused, context));
            }

            var outcome = signIn.Run(asked.SignIn, body.Script with { Cancels = body.Cancel }, cookies.Sessions(body.Session));
            return outcome.Refused is { } no
                ? outcome.ToApplication
                    ? Answer(AuthorizationResponse.Refused(asked, no, context, outcome.Cancelled))
                    : ControlResults.Refused(no)
                : Answer(answers.For(asked, outcome.Person!, outcome.Session!, "127.0.0.1"));
        });

        control.MapPost(
            "/sessions",
            async Task<IResult> (
                HttpRequest request, ScriptedSignIn signIn, BrowserCookies cookies, Origins origins, CancellationToken cancel) =>
            {
                var (body, invalid) = await ControlResults.ReadAsync(request, ControlJson.Default.SignInBody, cancel);
                if (invalid is not null)
                {
                    return invalid;
                }

                var outcome = signIn.Run(new SignInRequest { Tenant = TenantSegment.Anywhere }, body!.Script);
                return outcome.Session is not { } session
                    ? ControlResults.Refused(outcome.Refused!)
                    : TypedResults.Json(
                        new SessionAnswer(cookies.SessionsName, cookies.Value([session]), origins.Pages),
                        ControlJson.Default.SessionAnswer);
            });
    }

    private static JsonHttpResult<AuthorizedAnswer> Answer(AuthorizationResponse answer)
    {
        var mode = answer.Request.Mode switch
        {
            ResponseMode.FormPost => "form_post",
            ResponseMode.Fragment => "fragment",
            _ => "query",
        };
        return TypedResults.Json(
            new AuthorizedAnswer(answer.Request.RedirectUri, mode, answer.Fields.ToDictionary()), ControlJson.Default.AuthorizedAnswer);
    }
}

internal sealed record AuthorizeBody : SignInBody
{
    public string Url { get; set; } = "";

    /// <summary>
    /// The value of a cookie of <c>POST sessions</c>: who is signed in in the browser that opens the URL. Null: a new browser.
    /// </summary>
    public string? Session { get; set; }

    /// <summary>Whether the user presses Cancel.</summary>
    public bool Cancel { get; set; }
}

/// <param name="Mode"><c>form_post</c>, <c>query</c> or <c>fragment</c>.</param>
/// <param name="Fields">What the redirect address receives.</param>
internal sealed record AuthorizedAnswer(string RedirectUri, string Mode, IReadOnlyDictionary<string, string> Fields);

/// <param name="Name">The cookie's name.</param>
/// <param name="Url">The URL that the cookie belongs to.</param>
internal sealed record SessionAnswer(string Name, string Value, string Url);

/// <summary>Who signs in, and how they answer what the page would ask.</summary>
internal record SignInBody
{
    public string User { get; set; } = "";

    /// <summary>The password; null for the right one.</summary>
    public string? Password { get; set; }

    /// <summary>What the phone does when it is asked: <c>approve</c> or <c>refuse</c>.</summary>
    public string Mfa { get; set; } = "approve";

    internal SignInScript Script => new(User, Password, Mfa == "approve");
}
