using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Flows;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --username</c>: a user, without a browser. No selector, as recorded.</summary>
internal sealed class PasswordLogin(PasswordInput input, Func<string, Secret, SignIn> signIn, SignInRunner runner)
{
    public async Task<int> RunAsync(LoginOptions options, CancellationToken cancel)
    {
        var password = await input.ReadAsync(options, cancel);
        return await runner.ListAsync(signIn(options.UserName!, password), options.Order([FlowKind.Password]), cancel);
    }
}
