using Azimuth.Cli.Services;
using Azimuth.Flows;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --username</c>: a user, without a browser. No selector, as recorded.</summary>
internal static class PasswordLogin
{
    public static async Task<int> RunAsync(LoginOptions words, Composition az, CancellationToken cancel)
    {
        var password = await PasswordInput.ReadAsync(words, az, cancel);
        var story = new SignInConsole(az.Terminal, az.Time, selects: false, words.AllowsNoSubscriptions, way: "");
        var signIn = az.Session.SignIn(words.UserName!, password);
        return await Login.RunAsync(Login.Order(words, FlowKind.Password), signIn, story, az, cancel);
    }
}
