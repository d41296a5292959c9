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
            ["pick an account"] = SignInPages.PickAccount(new(signIn, [new(text, text, true), new(text, text, false)])),
            ["user name"] = SignInPages.UserName(new(signIn, text, text)),
            ["password"] = SignInPages.Password(new(signIn, text, text, text)),
            ["number"] = SignInPages.Mfa(new(signIn, text, 42)),
            ["not approved"] = SignInPages.Mfa(new(signIn, text, 42, text)),
            ["consent"] = SignInPages.Consent(new(signIn, text, [new(text, text), new(text, text, true)], text)),
            ["admin consent"] = SignInPages.AdminConsent(new(signIn, text, [new(text, text, true)])),
            ["stay signed in"] = SignInPages.StaySignedIn(new(signIn, text)),
            ["error"] = MessagePages.Error(new(text, text, Guid.Empty, DateTimeOffset.UnixEpoch)),
            ["form post"] = MessagePages.FormPost(new(new Uri("http://localhost:4711/"), text, [new(text, text)])),
            ["device code"] = DevicePages.Code(new(text, text)),
            ["device confirm"] = DevicePages.Confirm(new(signIn, text, text, text)),
            ["device done"] = DevicePages.Done(new(text, true)),
            ["device refused"] = DevicePages.Done(new(text, false)),
            ["signed out"] = MessagePages.SignedOut(new(text)),
            ["message"] = MessagePages.Message(new(text, text)),
            ["console"] = ConsolePage.Render(new(text)),
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
