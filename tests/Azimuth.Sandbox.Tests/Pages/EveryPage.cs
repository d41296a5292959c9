using System.Text;
using Azimuth.Sandbox.Pages;
using Microsoft.AspNetCore.Http;

namespace Azimuth.Sandbox.Tests.Pages;

/// <summary>Each page once, with the same text wherever a view takes text.</summary>
internal static class EveryPage
{
    public static IReadOnlyDictionary<string, IResult> With(string text)
    {
        var signIn = new SignInView(text, text, text, new Uri("http://localhost:4711/"));
        return new Dictionary<string, IResult>
        {
            ["pick an account"] = Page.PickAccount(new(signIn, [new(text, text, true), new(text, text, false)])),
            ["user name"] = Page.UserName(new(signIn, text, text)),
            ["password"] = Page.Password(new(signIn, text, text, text)),
            ["number"] = Page.Mfa(new(signIn, text, 42)),
            ["not approved"] = Page.Mfa(new(signIn, text, 42, text)),
            ["consent"] = Page.Consent(new(signIn, text, [new(text, text), new(text, text, true)], text)),
            ["admin consent"] = Page.AdminConsent(new(signIn, text, [new(text, text, true)])),
            ["stay signed in"] = Page.StaySignedIn(new(signIn, text)),
            ["error"] = Page.Error(new(text, text, Guid.Empty, DateTimeOffset.UnixEpoch)),
            ["form post"] = Page.FormPost(new(new Uri("http://localhost:4711/"), text, [new(text, text)])),
            ["device code"] = Page.DeviceCode(new(text, text)),
            ["device confirm"] = Page.DeviceConfirm(new(signIn, text, text, text)),
            ["device done"] = Page.DeviceDone(new(text, true)),
            ["device refused"] = Page.DeviceDone(new(text, false)),
            ["signed out"] = Page.SignedOut(new(text)),
            ["message"] = Page.Message(new(text, text)),
            ["console"] = Page.Console(new(text)),
        };
    }

    public static async Task<(HttpResponse Response, string Html)> RenderAsync(IResult page)
    {
        var context = new DefaultHttpContext();
        var body = new MemoryStream();
        context.Response.Body = body;
        await page.ExecuteAsync(context);
        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
